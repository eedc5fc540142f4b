"""A submitted editing page is saved, previewed or proposed, and nothing in between."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core import checks
from django.test import RequestFactory

from knowledge.editing.base import EntryAdmin, TranslatedFieldsMixin
from knowledge.editing.change_reasons import SingleHistoryEntryMixin
from knowledge.editing.intent import EditIntent, Mode, intent_of, set_intent
from knowledge.editing.locking import OptimisticLockMixin
from knowledge.models import ContactDetail, PendingEdit, Service, Signal, Source
from tests.knowledge.editing.change_pages import address, change_page, contact_prefix, filled
from tests.pages import filled_in

OTHER_NUMBER = "033 448 11 87"


@pytest.fixture
def editor(client_of):
    return client_of("editor")


def everything() -> dict[str, object]:
    """Contents of every table that a save in the admin could write to, but pending edits."""
    models = [*apps.get_app_config("knowledge").get_models(include_auto_created=True), LogEntry]
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in models
        if model is not PendingEdit
    }


def changed_desk(client) -> tuple[Service, dict[str, object]]:
    """A desk, and its page with a text, a relation and a contact detail changed."""
    detail = ContactDetail.objects.get(slug="comensha-telefoon")
    desk = detail.service
    prefix = contact_prefix(client, desk, detail)
    other = Source.objects.exclude(pk__in=desk.sources.all()).first()
    changes = {"summary_nl": "Zo wordt het", "sources": [other.pk], "change_reason": "Gebeld"}
    return desk, filled(client, desk, **changes, **{f"{prefix}-value": OTHER_NUMBER})


@pytest.mark.django_db
def test_a_preview_leaves_nothing_in_the_database(editor):
    desk, sent = changed_desk(editor)
    before = everything()
    page = editor.post(change_page(desk), {**sent, "_preview": "nl"})
    assert "Zo wordt het" in page.content.decode()
    assert OTHER_NUMBER in page.content.decode()
    assert everything() == before


@pytest.mark.django_db
def test_a_preview_of_what_stays_hidden_leaves_nothing_either(editor):
    desk, sent = changed_desk(editor)
    type(desk.organisation).objects.filter(pk=desk.organisation_id).update(status="draft")
    before = everything()
    page = editor.post(change_page(desk), {**sent, "_preview": "nl"})
    assert page.context["adminform"].form.non_field_errors()
    assert everything() == before


@pytest.mark.django_db
def test_a_preview_says_nothing_on_the_next_page(editor):
    desk, sent = changed_desk(editor)
    editor.post(change_page(desk), {**sent, "_preview": "nl"})
    assert not list(editor.get(change_page(desk)).context["messages"])


@pytest.mark.django_db
def test_a_proposal_leaves_a_pending_edit_and_nothing_else(editor):
    desk, sent = changed_desk(editor)
    before = everything()
    assert editor.post(change_page(desk), sent).status_code == 302
    assert everything() == before
    (edit,) = PendingEdit.objects.waiting().about(desk)
    assert edit.typed["summary_nl"] == ["Zo wordt het"]
    (message,) = editor.get(change_page(desk)).context["messages"]
    assert "wacht" in str(message)


@pytest.mark.django_db
def test_a_new_entry_that_an_editor_publishes_leaves_nothing(editor):
    names = ("name", "description", "caveat")
    texts = {f"{name}_{language}": "Nieuw" for name in names for language in ("nl", "en")}
    shipped = Signal.objects.first()
    choices = {"category": shipped.category, "about": shipped.about}
    choices["sources"] = shipped.sources.first().pk
    add = address(Signal, "add")
    before = everything()
    sent = filled_in(editor, add, slug="nieuw", status="published", **texts, **choices)
    page = editor.post(add, sent)
    assert list(page.context["adminform"].form.errors) == ["status"]
    assert everything() == before


@pytest.mark.django_db
def test_a_proposal_is_previewed_without_accepting_it(client_of, editor):
    desk, sent = changed_desk(editor)
    editor.post(change_page(desk), sent)
    edit = PendingEdit.objects.waiting().about(desk).get()
    page, publisher = address(desk, "pending", desk.pk, edit.pk), client_of("publisher")
    sent = {**filled_in(publisher, page), "_preview": "nl"}
    before = everything()
    assert "Zo wordt het" in publisher.post(page, sent).content.decode()
    assert everything() == before
    edit.refresh_from_db()
    assert edit.decision == "open"


@pytest.mark.parametrize(("data", "mode"), [({}, Mode.SAVE), ({"_preview": "nl"}, Mode.PREVIEW)])
def test_the_button_decides_what_a_page_is_for_until_a_view_does(data, mode):
    request = RequestFactory().post("/", data)
    assert intent_of(request).mode is mode
    set_intent(request, EditIntent(Mode.REVIEW))
    assert intent_of(request).mode is Mode.REVIEW


@pytest.mark.parametrize(
    ("intent", "saves"),
    [
        (EditIntent(), True),
        (EditIntent(Mode.REVIEW), True),
        (EditIntent(Mode.REVIEW, note="Look at it first."), False),
        (EditIntent(note="Save it as a draft.", field="status"), False),
        (EditIntent(Mode.PREVIEW), False),
        (EditIntent(Mode.PROPOSE, changed=("summary",)), False),
    ],
)
def test_only_a_save_and_a_review_stay_in_the_database(intent, saves):
    assert intent.saves is saves


class LockFirst(OptimisticLockMixin, SingleHistoryEntryMixin):
    pass


class TranslatedFieldsFirst(TranslatedFieldsMixin, SingleHistoryEntryMixin):
    pass


@pytest.mark.parametrize("wrong", [LockFirst, TranslatedFieldsFirst])
def test_base_classes_in_the_wrong_order_are_reported(wrong):
    (error,) = [m for m in wrong(Signal, admin.site).check() if m.id == "knowledge.E001"]
    assert error.is_serious()
    assert "before OptimisticLockMixin" in error.hint


def test_no_admin_of_ours_has_them_in_the_wrong_order():
    assert any(isinstance(page, EntryAdmin) for page in admin.site._registry.values())
    assert not [m for m in checks.run_checks(tags=["admin"]) if m.id == "knowledge.E001"]
