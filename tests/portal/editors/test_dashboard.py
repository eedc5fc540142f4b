"""The editors' dashboard: what is due, with a link to each list, and how much is confirmed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.models import (
    ContactDetail,
    CorrectionReport,
    Guidance,
    LegalArticle,
    Organisation,
    Service,
    Signal,
    Status,
    Verification,
)
from portal.editors import dashboard
from referrals.models import Question

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client_of):
    return client_of("editor")


def due(client) -> dict[str, tuple[int, str]]:
    """What the page lists as due: count and URL by label."""
    context = client.get("/beheer/").context
    parts = ("details_due", "waiting", "guide", "texts")
    return {due.label: (due.count, due.url) for part in parts for due in context[part]}


def listed(client, address) -> int:
    return client.get(address).context["cl"].result_count


def confirm(detail, user, at) -> None:
    Verification.objects.create(
        contact=detail,
        by=user,
        at=at,
        result="confirmed",
        method="called",
        value=detail.value,
        opening_hours=detail.opening_hours,
    )


def test_nothing_is_confirmed_at_first(editor):
    count, address = due(editor)["nooit bevestigd"]
    assert count == ContactDetail.objects.published().count()
    assert address == "/beheer/controleren/?staat=never"
    assert editor.get(address).status_code == 200


def test_a_confirmed_detail_comes_back_when_it_is_due(editor, person_with):
    detail = ContactDetail.objects.published().first()
    user, now = person_with("publisher"), timezone.now()
    for days, words in ((200, "te lang geleden bevestigd"), (160, "aan de beurt binnen 30 dagen")):
        Verification.objects.all()._raw_delete("default")
        confirm(detail, user, now - timedelta(days=days))
        assert due(editor)[words][0] == 1, words


def test_a_draft_and_a_missing_language_lead_to_their_lists(editor):
    signal = Signal.objects.first()
    signal.status, signal.name_en = Status.DRAFT, ""
    signal.save()
    found = due(editor)
    for words in ("Signalen: concepten", "Signalen: een taal ontbreekt"):
        count, address = found[words]
        assert (count, listed(editor, address)) == (1, 1), words


def test_an_optional_text_may_be_empty_in_all_languages_not_in_one(editor):
    fier = Organisation.objects.get(slug="fier")
    fier.description_nl = fier.description_en = ""
    fier.save()
    assert "Organisaties: een taal ontbreekt" not in due(editor)
    fier.description_nl = "Alleen Nederlands"
    fier.save()
    assert due(editor)["Organisaties: een taal ontbreekt"][0] == 1


def test_a_text_to_look_at_again_leads_to_its_list(editor):
    row = Guidance.objects.first()
    row.review_by = timezone.localdate()
    row.save()
    count, address = due(editor)["Handreikingen: opnieuw te bekijken"]
    assert count == listed(editor, address) >= 1


def test_law_that_changes_soon(editor):
    row = LegalArticle.objects.first()
    row.in_force_until = timezone.localdate() + timedelta(days=30)
    row.save()
    count, address = due(editor)["wetsartikelen die binnen een half jaar wijzigen"]
    assert count == listed(editor, address) >= 1


def test_reports_of_visitors_wait_here(editor):
    CorrectionReport.objects.create(
        service=Service.objects.first(), part="value", message="Het nummer is veranderd"
    )
    count, address = due(editor)["meldingen van bezoekers"]
    assert (count, listed(editor, address)) == (1, 1)


def test_a_fault_in_the_guide_is_said(editor):
    before = due(editor).get("fouten in de wegwijzer", (0, ""))[0]
    Question.objects.create(
        flow=Question.objects.first().flow,
        slug="los",
        name="los",
        kind="route",
        text_nl="Los?",
        text_en="Loose?",
        why_nl="Zomaar",
        why_en="Just so",
    )
    count, address = due(editor)["fouten in de wegwijzer"]
    assert count > before
    assert "/publiceren/" in address


def test_how_much_is_confirmed(person_with):
    phones = ContactDetail.objects.published().filter(kind="phone")
    confirm(phones.first(), person_with("editor"), timezone.now())
    details = dashboard.checked_details(timezone.now())
    shares = {share.name: share for share in dashboard.confirmed_by_kind(details)}
    assert (shares["Telefoon"].confirmed, shares["Telefoon"].total) == (1, phones.count())
    regions = dashboard.confirmed_by_region(details)
    assert sum(one.confirmed for one in regions) == 1


def test_the_page_asks_no_more_for_more_rows(editor, django_assert_max_num_queries):
    editor.get("/beheer/")
    with django_assert_max_num_queries(72):  # ten of them for the cases and stand-ins of the guide
        editor.get("/beheer/")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_it_is_in_both_languages(editor, prefix):
    html = editor.get(f"{prefix}/beheer/").content.decode()
    assert ("Share confirmed" in html) is bool(prefix)


def test_a_factsheet_that_names_what_is_not_shown_leads_to_its_list(editor):
    Service.objects.filter(slug="helpwanted").update(status=Status.DRAFT)
    count, address = due(editor)["factsheets die noemen wat bezoekers niet zien"]
    assert count == listed(editor, address) > 0
    page = editor.get("/beheer/knowledge/factsheet/1/change/").content.decode()
    assert "Niet op het blad" in page
