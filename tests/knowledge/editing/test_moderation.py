"""Draft, pending, published: moderation as editors and publishers see it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge.models import (
    ContactDetail,
    Organisation,
    PendingEdit,
    Service,
    Signal,
    Source,
    Status,
)
from tests.pages import filled_in

pytestmark = pytest.mark.django_db


def address(row, page="change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def someone(users, name, *more) -> Client:
    """A client logged in with the permissions of an editor, and `more`."""
    user = users.create_user(name, f"{name}@redactie.example", is_staff=True)
    codes = [f"{can}_{noun}" for can in ("view", "change", "add") for noun in NOUNS]
    user.user_permissions.set(Permission.objects.filter(codename__in=[*codes, *more]))
    client = Client()
    client.force_login(user)
    return client


NOUNS = ("organisation", "service", "contactdetail", "signal", "pendingedit")


@pytest.fixture
def editor(django_user_model) -> Client:
    return someone(django_user_model.objects, "redactie")


@pytest.fixture
def publisher(django_user_model) -> Client:
    return someone(django_user_model.objects, "publicist", "publish_entries")


@pytest.fixture
def fier() -> Organisation:
    return Organisation.objects.get(slug="fier")


def propose(client, row, **changes) -> PendingEdit:
    response = client.post(address(row), filled_in(client, address(row), **changes))
    assert response.status_code == 302
    return PendingEdit.objects.waiting().about(row).latest("pk")


def pending_address(edit) -> str:
    kind = edit.content_type.model
    return reverse(f"admin:knowledge_{kind}_pending", args=[edit.object_id, edit.pk])


def as_shown(client, edit) -> dict:
    return filled_in(client, pending_address(edit))


def test_a_change_of_what_is_public_waits(editor, client, fier):
    edit = propose(editor, fier, summary_nl="Nieuwe tekst")
    fier.refresh_from_db()
    assert fier.summary_nl != "Nieuwe tekst"
    assert "Nieuwe tekst" not in client.get("/organisaties/fier/").content.decode()
    assert len(edit.changed) == 1
    assert edit.made_by.username == "redactie"
    page = editor.get(address(fier)).content.decode()
    assert pending_address(edit) in page


def test_a_double_click_leaves_one_change_waiting(editor, fier):
    sent = filled_in(editor, address(fier), summary_nl="Nieuwe tekst")
    for _click in range(2):
        assert editor.post(address(fier), sent).status_code == 302
    assert PendingEdit.objects.waiting().about(fier).count() == 1
    propose(editor, fier, summary_nl="Nog nieuwere tekst")
    assert PendingEdit.objects.waiting().about(fier).count() == 2


def test_a_publisher_looks_and_saves(editor, publisher, client, fier):
    edit = propose(editor, fier, summary_nl="Nieuwe tekst")
    html = publisher.get(pending_address(edit)).content.decode()
    assert "Nieuwe tekst" in html
    assert fier.summary_nl in html
    response = publisher.post(pending_address(edit), as_shown(publisher, edit))
    assert response.status_code == 302
    edit.refresh_from_db()
    assert (edit.decision, edit.decided_by.username) == ("accepted", "publicist")
    assert "Nieuwe tekst" in client.get("/organisaties/fier/").content.decode()
    assert publisher.get(pending_address(edit)).status_code == 404


def test_looking_saves_nothing(editor, publisher, fier):
    edit = propose(editor, fier, summary_nl="Nieuwe tekst")
    publisher.get(pending_address(edit))
    fier.refresh_from_db()
    assert fier.summary_nl != "Nieuwe tekst"
    assert PendingEdit.objects.waiting().count() == 1


def test_its_author_cannot_accept_it_but_can_take_it_back(editor, fier):
    edit = propose(editor, fier, summary_nl="Nieuwe tekst")
    assert editor.post(pending_address(edit), as_shown(editor, edit)).status_code == 403
    assert editor.post(pending_address(edit), {"_refuse": "1"}).status_code == 302
    edit.refresh_from_db()
    assert edit.decision == "refused"


def test_what_waits_does_not_overwrite_what_was_saved_meanwhile(editor, publisher, fier):
    edit = propose(editor, fier, summary_nl="Nieuwe tekst")
    publisher.post(address(fier), filled_in(publisher, address(fier), summary_nl="Tussendoor"))
    page = publisher.get(pending_address(edit))
    assert "Tussendoor" in page.content.decode()
    assert page.context["conflicts"]
    fier.refresh_from_db()
    assert fier.summary_nl == "Tussendoor"


def test_an_editor_corrects_a_number_at_once(editor, client):
    detail = ContactDetail.objects.get(slug="comensha-telefoon")
    sent = filled_in(editor, address(detail), value="033 448 11 87", change_reason="gebeld")
    assert editor.post(address(detail), sent).status_code == 302
    assert "033 448 11 87" in client.get("/loketten/comensha/").content.decode()


def test_a_number_corrected_on_the_page_of_its_desk_is_shown_at_once(editor, client):
    desk = Service.objects.get(slug="comensha")
    sent = filled_in(editor, address(desk), change_reason="gebeld")
    number = next(name for name, value in sent.items() if value == "033 448 11 86")
    assert editor.post(address(desk), {**sent, number: "033 448 11 87"}).status_code == 302
    assert "033 448 11 87" in client.get("/loketten/comensha/").content.decode()


def test_a_new_entry_is_a_draft_until_a_publisher_says_otherwise(editor, publisher):
    add = reverse("admin:knowledge_signal_add")
    sent = {
        **{f"{text}_nl": "Nieuw" for text in ("name", "description", "caveat")},
        **{f"{text}_en": "New" for text in ("name", "description", "caveat")},
        "category": "behaviour",
        "about": "victim",
        "slug": "nieuw",
        "status": "published",
    }
    sent = filled_in(editor, add, **{**sent, **_choices()})
    page = editor.post(add, sent)
    assert page.status_code == 200
    assert set(page.context["adminform"].form.errors) == {"status"}
    assert not Signal.objects.filter(slug="nieuw").exists()
    assert editor.post(add, {**sent, "status": "draft"}).status_code == 302
    publisher.post(
        address(Signal.objects.get(slug="nieuw")),
        filled_in(publisher, address(Signal.objects.get(slug="nieuw")), status="published"),
    )
    assert Signal.objects.get(slug="nieuw").status == Status.PUBLISHED


def test_a_proposal_whose_source_was_archived_meanwhile_is_not_accepted(editor, publisher):
    signal, source = Signal.objects.first(), Source.objects.create(slug="nieuw", title="Nieuw")
    edit = propose(editor, signal, sources=[source.pk])
    sent = as_shown(publisher, edit)
    Source.objects.filter(slug="nieuw").update(status=Status.ARCHIVED)
    page = publisher.post(pending_address(edit), sent)
    assert "sources" in page.context["adminform"].form.errors
    assert source not in signal.sources.all()


def _choices():
    shipped = Signal.objects.first()
    source = shipped.sources.first().pk
    return {"category": shipped.category, "about": shipped.about, "sources": source}


def test_under_four_eyes_a_publisher_waits_for_another(settings, publisher, editor, fier):
    settings.FOUR_EYES = True
    edit = propose(publisher, fier, summary_nl="Nieuwe tekst")
    assert publisher.post(pending_address(edit), as_shown(publisher, edit)).status_code == 403


def test_under_four_eyes_a_reviewer_cannot_slip_in_words(settings, publisher, editor, fier):
    settings.FOUR_EYES = True
    edit = propose(editor, fier, summary_nl="Nieuwe tekst")
    sent = {**as_shown(publisher, edit), "summary_nl": "Van de publicist"}
    publisher.post(pending_address(edit), sent)
    fier.refresh_from_db()
    assert fier.summary_nl not in ("Nieuwe tekst", "Van de publicist")
    (waiting,) = PendingEdit.objects.waiting().about(fier)
    assert waiting.made_by.username == "publicist"
    assert waiting.typed["summary_nl"] == ["Van de publicist"]


def test_planned_publication_and_withdrawal(client, fier):
    today = timezone.localdate()
    for begins, ends, status in (
        (today + timedelta(days=1), None, 404),
        (today, None, 200),
        (None, today, 404),
        (today - timedelta(days=1), today + timedelta(days=1), 200),
    ):
        fier.publish_on, fier.withdraw_on = begins, ends
        fier.save()
        assert client.get("/organisaties/fier/").status_code == status, (begins, ends)


def test_withdrawn_before_published_is_refused(admin_client, fier):
    sent = filled_in(admin_client, address(fier), publish_on="2027-02-01", withdraw_on="2027-01-01")
    page = admin_client.post(address(fier), sent)
    assert page.status_code == 200
    assert "voordat" in page.content.decode()


@pytest.mark.parametrize(("language", "words"), [("nl", "Voorbeeld."), ("en", "Preview.")])
def test_a_draft_is_looked_at_as_visitors_would_see_it(editor, fier, language, words):
    fier.status = Status.DRAFT
    fier.save()
    sent = filled_in(editor, address(fier), **{f"summary_{language}": "Zo wordt het"})
    page = editor.post(address(fier), {**sent, "_preview": language})
    html = page.content.decode()
    assert page.status_code == 200
    assert "Zo wordt het" in html
    assert words in html
    fier.refresh_from_db()
    assert fier.status == Status.DRAFT
    assert "Zo wordt het" not in fier.summary_nl + fier.summary_en
    assert fier.history.count() == 2  # loaded, and made a draft above


def test_a_preview_of_what_stays_hidden_says_why(editor, fier):
    fier.status = Status.DRAFT
    fier.save()
    desk = fier.services.first()
    sent = filled_in(editor, address(desk), summary_nl="Zo wordt het", _preview="nl")
    page = editor.post(address(desk), sent)
    assert "Zo wordt het" in page.content.decode()
    assert page.context["adminform"].form.non_field_errors()
