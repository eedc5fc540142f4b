"""The municipality of a result: any spelling is accepted and kept in the URL, without errors."""

from datetime import date, datetime
from html import unescape

import pytest
from django.contrib.auth.models import AnonymousUser

from knowledge.desks.desk import desk_view
from knowledge.models import ContactDetail, Municipality, Region, Service
from knowledge.regions.choice import Place
from knowledge.values.hours.opening_hours import ZONE
from referrals.outcomes.places import Places
from referrals.outcomes.regional import OutcomeDesk, localise
from tests.referrals.test_views import ADVICE, get, page, target

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()
NOW = datetime(2026, 11, 30, 11, tzinfo=ZONE)
POLICE = (
    "gevaar=nee&rol=zorg&leeftijd=18-plus&situatie=uitgebuit&politie=ja"
    "&opvang=nee&omstandigheden=geen"
)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Tilburg", "tilburg"),
        ("tilburg ", "tilburg"),
        ("den bosch", "s-hertogenbosch"),
        ("s hertogenbosch", "s-hertogenbosch"),
        ("Sudwest Fryslan", "sudwest-fryslan"),
        ("Weesp", "amsterdam"),
    ],
)
def test_what_people_type_becomes_a_municipality(client, typed, slug):
    response = client.get("/verwijzen/", _query(ADVICE) | {"gemeente-naam": typed})
    assert target(response) == f"gemeente={slug}&{ADVICE}"


def _query(address: str) -> dict[str, str]:
    return dict(part.split("=") for part in address.split("&"))


def text(response) -> str:
    return " ".join(unescape(page(response)).split())


def test_the_result_says_which_region_and_why(client):
    html = text(get(client, f"gemeente=tilburg&{ADVICE}"))
    assert "omdat hij staat ingeschreven in Tilburg" in html
    assert "Midden-Brabant" in html
    assert "0800-2000" in html
    assert "Bron: CBS" in html


def test_two_places_are_both_used(client):
    html = text(get(client, f"gemeente=tilburg&gevonden=groningen&{POLICE}"))
    assert "omdat hij staat ingeschreven in Tilburg" in html
    assert "omdat hij is gevonden in Groningen" in html


def regional_desk(opening_hours: str) -> None:
    """Veilig Thuis in the region of Tilburg, with a number of its own."""
    national = Service.objects.get(slug="veilig-thuis")
    region = Region.objects.get(kind="veilig_thuis", name="Midden-Brabant")
    regional = Service.objects.create(
        slug="vt-midden-brabant",
        organisation=national.organisation,
        name_nl="Veilig Thuis bij u",
        status="published",
        coverage="regional",
        regional_of=national,
    )
    regional.regions.add(region)
    ContactDetail.objects.create(
        slug="vt-mb",
        service=regional,
        kind="phone",
        value="033 448 11 86",
        opening_hours=opening_hours,
        status="published",
    )


def test_a_regional_desk_that_answers_comes_first_and_the_national_stays(client):
    regional_desk("24/7")
    html = text(get(client, f"gemeente=tilburg&{ADVICE}"))
    first = html[html.index("first-desk") : html.index("Waarom dit loket")]
    assert "033 448 11 86" in first
    assert "Landelijk loket:" in first
    assert "0800-2000" in first
    elsewhere = text(get(client, f"gemeente=groningen&{ADVICE}"))
    assert "033 448 11 86" not in elsewhere[: elsewhere.index("Waarom dit loket")]


def test_a_desk_that_became_the_regional_one_is_not_named_twice():
    slugs = ("zorgcoordinator-mensenhandel", "lumens-expertisecentrum", "his")
    services = Service.objects.with_reach(VISITOR).in_bulk(slugs, field_name="slug")
    desks = [OutcomeDesk(desk_view(services[slug], NOW), ()) for slug in slugs]
    for place, expected in (("eindhoven", slugs[1:]), ("groningen", slugs)):
        places = Places(Place("gemeente", Municipality.objects.get(slug=place)), Place("gevonden"))
        items = localise(desks, places, VISITOR, NOW)
        assert tuple(item.desk.service.slug for item in items) == expected


def test_while_a_regional_desk_is_not_known_to_answer_the_national_comes_first(client):
    regional_desk("")
    html = text(get(client, f"gemeente=tilburg&{ADVICE}"))
    first, best = html.index("first-desk"), html.index("fits-best")
    assert "0800-2000" in html[first:best]
    assert "033 448 11 86" not in html[first:best]
    assert "Veilig Thuis bij u" in html[best : html.index("Waarom nu dit loket")]


def test_an_unclear_name_gets_a_choice_with_links(client):
    response = client.get("/verwijzen/", _query(ADVICE) | {"gemeente-naam": "Bergen"})
    html = text(response)
    assert "kan in meer dan één gemeente liggen. Welke bedoelt u?" in html
    assert html.count("?gemeente=bergen") >= 2
    assert 'value="Bergen"' in html


def test_a_typing_error_is_put_to_the_visitor_and_not_used_silently(client):
    response = client.get("/verwijzen/", _query(ADVICE) | {"gemeente-naam": "Tilbrug"})
    html = text(response)
    assert "Bedoelt u Tilburg?" in html
    assert "gemeente=tilburg" in html
    assert "ingeschreven in Tilburg" not in html


@pytest.mark.parametrize("typed", ["Atlantis", "\x00", "x" * 10_000, "😀", "'; DROP TABLE", "<b>"])
def test_an_unknown_name_gets_a_message_and_the_national_desks(client, typed):
    html = text(client.get("/verwijzen/", _query(ADVICE) | {"gemeente-naam": typed}, follow=True))
    if typed != "\x00":  # nothing is left of it
        assert "kennen wij niet" in html
    assert "0800-2000" in html


@pytest.mark.parametrize("query", ["gemeente=nergens", "gemeente=%00", "gemeente=a&gemeente=b"])
def test_a_slug_that_is_none_falls_away(client, query):
    assert target(get(client, f"{query}&{ADVICE}")) == ADVICE


def test_an_old_link_leads_to_what_a_municipality_went_on_in(client):
    successor = Municipality.objects.get(slug="hilversum")
    Municipality.objects.filter(slug="tilburg").update(
        ended_on=date(2025, 12, 31), successor=successor
    )
    assert target(get(client, f"gemeente=tilburg&{ADVICE}")) == f"gemeente=hilversum&{ADVICE}"


def test_a_field_that_is_made_empty_forgets_the_municipality(client):
    response = client.get(
        "/verwijzen/", {"gemeente": "tilburg", "gemeente-naam": "", **_query(ADVICE)}
    )
    assert target(response) == ADVICE


def test_the_place_is_kept_while_an_answer_is_changed(client):
    html = page(get(client, f"gemeente=tilburg&{ADVICE}&wijzig=rol"))
    assert '<input type="hidden" name="gemeente" value="tilburg">' in html


def test_names_are_suggested_without_a_script(client):
    html = page(get(client, ADVICE))
    assert '<datalist id="municipalities">' in html
    assert '<option value="Tilburg">' in html


def asked(client, typed: str, language: str = "") -> str:
    """The result for what was typed, in its canonical address."""
    query = _query(ADVICE) | {"gemeente-naam": typed}
    return text(client.get(f"{language}/verwijzen/", query, follow=True))


def test_a_village_leads_to_the_region_of_its_municipality(client):
    html = asked(client, "hoofddorp")
    assert "omdat hij staat ingeschreven in Haarlemmermeer" in html
    assert "Kennemerland" in html


def test_a_name_in_two_municipalities_is_asked_with_a_link_for_each(client):
    html = asked(client, "Elst")
    assert "“Elst” kan in meer dan één gemeente liggen. Welke bedoelt u?" in html
    assert f'?gemeente=overbetuwe&{ADVICE}">Elst (Overbetuwe)</a>' in html
    assert f'?gemeente=rhenen&{ADVICE}">Elst (Rhenen)</a>' in html
    assert "ingeschreven in" not in html.replace("Gemeente waar hij staat ingeschreven", "")


def test_choosing_one_place_keeps_what_was_typed_for_the_other(client):
    query = _query(ADVICE) | {"gemeente-naam": "Elst", "gevonden-naam": "Bonaire"}
    html = text(client.get("/verwijzen/", query, follow=True))
    assert f'?gemeente=rhenen&{ADVICE}&gevonden-naam=Bonaire"' in html


def test_a_name_of_several_places_that_are_not_known_asks_for_the_municipality(client):
    html = asked(client, "Velp")
    assert "“Velp” kan in meer dan één gemeente liggen. Vul de naam van de gemeente in." in html
    assert "spelling" not in html


@pytest.mark.parametrize(
    ("typed", "language", "sentence", "help_there"),
    [
        ("Bonaire", "", "niet voor Bonaire.", "Guiami"),
        ("Bonaire", "/en", "not for Bonaire.", "Guiami"),
        ("Statia", "", "niet voor Sint Eustatius.", "Jeugdzorg Caribisch Nederland"),
        ("Saba", "/en", "not for Saba.", "Jeugdzorg Caribisch Nederland"),
        ("Curaçao", "", "niet voor Curaçao.", "niet nagegaan welke loketten"),
        ("belgie", "", "niet voor België.", "Child Focus"),
        ("Antwerp", "/en", "not for Belgium.", "Payoke"),
        ("Duitsland", "", "niet voor Duitsland.", "Hilfetelefon Gewalt an Männern"),
        ("Germany", "/en", "not for Germany.", "Hilfetelefon Gewalt an Männern"),
    ],
)
def test_who_is_elsewhere_reads_what_is_known_there(client, typed, language, sentence, help_there):
    html = asked(client, typed, language)
    assert html.count(sentence) == 2  # at the top and at the field
    assert help_there in html
    assert "spelling" not in html
    assert "tel:08002000" in html


def test_a_paper_copy_for_a_place_elsewhere_goes_back_to_the_page(client):
    response = client.get("/verwijzen/uitkomst.pdf", _query(ADVICE) | {"gemeente-naam": "Bonaire"})
    assert target(response) == f"{ADVICE}&gemeente-naam=Bonaire"
