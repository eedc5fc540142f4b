"""The diff and the comparison of snapshots, and the marked text."""

from datetime import date

import pytest
from django.utils import translation

from knowledge.history.diff import FieldDiff, compare, field_diffs, marked_text
from knowledge.history.labels import RecordLabels
from knowledge.history.recording import single_history_entry
from knowledge.history.snapshots import Snapshot, references_in, snapshot_of, snapshots
from knowledge.models import Audience, LegalArticle, Organisation, Service, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return Service.objects.get(slug="comensha")


def between(row, **values):
    """The diffs between `row` and a snapshot of it with these values, by label."""
    before = snapshot_of(row)
    after = Snapshot(before.model, before.pk, {**before.values, **values}, before.related)
    labels = RecordLabels(references_in([before, after]))
    return {diff.label: diff for diff in field_diffs(before, after, labels)}


def test_a_text_is_named_with_its_language_in_both_languages(service):
    assert list(between(service, name_en="Other")) == ["Naam (Engels)"]
    with translation.override("en"):
        assert list(between(service, name_nl="Anders")) == ["Name (Dutch)"]


def test_choices_booleans_and_dates_are_shown_as_text(service):
    diffs = between(service, anonymous=True, contact_by="professional", status="draft")
    anonymous = diffs["Anoniem kan"]
    assert (anonymous.before, anonymous.after) == ("niet bekend", "ja")
    who = diffs["Wie contact opneemt"]
    assert (who.before, who.after) == ("de professional en de jongen zelf", "de professional")
    assert diffs["Status"].after == "Concept"
    article = LegalArticle.objects.first()
    (change,) = between(article, in_force_from=date(2031, 3, 1)).values()
    assert change.after == "1 maart 2031"


def test_related_records_have_labels_also_when_they_are_deleted(service):
    gone = Organisation.objects.create(slug="weg", kind="care", name_nl="Weg", name_en="Gone")
    pk = gone.pk
    gone.delete()
    change = between(service, organisation=pk)["Organisatie"]
    assert (change.before, change.after) == (
        str(service.organisation),
        "Weg (bestaat niet meer)",
    )
    assert between(service, organisation=10**9)["Organisatie"].after == (
        "een record (bestaat niet meer)"
    )


def test_of_a_list_the_added_and_the_removed_records_are_named(service):
    now = snapshot_of(service)
    added, removed = Audience.objects.order_by("pk")[:2]
    old, new = (
        Snapshot(now.model, now.pk, now.values, {**now.related, "audiences": {audience.pk}})
        for audience in (removed, added)
    )
    (change,) = field_diffs(old, new, RecordLabels(references_in([old, new])))
    assert (change.removed, change.added) == ((str(removed),), (str(added),))


def test_technical_columns_are_left_out(service):
    assert between(service, version=99, created_at=None, updated_at=None) == {}


def test_a_single_snapshot_is_shown_whole():
    source = Source.objects.create(slug="proef", title="Proef", language="nl", publisher="Uitgever")
    snapshot = snapshot_of(source)
    labels = {change.label for change in field_diffs(None, snapshot, RecordLabels({}))}
    assert {"Titel", "Uitgever", "Status"} <= labels
    assert not any(change.before for change in field_diffs(None, snapshot, RecordLabels({})))


def test_a_comparison_shows_every_field_and_marks_the_different_ones(service):
    now = snapshot_of(service)
    then = Snapshot(now.model, now.pk, {**now.values, "name_nl": "Vroeger"}, now.related)
    rows = compare(then, now, RecordLabels(references_in([then, now])))
    assert [row.label for row in rows if row.differs] == ["Naam (Nederlands)"]
    assert len(rows) > 20


LONG = "De hulplijn neemt alle meldingen aan en zoekt daarna een plek voor de jongen in de opvang."


def test_of_a_long_text_only_the_words_that_changed_are_marked():
    marked = marked_text(LONG, LONG.replace("alle", "veel"))
    assert "<del>alle</del><ins>veel</ins>" in marked
    assert marked.count("<ins>") == 1


def test_marked_text_is_escaped():
    marked = marked_text(LONG + " <b>", LONG + " <script>alert(1)</script>")
    assert "<script>" not in marked
    assert "&lt;" in marked


def test_short_or_altogether_different_texts_are_shown_whole():
    assert marked_text("kort", "korter") == ""
    assert marked_text(LONG, "x" * 90) == ""
    assert marked_text("", LONG) == ""


def test_very_long_texts_are_compared_by_line():
    old = "\n".join(f"regel {number} met woorden" for number in range(900))
    assert "<ins>regel 5 anders\n</ins>" in marked_text(
        old, old.replace("5 met woorden", "5 anders", 1)
    )


def test_a_change_is_labelled_without_a_language_where_there_is_none():
    assert FieldDiff("Soort", "", "a", "b").label == "Soort"


def test_relations_are_recorded_at_each_entry(service):
    source = Source.objects.create(slug="proef", title="Proef", language="nl")
    other = Source.objects.create(slug="tweede", title="Tweede", language="nl")
    with single_history_entry(service):
        service.save()
        service.sources.set([source])
    with single_history_entry(service):
        service.save()
        service.sources.set([other])
    last, before = snapshots(service.history.all()[:2]).values()
    assert (last.related["sources"], before.related["sources"]) == (
        {other.pk},
        {source.pk},
    )
