"""Archiving from pages and lists, which replaces deletion, and unarchiving."""

import pytest
from django.contrib import admin

from knowledge.models import ContactDetail, Entry, Service, Signal, Status
from referrals.models import OutcomeService
from tests.knowledge.editing.change_pages import address, change_page, history_page, user_with

pytestmark = pytest.mark.django_db

ENTRIES = [model for model in admin.site._registry if issubclass(model, Entry)]
EDITOR = ("knowledge.view_signal", "knowledge.change_signal", "knowledge.add_signal")


@pytest.fixture
def signal():
    return Signal.objects.order_by("slug").first()


@pytest.fixture
def editor(client, django_user_model):
    client.force_login(user_with(django_user_model, *EDITOR))
    return client


def confirmation_page(client, *rows):
    """The confirmation page of the change list's action."""
    sent = {"action": "archive_selected", "_selected_action": [row.pk for row in rows]}
    return client.post(address(rows[0], "changelist"), sent)


def archive(client, *rows, reason="Verouderd", seen=None):
    seen = seen or ",".join(f"{row.pk}:{row.version}" for row in rows)
    sent = {"reason": reason, "seen": seen}
    return client.post(address(rows[0], "archive"), sent, follow=True)


@pytest.mark.parametrize("model", ENTRIES, ids=lambda model: model.__name__)
def test_nobody_deletes_an_entry(admin_client, model):
    row = model.objects.first()
    delete = address(row, "delete", row.pk)
    assert admin_client.get(delete).status_code == 403
    assert admin_client.post(delete, {"post": "yes"}).status_code == 403
    assert delete not in admin_client.get(change_page(row)).content.decode()
    html = admin_client.get(address(model, "changelist")).content.decode()
    assert "delete_selected" not in html
    assert 'value="archive_selected"' in html


def test_an_entry_is_archived_from_its_page_and_unarchived(admin_client, admin_user, signal):
    page = address(signal, "archive_one", signal.pk)
    assert page in admin_client.get(change_page(signal)).content.decode()
    html = admin_client.get(page).content.decode()
    assert f'value="{signal.pk}:{signal.version}"' in html
    assert "is gearchiveerd" in archive(admin_client, signal).content.decode()
    signal.refresh_from_db()
    newest = signal.history.first()
    assert (signal.status, newest.history_user) == (Status.ARCHIVED, admin_user)

    back = address(signal, "unarchive", signal.pk)
    assert back in admin_client.get(change_page(signal)).content.decode()
    assert back in admin_client.get(history_page(signal)).content.decode()
    assert "Gepubliceerd" in admin_client.get(back).content.decode()
    admin_client.post(back, {"reason": "Toch niet", "seen": signal.version})
    signal.refresh_from_db()
    assert signal.status == Status.PUBLISHED
    assert signal.history.first().history_change_reason == "Toch niet"


def test_the_page_shows_what_refers_to_the_entry(admin_client):
    link = OutcomeService.objects.select_related("service", "outcome").first()
    html = confirmation_page(admin_client, link.service).content.decode()
    assert str(link.outcome.title) in html


def test_of_several_rows_the_stale_ones_are_named_and_not_archived(admin_client):
    unchanged, stale = Signal.objects.order_by("slug")[:2]
    seen = f"{unchanged.pk}:{unchanged.version},{stale.pk}:{stale.version}"
    stale.name_nl = "Intussen veranderd"
    stale.save()
    html = archive(admin_client, unchanged, seen=seen).content.decode()
    unchanged.refresh_from_db()
    stale.refresh_from_db()
    assert (unchanged.status, stale.status) == (Status.ARCHIVED, Status.PUBLISHED)
    assert "“Intussen veranderd” is niet gearchiveerd: iemand" in html


def test_without_a_reason_nothing_is_archived_and_the_page_asks_again(admin_client, signal):
    response = archive(admin_client, signal, reason="")
    html = response.content.decode()
    assert "errorlist" in html
    assert str(signal) in html
    assert 'name="seen"' in html
    signal.refresh_from_db()
    assert signal.status == Status.PUBLISHED


def test_an_invalid_reason_archives_nothing(admin_client, signal):
    html = archive(admin_client, signal, reason="Mijn reden\x00").content.decode()
    assert "errorlist" in html
    signal.refresh_from_db()
    assert signal.status == Status.PUBLISHED


@pytest.mark.parametrize("seen", ["x", "1:", "1:2,", "\x00", "9" * 40 + ":1", "999999:1"])
def test_nonsense_archives_nothing(admin_client, signal, seen):
    assert archive(admin_client, signal, seen=seen).status_code == 200
    assert not Signal.objects.filter(status=Status.ARCHIVED).exists()


def test_an_editor_archives_drafts_and_not_what_is_published(editor, signal):
    response = confirmation_page(editor, signal)
    assert response.context["refused"] == [signal]
    assert "ask a publisher" not in response.content.decode()
    assert "vraag een" in archive(editor, signal).content.decode()
    signal.refresh_from_db()
    assert signal.status == Status.PUBLISHED
    signal.status = Status.DRAFT
    signal.save()
    archive(editor, signal)
    signal.refresh_from_db()
    assert signal.status == Status.ARCHIVED


def test_an_editor_does_not_unarchive_what_was_published(editor, signal):
    signal.status = Status.ARCHIVED
    signal.save()
    back = address(signal, "unarchive", signal.pk)
    assert "alleen een publiceerder" in editor.get(back).content.decode()
    sent = {"reason": "x", "seen": signal.version}
    assert editor.post(back, sent).status_code == 403


def test_a_stale_page_unarchives_nothing(admin_client, signal):
    signal.status = Status.ARCHIVED
    signal.save()
    sent = {"reason": "x", "seen": signal.version - 1}
    html = admin_client.post(address(signal, "unarchive", signal.pk), sent).content.decode()
    assert "Iemand wijzigde dit intussen" in html
    signal.refresh_from_db()
    assert signal.status == Status.ARCHIVED


def test_with_view_permission_only_nothing_is_archived(client, django_user_model, signal):
    client.force_login(user_with(django_user_model, "knowledge.view_signal"))
    assert client.get(address(signal, "archive_one", signal.pk)).status_code == 403
    assert client.get(address(signal, "unarchive", signal.pk)).status_code == 403
    assert client.post(address(signal, "archive")).status_code == 403
    assert "archiveren/" not in client.get(change_page(signal)).content.decode()


def listed(client, model, **query):
    page = client.get(address(model, "changelist"), {"all": "", **query})
    return set(page.context["cl"].queryset)


def test_lists_leave_archived_entries_out_unless_asked(admin_client, signal):
    signal.status = Status.ARCHIVED
    signal.save()
    assert signal not in listed(admin_client, Signal)
    assert listed(admin_client, Signal, status="archived") == {signal}
    assert signal in listed(admin_client, Signal, status="all")
    assert signal not in listed(admin_client, Signal, status="published")
    assert signal not in listed(admin_client, Signal, status="x")


def test_autocomplete_does_not_offer_archived_entries(admin_client):
    query = {
        "term": "comensha",
        "app_label": "knowledge",
        "model_name": "contactdetail",
        "field_name": "service",
    }
    assert admin_client.get("/beheer/autocomplete/", query).json()["results"]
    service = Service.objects.get(slug="comensha")
    service.status = Status.ARCHIVED
    service.save()
    assert admin_client.get("/beheer/autocomplete/", query).json()["results"] == []
    detail = ContactDetail.objects.filter(service=service).first()
    assert admin_client.get(change_page(detail)).status_code == 200
