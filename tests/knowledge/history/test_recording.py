"""What is recorded of a change, relations included; and what simple-history promises us."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.history.recording import (
    bulk_record_history,
    defer_history,
    models_with_history,
    related_at,
    single_history_entry,
)
from knowledge.introspection import many_to_many
from knowledge.models import Signal, Source

pytestmark = pytest.mark.django_db

RELATIONS = [(model, field) for model in models_with_history() for field in many_to_many(model)]


@pytest.fixture
def sources():
    return [Source.objects.create(slug=f"bron-{n}", title=f"Bron {n}") for n in range(2)]


def at_newest(row):
    """The related keys at the newest entry in the history of `row`, by field."""
    entry = row.history.first().history_id
    return {name: keys.get(entry, set()) for name, keys in related_at(type(row), [entry]).items()}


def now(row):
    return {
        field.name: set(getattr(row, field.name).values_list("pk", flat=True))
        for field in many_to_many(type(row))
    }


@pytest.mark.parametrize(
    ("model", "field"),
    RELATIONS,
    ids=[f"{model.__name__}-{field.name}" for model, field in RELATIONS],
)
def test_simple_history_has_a_table_of_links_for_each_relation(model, field):
    links = getattr(model.history.model, field.name).model
    assert links._meta.get_field("history").related_model is model.history.model
    assert links._meta.get_field(field.m2m_field_name()).related_model is model
    assert links._meta.get_field(field.m2m_reverse_field_name()).related_model is (
        field.related_model
    )


def test_one_entry_holds_the_relations(sources):
    signal = Signal.objects.first()
    entries = signal.history.count()
    with single_history_entry(signal, "Bronnen erbij"):
        signal.save()
        signal.sources.set(sources)
    assert signal.history.count() == entries + 1
    assert at_newest(signal) == now(signal)
    assert at_newest(signal)["sources"] == {source.pk for source in sources}


def test_entries_in_bulk_hold_the_same_in_the_same_number_of_queries(sources, admin_user):
    few, many = list(Signal.objects.all()[:1]), list(Signal.objects.all()[1:5])
    counts = []
    for rows in (few, many):
        deferred = [(row, defer_history(row)) for row in rows]
        for row in rows:
            row.save()
            row.sources.set(sources)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            bulk_record_history(deferred, "Ingelezen", admin_user)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    for row in (*few, *many):
        newest = row.history.first()
        assert (newest.history_type, newest.history_user) == ("~", admin_user)
        assert newest.history_change_reason == "Ingelezen"
        assert at_newest(row) == now(row)
