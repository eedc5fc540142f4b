"""The history of a record and its parts: its order, its lines, and its number of queries."""

import pytest
from django.utils import translation

from knowledge.history.recording import DELETED, parts_of, single_history_entry
from knowledge.history.timeline import describe, events_of, who, why
from knowledge.models import ContactDetail, Service, Signal, Source
from referrals.models import Flow, Option, Outcome, Question, StandIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return Service.objects.get(slug="comensha")


def add(service, slug, value):
    detail = ContactDetail(service=service, slug=slug, kind="website", value=value)
    with single_history_entry(detail, "Erbij"):
        detail.save()
    return detail


def test_parts_are_the_rows_that_cascade():
    assert {key.model for key in parts_of(Service)} == {ContactDetail}
    assert {key.model for key in parts_of(Question)} == {Option}
    assert StandIn in {key.model for key in parts_of(Flow)}
    assert {key.model.__name__ for key in parts_of(Outcome)} == {
        "OutcomeService",
        "OutcomeQuestion",
    }


def test_parts_are_listed_too_newest_first_also_when_they_are_deleted(service):
    detail = add(service, "proef-een", "https://example.org/een")
    with single_history_entry(service, "Daarna"):
        service.home_position = 9
        service.save()
    detail.delete()
    first, second, third = describe(events_of(Service, service.pk)[:3], Service)
    assert (first.history_type, first.why) == (DELETED, "")
    assert "example.org/een (bestaat niet meer)" in first.name
    assert (second.name, second.why) == ("", "Daarna")
    assert [change.label for change in second.changes] == ["Plaats op de startpagina"]
    assert (third.history_type, third.why) == ("+", "Erbij")


def test_an_entry_without_changes_is_left_out(service):
    with single_history_entry(service, "Niets"):
        service.save()
    newest = events_of(Service, service.pk)[0]
    assert describe([newest], Service) == []


def test_saving_in_another_language_is_no_change(service):
    with translation.override("en"), single_history_entry(service, "In English"):
        service.save()
    newest, before = service.history.all()[:2]
    assert newest.summary != before.summary  # the column without a language
    assert describe(events_of(Service, service.pk)[:1], Service) == []


def test_other_desks_have_another_history(service):
    other = Service.objects.exclude(pk=service.pk).first()
    add(other, "proef-twee", "https://example.org/twee")
    pks = {event.pk for event in events_of(Service, service.pk) if event.model is ContactDetail}
    assert pks == set(service.contact_details.values_list("pk", flat=True))


def test_fifty_entries_take_eight_queries_at_most(service, django_assert_max_num_queries):
    signal = Signal.objects.first()
    for number in range(50):
        source = Source.objects.create(slug=f"bron-{number}", title=f"Bron {number}")
        with single_history_entry(signal, f"Reden {number}"):
            signal.name_nl = f"Naam {number}"
            signal.save()
            signal.sources.set([source])
    with django_assert_max_num_queries(8):
        assert len(describe(events_of(Signal, signal.pk)[:50], Signal)) == 50


def test_an_entry_without_a_user_was_made_by_the_software(service):
    entry = service.history.last()
    assert (who(entry), why(entry)) == (
        "meegekomen met de software",
        "Inhoud waarmee de portal begon",
    )
