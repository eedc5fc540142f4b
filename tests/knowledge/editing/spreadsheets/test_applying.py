"""An import is saved whole or not at all, with its reason in the history, and confirms nothing."""

import pytest
from django.utils import timezone

from knowledge.editing.spreadsheets.applying import ImportRefusedError, apply
from knowledge.editing.spreadsheets.columns import SHEETS
from knowledge.editing.spreadsheets.reading import read_table
from knowledge.models import ContactDetail, ImportDraft, Service, Verification
from tests.knowledge.editing.spreadsheets.files import (
    NEW_PLACE,
    NUMBER,
    as_csv,
    edited,
    export,
    finished,
    rows_of,
)

pytestmark = pytest.mark.django_db


def draft(data, user, model=ContactDetail):
    table = read_table(data, SHEETS[model])
    noun = SHEETS[model].key
    return ImportDraft.objects.create(noun=noun, file_name="x.csv", rows=table.rows, made_by=user)


def run(data, user, model=ContactDetail, by=None):
    return finished(apply(draft(data, user, model).pk, by or user, "Nieuwe gids"))


def value():
    return ContactDetail.objects.get(slug=NUMBER).value


def test_a_change_is_saved_with_its_reason_and_who(editor):
    before = ContactDetail.objects.get(slug=NUMBER)
    entries = before.history.count()
    assert run(edited(editor, value="033 448 11 87"), editor) == 1
    after = ContactDetail.objects.get(slug=NUMBER)
    assert after.value == "033 448 11 87"
    assert after.version > before.version
    assert after.history.count() == entries + 1
    entry = after.history.first()
    assert entry.history_type == "~"
    assert entry.value == "033 448 11 87"
    assert entry.history_change_reason == "Nieuwe gids"
    assert entry.history_user == editor


def test_relations_are_saved_and_kept_in_the_history(publisher):
    service = Service.objects.get(slug="nidos")
    sources = sorted(service.sources.values_list("slug", flat=True))
    data = edited(publisher, Service, "nidos", audiences="politie", name_en="Other")
    run(data, publisher, Service)
    assert [row.slug for row in service.audiences.all()] == ["politie"]
    assert sorted(service.sources.values_list("slug", flat=True)) == sources
    entry = service.history.first()
    assert [link.audience.slug for link in entry.audiences.all()] == ["politie"]
    assert sorted(link.source.slug for link in entry.sources.all()) == sources
    assert entry.name_en == "Other"


def test_a_new_record_is_saved_with_its_relations(editor):
    (row,) = rows_of(export(editor, slug=NUMBER))
    new = {**row, "slug": "nieuw", "version": "", "value": "033 448 11 87", "status": ""}
    run(as_csv([new]), editor)
    made = ContactDetail.objects.get(slug="nieuw")
    assert made.status == "draft"
    assert made.sources.exists()
    assert made.history.get().history_type == "+"
    assert made.history.get().sources.count() == made.sources.count()


def test_a_row_that_is_left_out_stays(editor):
    count = ContactDetail.objects.count()
    run(edited(editor, value="033 448 11 87"), editor)
    assert ContactDetail.objects.count() == count


def test_nothing_is_ever_confirmed(editor):
    run(edited(editor, value="033 448 11 87"), editor)
    assert not Verification.objects.exists()


def test_one_wrong_row_and_nothing_is_saved(editor):
    rows = rows_of(export(editor, service__slug="comensha"))
    rows[0]["position"], rows[-1]["value"] = str(NEW_PLACE), "onzin"
    with pytest.raises(ImportRefusedError) as error:
        run(as_csv(rows), editor)
    assert error.value.problems[0].column == "value"
    assert ContactDetail.objects.get(slug=rows[0]["slug"]).position != NEW_PLACE


def test_what_changed_since_the_preview_is_named(editor):
    made = draft(edited(editor, value="033 448 11 87"), editor)
    detail = ContactDetail.objects.get(slug=NUMBER)
    detail.value = "033 448 11 88"
    detail.save()
    with pytest.raises(ImportRefusedError) as error:
        finished(apply(made.pk, editor, "x"))
    assert (error.value.problems[0].slug, value()) == (NUMBER, "033 448 11 88")


def test_who_goes_away_halfway_leaves_everything_as_it_was(editor):
    rows = [{**row, "position": str(NEW_PLACE)} for row in rows_of(export(editor))]
    steps = apply(draft(as_csv(rows), editor).pk, editor, "x")
    next(steps)
    steps.close()
    assert not ContactDetail.objects.filter(position=NEW_PLACE).exists()


def test_going_away_after_some_were_saved(editor, monkeypatch):
    monkeypatch.setattr("knowledge.editing.spreadsheets.applying.STEP", 1)
    rows = [{**row, "position": str(NEW_PLACE)} for row in rows_of(export(editor))]
    steps = apply(draft(as_csv(rows), editor).pk, editor, "x")
    while next(steps) != ("saved", 5):
        pass
    assert ContactDetail.objects.filter(position=NEW_PLACE).count() == 5
    steps.close()
    assert not ContactDetail.objects.filter(position=NEW_PLACE).exists()
    assert not ImportDraft.objects.exclude(done_at=None).exists()


def test_an_import_is_applied_once(editor):
    made = draft(edited(editor, value="033 448 11 87"), editor)
    finished(apply(made.pk, editor, "x"))
    with pytest.raises(ImportRefusedError):
        finished(apply(made.pk, editor, "x"))


def test_values_that_are_swapped_are_refused_whole(publisher):
    (row,) = rows_of(export(publisher, slug=NUMBER))
    other = {**row, "slug": "tweede", "version": "", "value": "033 448 11 87", "status": "draft"}
    run(as_csv([other]), publisher)
    rows = rows_of(export(publisher, slug__in=[NUMBER, "tweede"]))
    rows[0]["value"], rows[1]["value"] = rows[1]["value"], rows[0]["value"]
    with pytest.raises(ImportRefusedError):
        run(as_csv(rows), publisher)
    assert value() == "033 448 11 86"


def test_with_four_eyes_only_another_publisher_applies(editor, publisher, settings):
    settings.FOUR_EYES = True
    data = edited(publisher, value="033 448 11 87")
    for sender, second in [(publisher, publisher), (publisher, editor), (editor, editor)]:
        with pytest.raises(ImportRefusedError):
            run(data, sender, by=second)
    assert run(data, editor, by=publisher) == 1
    entry = ContactDetail.objects.get(slug=NUMBER).history.first()
    assert entry.history_user == publisher
    assert "redactie" in entry.history_change_reason


def test_nobody_applies_the_import_of_another_without_need(editor, publisher):
    with pytest.raises(ImportRefusedError):
        run(edited(editor, value="033 448 11 87"), editor, by=publisher)


def test_old_imports_are_thrown_away(editor):
    made = draft(edited(editor), editor)
    at = made.made_at
    assert not ImportDraft.objects.expired(at=at + timezone.timedelta(hours=23)).exists()
    assert ImportDraft.objects.expired(at=at + timezone.timedelta(days=1)).exists()
    made.offered_at = at
    made.save()
    assert not ImportDraft.objects.expired(at=at + timezone.timedelta(days=13)).exists()
    assert ImportDraft.objects.expired(at=at + timezone.timedelta(days=14)).exists()
