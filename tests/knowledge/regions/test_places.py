"""The shipped names of places against the list of facts, and places that are no municipality."""

import csv
from datetime import date

import pytest
from django.utils import translation

from knowledge.loading.loader import load
from knowledge.loading.registry import ENTRIES
from knowledge.models import LoadedRecord, Municipality, MunicipalityAlias
from knowledge.regions.abroad import AREAS
from knowledge.regions.choice import match_place
from knowledge.regions.lookup import find_municipality
from knowledge.regions.name_matching import Certainty, normalize
from knowledge.regions.shared_names import SHARED_NAMES

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 1)
SPLIT = {
    "Winsum": {"het-hogeland", "westerkwartier"},
    "Littenseradiel": {"sudwest-fryslan", "leeuwarden", "waadhoeke"},
    "Haaren": {"tilburg", "boxtel", "oisterwijk", "vught"},
    "Meerlo-Wanssum": {"horst-aan-de-maas", "venray"},
}
TWO_PLACES = {  # in the list of well-known places as if there were one
    "Elst": {"overbetuwe", "rhenen"},
    "Oosterwolde": {"ooststellingwerf", "oldebroek"},
    "Ulvenhout": {"breda", "alphen-chaam"},
    "Vianen": {"vijfheerenlanden", "land-van-cuijk"},
}


def rows(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as table:
        return list(csv.DictReader(table))


def slugs(text: str) -> set[str]:
    return {found.slug for found in find_municipality(text, on=DAY).municipalities}


def forget(slugs: list[str]) -> None:
    """As if these names had not been shipped yet."""
    LoadedRecord.objects.filter(model="knowledge.municipalityalias", slug__in=slugs).delete()


def test_every_well_known_place_leads_to_its_municipality_and_region(shared):
    regions = {
        row["code"]: row["veilig_thuis_code"]
        for row in rows(shared / "facts/regions/municipalities.csv")
    }
    several = []
    for row in rows(shared / "facts/regions/aliases-extra.csv"):
        match = find_municipality(row["alias"], on=DAY)
        found = {item.code: item.veilig_thuis_region.code for item in match.municipalities}
        assert found[row["code"]] == regions[row["code"]], row["alias"]
        assert match.is_name
        if match.certainty is not Certainty.EXACT:
            several.append(row["alias"])
    assert several == ["Elst", "Oosterwolde", "Sint Maarten", "Ulvenhout", "Vianen"]


def test_every_other_place_is_shipped_in_its_municipality(shared):
    shipped = {
        (normalize(name), code)
        for name, code in MunicipalityAlias.objects.values_list("name", "municipality__code")
    }
    own = {
        (normalize(name), code) for name, code in Municipality.objects.values_list("name", "code")
    }
    for row in rows(shared / "facts/regions/places-full.csv"):
        assert (normalize(row["alias"]), row["code"]) in shipped | own, row["alias"]


def test_the_places_that_were_reported_missing_are_found(shared):
    header, *names = (shared / "reports/fail-17-places.txt").read_text().split("\n")
    assert "aliases-extra" in header
    for name in filter(None, names):
        assert find_municipality(name, on=DAY).exact, name


@pytest.mark.parametrize(("name", "municipalities"), [*SPLIT.items(), *TWO_PLACES.items()])
def test_a_name_in_several_municipalities_is_a_choice(name, municipalities):
    match = find_municipality(name, on=DAY)
    assert (match.certainty, match.exact) == (Certainty.CHOICE, None)
    assert slugs(name) == municipalities


def test_the_names_that_the_facts_leave_out_are_all_asked():
    assert {
        "Boarnsterhim", "Maasdonk", "Haren", "Loenen", "Noordwolde", "Rozenburg", "Velp", "Zeeland",
        "Zuidwolde",
    } <= set(SHARED_NAMES)  # fmt: skip


@pytest.mark.parametrize("name", SHARED_NAMES)
def test_a_name_of_which_not_all_places_are_known_is_never_one_place(name):
    for text in (name, name.upper()):
        match = find_municipality(text, on=DAY)
        assert (match.certainty, match.is_name, match.exact) == (Certainty.CHOICE, True, None)
        assert match.has_others


def test_what_an_editor_knows_of_such_a_name_is_offered_and_still_asked():
    rheden = Municipality.objects.get(slug="rheden")
    MunicipalityAlias.objects.create(municipality=rheden, name="Velp")
    match = find_municipality("Velp", on=DAY)
    assert (match.certainty, match.municipalities) == (Certainty.CHOICE, (rheden,))


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.key)
def test_a_place_abroad_is_known_by_every_writing(area):
    names = [*area.writings]
    for language in ("nl", "en"):
        with translation.override(language):
            names.append(str(area.name))
    for name in names:
        for text in (name, name.upper(), normalize(name)):
            match = find_municipality(text, on=DAY)
            assert (match.area, match.exact, match.municipalities) == (area, None, ()), text


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("statia", "sint-eustatius"),
        ("St. Eustatius", "sint-eustatius"),
        ("belgie", "belgium"),
        ("Liege", "belgium"),
        ("curacao", "curacao"),
        ("deutschland", "germany"),
    ],
)
def test_a_place_abroad_as_people_type_it(text, key):
    assert find_municipality(text, on=DAY).area.key == key


def test_a_typing_error_in_a_country_is_asked():
    place = match_place("Bonaite", "plaats", on=DAY)
    (candidate,) = place.choices
    assert (place.is_suggestion, candidate.label, candidate.municipality) == (
        True, "Bonaire", None,
    )  # fmt: skip
    assert place.at(candidate).params == (("plaats-naam", "Bonaire"),)


def test_a_village_that_is_called_like_an_island_is_a_choice_that_leads_to_each():
    place = match_place("Sint Maarten", "plaats", on=DAY)
    assert [choice.label for choice in place.choices] == [
        "Sint Maarten (eiland)", "Sint Maarten (Schagen)",
    ]  # fmt: skip
    island, village = (place.at(choice) for choice in place.choices)
    assert village.params == (("plaats", "schagen"),)
    assert match_place(island.typed, "plaats", on=DAY).area.key == "sint-maarten"


def test_a_village_is_offered_with_its_municipality():
    (candidate,) = match_place("Hoofdorp", "plaats", on=DAY).choices
    assert candidate.label == "Hoofddorp (Haarlemmermeer)"
    (candidate,) = match_place("Tilbrug", "plaats", on=DAY).choices
    assert candidate.label == "Tilburg"


def test_what_is_typed_for_a_choice_means_that_place_alone():
    for municipality in Municipality.objects.current(on=DAY):
        assert find_municipality(municipality.name, on=DAY).exact == municipality


def test_an_upgrade_brings_the_names_and_leaves_those_of_editors():
    """The names of an earlier version, one of them changed and one deleted by an editor."""
    MunicipalityAlias.objects.get(slug="uden-maashorst").delete()
    MunicipalityAlias.objects.filter(slug="weesp-amsterdam").update(name="Weesp (oud)")
    new = ["zaandam-zaanstad", "elst-rhenen"]
    MunicipalityAlias.objects.filter(slug__in=new).delete()
    forget(new)
    own = MunicipalityAlias.objects.get(slug="sneek-sudwest-fryslan")  # had been added by an editor
    forget([own.slug])
    report = load(ENTRIES)
    assert (report.added, report.updated) == (2, 0)
    assert find_municipality("Zaandam", on=DAY).exact.slug == "zaanstad"
    assert slugs("Elst") == {"overbetuwe", "rhenen"}
    assert MunicipalityAlias.objects.get(slug="weesp-amsterdam").name == "Weesp (oud)"
    assert not MunicipalityAlias.objects.filter(slug="uden-maashorst").exists()
    assert load(ENTRIES).added == 0
