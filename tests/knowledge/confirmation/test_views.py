"""The confirmation pages: an editor answers one card at a time."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from knowledge.confirmation.checks import cannot_reach, confirm
from knowledge.models import ContactDetail, ContactProposal, CorrectionReport, Verification
from tests.knowledge.confirmation.factories import (
    checks_of,
    edit_value,
    get_detail,
    get_editor,
    make_answer,
    make_proposal,
    state_of,
)

pytestmark = pytest.mark.django_db

PAGE = "/beheer/controleren/"
NUMBER, OTHER = "033 448 11 86", "033 448 11 87"


def filled(client, detail, **changes):
    """Form data that a browser would send for the card of `detail`, with `changes`."""
    form = client.get(PAGE, {"detail": detail.pk}).context["form"]
    names = [name for name in form.fields if name != "answer"]
    sent = {name: form[name].value() for name in names}
    return {**{name: "" if value is None else value for name, value in sent.items()}, **changes}


def text(response):
    return response.content.decode()


def test_the_card_shows_what_is_needed_to_check(admin_client):
    detail = get_detail()
    confirm(detail.pk, state_of(detail), make_answer(note="aan de balie gevraagd"))
    CorrectionReport.objects.create(
        service=detail.service, contact=detail, part="value", message="Er neemt niemand op."
    )
    html = text(admin_client.get(PAGE, {"detail": detail.pk}))
    for words in ("CoMensha", 'href="tel:+31334481186"', "https://www.comensha.nl", "Klopt nog"):
        assert words in html
    assert "aan de balie gevraagd" in html
    assert "Er neemt niemand op." in html
    assert "Bevestigd op" in html


@pytest.mark.parametrize(
    ("answer", "result"), [("confirmed", "confirmed"), ("unreachable", "unreachable")]
)
def test_one_answer_leads_to_the_next_card(admin_client, answer, result):
    first, second = (item.detail for item in _queue(admin_client)[:2])
    response = admin_client.post(PAGE, filled(admin_client, first, answer=answer))
    assert response.status_code == 302
    assert response.url == f"{PAGE}?detail={second.pk}"
    assert [kind for kind, _value in checks_of(first)] == [result]
    by = Verification.objects.get(contact=first).by
    assert by.get_username() == "admin"


def _queue(client):
    return [item for item, _token in client.get(f"{PAGE}lijst/").context["rows"]]


def test_a_correction_changes_the_site(admin_client, client):
    detail = get_detail()
    admin_client.post(PAGE, filled(admin_client, detail, answer="changed", value=OTHER))
    html = text(client.get("/loketten/comensha/"))
    assert OTHER in html
    assert "Bevestigd op" in html


@pytest.mark.parametrize(
    ("answer", "field", "typed", "words"),
    [
        ("changed", "value", "nul drie drie", "033 448 11 86"),
        ("changed", "value", "\x00", "Null"),
        ("changed", "opening_hours", "meestal wel", "meestal"),
        ("confirmed", "value", OTHER, "Veranderd in dit"),
        ("confirmed", "note", "x" * 501, "500"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_is_lost(
    admin_client, answer, field, typed, words
):
    detail = get_detail()
    sent = filled(admin_client, detail, answer=answer, **{field: typed})
    response = admin_client.post(PAGE, sent)
    assert response.status_code == 200
    assert words in str(response.context["form"].errors[field])
    assert response.context["form"][field].value() == typed
    assert checks_of(detail) == []


def test_what_changed_meanwhile_is_shown_beside_what_was_typed(admin_client):
    detail = get_detail()
    sent = filled(admin_client, detail, answer="changed", value="033 448 11 88", note="balie")
    edit_value(detail, OTHER)
    response = admin_client.post(PAGE, sent)
    html = text(response)
    assert response.status_code == 409
    for value in (NUMBER, OTHER, "033 448 11 88", "balie"):
        assert value in html
    assert checks_of(detail) == []
    again = {name: response.context["form"][name].value() for name in sent}
    assert admin_client.post(PAGE, again).status_code == 302
    assert get_detail().value == "033 448 11 88"


def test_what_was_not_typed_follows_the_change_of_another(admin_client):
    detail = get_detail()
    sent = filled(admin_client, detail, answer="confirmed")
    edit_value(detail, OTHER)
    response = admin_client.post(PAGE, sent)
    assert response.status_code == 409
    assert response.context["form"]["value"].value() == OTHER


def test_a_check_of_another_meanwhile_is_named(admin_client):
    detail = get_detail()
    sent = filled(admin_client, detail, answer="confirmed", note="balie")
    cannot_reach(detail.pk, state_of(detail), make_answer(by=get_editor("collega")))
    response = admin_client.post(PAGE, sent)
    assert response.status_code == 409
    assert "collega" in text(response)
    assert response.context["form"]["note"].value() == "balie"
    assert len(checks_of(detail)) == 1


def test_a_replayed_answer_is_one_check(admin_client):
    detail = get_detail()
    sent = filled(admin_client, detail, answer="confirmed")
    assert admin_client.post(PAGE, sent).status_code == 302
    assert admin_client.post(PAGE, sent).status_code == 302
    assert len(checks_of(detail)) == 1


def test_filters_stay_with_the_answer(admin_client):
    query = {"soort": "website"}
    rows = admin_client.get(f"{PAGE}lijst/", query).context["rows"]
    assert {item.detail.kind for item, _token in rows} == {"website"}
    response = admin_client.post(
        f"{PAGE}?soort=website", filled(admin_client, rows[0][0].detail, answer="confirmed")
    )
    assert response.url.startswith(f"{PAGE}?soort=website&detail=")


@pytest.mark.parametrize(
    "query", ["staat=x", "regio=%00", "detail=x", "detail=99999999999999999999", "p=0"]
)
def test_a_damaged_address_is_no_error(admin_client, query):
    assert admin_client.get(f"{PAGE}?{query}").status_code == 200
    assert admin_client.get(f"{PAGE}lijst/?{query}").status_code == 200


def test_a_region_and_a_kind_of_organisation_narrow_the_queue(admin_client):
    rows = admin_client.get(f"{PAGE}lijst/", {"organisatie": "police"}).context["rows"]
    assert {item.detail.service.organisation.kind for item, _token in rows} == {"police"}
    desk = get_detail("shop-den-haag-telefoon").service
    region = desk.regions.first() or _covers(desk)
    rows = admin_client.get(f"{PAGE}lijst/", {"regio": region.slug}).context["rows"]
    assert {item.detail.service for item, _token in rows} >= {desk}
    assert len(rows) < len(_queue(admin_client))


def _covers(desk):
    region = type(desk).regions.field.related_model.objects.first()
    desk.regions.add(region)
    return region


def test_when_nothing_is_due_it_says_so(admin_client):
    for detail in ContactDetail.objects.all():
        confirm(detail.pk, state_of(detail), make_answer())
    assert "Er is niets aan de beurt." in text(admin_client.get(PAGE))
    assert "Er is niets aan de beurt." in text(admin_client.get(f"{PAGE}lijst/"))


def test_at_the_end_it_says_what_was_skipped(admin_client):
    html = text(admin_client.get(PAGE, {"einde": "1"}))
    assert "U bent aan het einde." in html
    assert "Begin weer bovenaan" in html


def test_an_archived_detail_is_said_to_be_gone(admin_client):
    detail = get_detail()
    sent = filled(admin_client, detail, answer="confirmed")
    ContactDetail.objects.filter(pk=detail.pk).update(status="archived")
    response = admin_client.post(PAGE, sent, follow=True)
    assert "niet meer gepubliceerd" in text(response)
    assert checks_of(detail) == []


def test_a_proposal_is_accepted_on_the_card(admin_client):
    made = make_proposal(get_detail(), note="nieuw nummer")
    page = admin_client.get(PAGE, {"detail": made.contact_id})
    assert OTHER in text(page)
    address = reverse("confirming_decide", args=[made.pk])
    sent = {"decision": "accept", "version": page.context["card"].seen.version}
    assert admin_client.post(address, sent).status_code == 302
    assert get_detail().value == OTHER
    assert checks_of(get_detail()) == [("changed", OTHER)]


def test_a_proposal_beside_an_older_version_is_not_accepted(admin_client):
    made = make_proposal(get_detail())
    version = state_of(get_detail()).version
    edit_value(get_detail(), "033 448 11 88")
    sent = {"decision": "accept", "version": version}
    response = admin_client.post(reverse("confirming_decide", args=[made.pk]), sent, follow=True)
    html = text(response)
    assert "vergelijk opnieuw" in html
    for value in (NUMBER, OTHER, "033 448 11 88"):
        assert value in html
    assert ContactProposal.objects.waiting().count() == 1


def test_a_proposal_can_be_refused(admin_client):
    made = make_proposal(get_detail())
    address = reverse("confirming_decide", args=[made.pk])
    admin_client.post(address, {"decision": "refuse", "version": 0})
    made.refresh_from_db()
    assert made.decision == "refused"
    assert "al over beslist" in text(
        admin_client.post(address, {"decision": "accept", "version": 0}, follow=True)
    )


@pytest.mark.parametrize("path", ["", "lijst/", "samen/", "vragen/1/"])
def test_only_who_may_change_contact_details(client, path):
    assert "/beheer/login/" in client.get(PAGE + path).url
    user = get_user_model().objects.create_user("lezer", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_contactdetail"))
    client.force_login(user)
    assert client.get(PAGE + path).status_code == 403
    assert client.post(PAGE + path).status_code == 403


def test_forms_of_the_screen_are_sent_with_their_origin(admin_client):
    assert admin_client.get(PAGE)["Referrer-Policy"] == "same-origin"


def test_a_card_and_a_list_ask_no_more_for_more_rows(admin_client):
    def queries(path):
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(PAGE + path)
        return len(captured)

    queries("")  # fills the caches of Django (content types, permissions)
    before = [queries(""), queries("lijst/")]
    detail = get_detail()
    for number in range(10, 20):
        ContactDetail.objects.create(
            slug=f"nog-een-{number}",
            service=detail.service,
            kind="website",
            value=f"https://nog-een-{number}.example",
            status="published",
        )
    queries("")  # reads again what texts name
    assert [queries(""), queries("lijst/")] == before
    assert before[0] <= 16


def test_today_counts_the_editors_own_checks(admin_client):
    detail = get_detail()
    admin_client.post(PAGE, filled(admin_client, detail, answer="confirmed"))
    other = get_detail("shop-den-haag-telefoon")
    confirm(other.pk, state_of(other), make_answer(at=timezone.now()))
    assert admin_client.get(PAGE).context["today"] == 1
