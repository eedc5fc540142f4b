"""Printed desks: national ones, and those of a region."""

from datetime import date

import pytest

from knowledge.confirmation.checks import confirm
from knowledge.factsheets.citations import CitedSources
from knowledge.factsheets.desks import dates_of, desk_lines, local_desks
from knowledge.factsheets.selection import select_entries
from knowledge.models import (
    ContactDetail,
    FactsheetSection,
    Municipality,
    Region,
    Service,
    Status,
)
from tests.knowledge.confirmation.factories import get_detail, make_answer, state_of
from tests.knowledge.factsheets.conftest import AT, COLLEAGUE, reader

pytestmark = pytest.mark.django_db


def lines(*slugs, shows="short", **who):
    for_reader = reader(**who)
    section = FactsheetSection(takes="services", only="\n".join(slugs))
    (services,) = select_entries([section], "", for_reader)
    here = local_desks(services, for_reader)
    return desk_lines([here[service.pk] for service in services], shows, CitedSources())


def tilburg() -> Municipality:
    return Municipality.objects.get(slug="tilburg")


def test_the_number_its_hours_and_how_sure_it_is():
    (line,) = lines("veilig-thuis", shows="names")
    assert (line.number, line.uri, line.is_phone) == ("0800-2000", "tel:08002000", True)
    assert line.hours == "dag en nacht"
    assert (line.confirmed, line.is_confirmed) == ("Nog niet bevestigd", False)
    assert (line.text, line.others, line.notes) == ("", (), ())


@pytest.mark.parametrize(
    ("hours", "printed"),
    [
        ("2026 Oct 01+ Mo-Fr 09:00-17:00", "maandag t/m vrijdag 09:00–17:00"),
        (
            "2026 Dec 01+ Mo-Fr 09:00-17:00",
            "vanaf 1 december 2026: maandag t/m vrijdag 09:00–17:00",
        ),
        (
            "week 01-53/2 Mo 09:00-17:00",
            "niet elke week hetzelfde: in oneven weken: maandag 09:00–17:00",
        ),
        (
            "Mo-Fr 09:00-17:00; 2026 Dec 24-2027 Jan 03 off",
            "maandag t/m vrijdag 09:00–17:00; gesloten van 24 december 2026 t/m 3 januari 2027",
        ),
        ("2025 Jan 01-2025 Dec 31 Mo-Fr 09:00-17:00", "openingstijden niet bekend"),
    ],
)
def test_hours_are_those_of_the_day_of_printing(hours, printed):
    ContactDetail.objects.filter(service__slug="veilig-thuis").update(opening_hours=hours)
    (line,) = lines("veilig-thuis", shows="names")
    assert line.hours == printed


def test_more_of_it_where_more_is_shown():
    short, full = lines("comensha")[0], lines("comensha", shows="full")[0]
    service = Service.objects.get(slug="comensha")
    assert short.text == full.text == service.summary
    assert "033 448 11 86" in short.number
    assert any("info@comensha.nl" in other.title for other in short.others)
    assert service.after_contact in full.notes
    assert service.after_contact not in short.notes


def test_a_confirmed_number_says_so_and_until_when_it_counts():
    from_day = AT.replace(day=1, hour=12)
    confirmed = get_detail()
    looks_now = state_of(confirmed)
    confirm(confirmed.pk, looks_now, make_answer(at=from_day))
    (line,) = lines("comensha")
    assert (line.confirmed, line.is_confirmed) == ("Bevestigd op 1 november 2026", True)
    section = FactsheetSection(takes="services", only="comensha")
    (services,) = select_entries([section], "", reader())
    assert dates_of(local_desks(services, reader()).values()) == [date(2027, 4, 30)]


def test_a_desk_without_a_number_says_how_it_is_found():
    (line,) = lines("his", shows="names")
    assert line.number == ""
    assert line.how == Service.objects.get(slug="his").how_to_reach


def test_a_region_without_a_number_of_its_own_is_named_with_the_national_number():
    (line,) = lines("veilig-thuis", municipality=tilburg())
    assert line.number == "0800-2000"
    assert line.notes[0].startswith("Regio: ")
    assert "gebruik het landelijke" in line.notes[1]


def test_a_region_with_its_own_desk_shows_that_one_and_names_the_national_one():
    national = Service.objects.get(slug="veilig-thuis")
    own = Service.objects.create(
        slug="vt-proef", status=Status.PUBLISHED, organisation=national.organisation,
        regional_of=national, coverage="regional", name_nl="VT Proef", name_en="VT Trial",
    )  # fmt: skip
    own.regions.set(Region.objects.filter(municipalities=tilburg(), kind="veilig_thuis"))
    number = ContactDetail.objects.create(
        slug="vt-proef", service=own, kind="phone", value="0800-2000", status=Status.PUBLISHED
    )
    confirm(number.pk, state_of(number), make_answer(at=AT.replace(day=1, hour=12)))
    (line,) = lines("veilig-thuis", municipality=tilburg(), shows="names")
    assert line.name == "VT Proef"
    assert any("Veilig Thuis" in note and "0800-2000" in note for note in line.notes)
    here = local_desks([national], reader(municipality=tilburg()))
    assert dates_of(here.values()) == [date(2027, 4, 30)]


def test_a_restricted_way_to_reach_it_is_marked_for_who_sees_it():
    ContactDetail.objects.filter(slug__startswith="comensha").update(restricted=True)
    assert lines("comensha")[0].number == ""
    seen = lines("comensha", user=COLLEAGUE)[0]
    assert seen.marks.restricted
    assert all(other.marks.restricted for other in seen.others)
