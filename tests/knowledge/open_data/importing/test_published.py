"""Feeds like those that users of comparable products reported, with the right value of each."""

from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from knowledge.models import ContactDetail, ImportedRecord, Service, Status
from knowledge.values.hours.opening_hours import ZONE, hours_at
from tests.knowledge.open_data.importing.feeds import SOURCE, table

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).parent / "published"
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    noon = datetime(2026, 11, 30, 12, tzinfo=ZONE)
    monkeypatch.setattr(timezone, "now", lambda: noon)


def run_import(name, **options) -> str:
    out = StringIO()
    path = name if isinstance(name, Path) else FOLDER / f"{name}.json"
    call_command("import_hsds", path, stdout=out, **{**SOURCE, "apply": True, **options})
    return out.getvalue()


def hours() -> str:
    return ContactDetail.objects.get(kind="phone", status=Status.DRAFT).opening_hours


def state(text: str) -> str:
    """State of the hours at "2026-06-05 11:00"."""
    return hours_at(hours(), datetime.fromisoformat(text).replace(tzinfo=ZONE)).state.value


def test_a_season_with_two_groups_of_days_holds_for_both():
    output = run_import("season-two-day-groups")
    assert "hours: hours not known" in output
    assert (
        "until 2026-08-31: from 1 June 2026 to 31 August 2026 inclusive: Monday to Thursday "
        "09:00–17:00, Friday 09:00–12:00"
    ) in output
    assert state("2026-06-04 16:00") == "open"
    assert state("2026-06-05 11:00") == "open"
    assert state("2026-06-05 16:00") == "closed"
    assert state("2026-08-31 16:00") == "open"
    assert state("2026-09-04 11:00") == "unknown"
    assert state("2026-11-30 11:00") == "unknown"


def test_each_night_ends_where_it_was_said():
    with pytest.raises(CommandError, match="1 of the opening hours above run past midnight"):
        run_import("night-line")
    assert not ContactDetail.objects.filter(status=Status.DRAFT).exists()
    output = run_import("night-line", nights_checked=True)
    assert "Monday to Thursday 20:00–02:00 (the next day)" in output
    sunday = datetime(2026, 11, 29, tzinfo=ZONE)
    ends = {"Mo": 2, "Tu": 2, "We": 2, "Th": 2, "Fr": 4, "Sa": 4, "Su": 4}
    for ahead, day in enumerate(DAYS, start=1):
        next_day = sunday + timedelta(days=ahead + 1)
        before, after = (next_day.replace(hour=ends[day] + more) for more in (-1, 0))
        assert hours_at(hours(), before).is_open, day
        assert hours_at(hours(), after).is_closed, day


def test_nights_that_were_checked_before_are_not_asked_again():
    run_import("night-line", nights_checked=True)
    assert "Nothing changes." in run_import("night-line")


def test_day_and_night_holds_as_long_as_it_is_valid():
    output = run_import("always-with-validity")
    assert "from 1 January 2026 to 31 December 2026 inclusive: day and night" in output
    assert state("2026-01-01 00:00") == "open"
    assert state("2026-12-25 03:00") == "open"
    assert state("2026-12-31 23:59") == "open"
    assert state("2027-01-01 00:00") == "unknown"


def test_what_was_valid_until_last_year_is_unknown_and_not_closed():
    output = run_import("valid-to-past")
    assert "hours: hours not known" in output
    assert state("2026-11-30 11:00") == "unknown"
    assert state("2025-06-02 11:00") == "open"


def test_a_start_date():
    assert "hours: Monday to Friday 09:00–17:00" in run_import("valid-from")
    assert hours() == "2026 Oct 01+ Mo-Fr 09:00-17:00"


def test_phones_and_hours_of_places_come_along():
    output = run_import("details-at-locations")
    desk = Service.objects.get(name_nl="Inloop met tijden")
    details = {(row.value, row.label_nl, row.opening_hours) for row in desk.contact_details.all()}
    assert details == {
        ("033 448 11 86", "", ""),
        ("033 448 11 87", "Huis", ""),
        ("033 448 11 88", "Huis", ""),
        ("0800-2000", "Meldpunt", ""),
        ("Straat 1, 3811AA Amersfoort", "", "Tu 09:00-12:00"),
    }
    assert "Not imported (1x): contacts, who are persons" in output
    assert "Not imported (1x): location.schedules, beside those of" in output


def test_an_organisation_of_two_publishers_is_not_changed_by_both():
    run_import("valid-from")
    before = list(ImportedRecord.objects.values())
    output = run_import("same-organisation", publisher="Provincie Voorbeeld")
    assert "organisation “Hulporganisatie”: already here from another publisher" in output
    assert "BOTH" not in output
    assert "0 new, 0 changed, 0 waits, 0 conflict, 0 same" in output
    assert "3 other" in output
    assert list(ImportedRecord.objects.values()) == before


def test_tables_bring_the_details_of_places_too(tmp_path):
    service, place = ("11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-22222222222")
    part = "33333333-3333-4333-8333-33333333333"
    tables = {
        "organizations": [{"id": part + "0", "name": "Org", "description": "x"}],
        "services": [
            {"id": service, "organization_id": part + "0", "name": "Inloop", "status": "active"}
        ],
        "locations": [{"id": place + "0", "location_type": "physical", "name": "Straat 1"}],
        "service_at_location": [
            {"id": place + "1", "service_id": service, "location_id": place + "0"}
        ],
        "contacts": [{"id": place + "2", "service_id": service, "department": "Balie"}],
        "phones": [
            {"id": part + "1", "number": "033 448 11 86", "service_at_location_id": place + "1"},
            {"id": part + "2", "number": "033 448 11 87", "contact_id": place + "2"},
            {"id": part + "3", "number": "033 448 11 88", "location_id": place + "0"},
        ],
        "schedules": [
            {
                "id": part + "4",
                "service_id": service,
                "service_at_location_id": place + "1",
                "byday": "TU",
                "opens_at": "09:00",
                "closes_at": "12:00",
            }
        ],
    }
    for name, rows in tables.items():
        (tmp_path / f"{name}.csv").write_text(table(rows))
    run_import(tmp_path)
    details = {
        (row.value, row.opening_hours)
        for row in ContactDetail.objects.filter(service__name_nl="Inloop")
    }
    assert details == {
        ("033 448 11 86", ""),
        ("033 448 11 87", ""),
        ("033 448 11 88", ""),
        ("Straat 1", "Tu 09:00-12:00"),
    }
