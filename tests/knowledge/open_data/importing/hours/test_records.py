"""Opening hours in the records that an import writes, and in what it shows."""

import pytest

from knowledge.models import ContactDetail, ImportedRecord, Status
from tests.knowledge.open_data.importing.feeds import a_schedule, a_service

pytestmark = pytest.mark.django_db


def the_phone() -> ContactDetail:
    return ContactDetail.objects.get(service__name_nl="Inloop voor jongens")


def test_hours_that_are_not_understood_are_unknown_and_kept_in_words(run_import):
    fortnightly = a_schedule(interval=2, description="Om de week.")
    output = run_import(a_service(schedules=[fortnightly]))
    assert "hours not known: it does not return every week (freq WEEKLY, interval 2" in output
    phone = the_phone()
    assert (phone.opening_hours, phone.hours_note_nl) == ("", "Om de week.")
    assert phone.status == Status.DRAFT
    problem = ImportedRecord.objects.get(kind="contactdetail").hours_problem
    assert problem["reason"] == "not_weekly"
    assert "interval 2" in problem["given"]
    assert "hours: Monday to Friday 09:00–17:00" in run_import(a_service())
    assert the_phone().opening_hours == "Mo-Fr 09:00-17:00"
    assert ImportedRecord.objects.get(kind="contactdetail").hours_problem == {}


def test_the_same_hours_in_another_notation_are_no_change(run_import):
    run_import(a_service())
    other = "Mo-Th 09:00-17:00; Fr 09:00-17:00"
    ContactDetail.objects.filter(pk=the_phone().pk).update(opening_hours=other)
    imported = ImportedRecord.objects.get(kind="contactdetail")
    imported.loaded["opening_hours"] = other
    imported.save()
    assert "0 changed, 0 waits, 0 conflict" in run_import(a_service())


def test_schedules_without_a_phone_are_named(run_import):
    output = run_import(a_service(phones=[], url="https://huis.example/"))
    assert "Not imported (1x): schedules, without a phone that they could belong to" in output
