"""The municipality of a result: any spelling is accepted and kept in the URL, without errors."""

from datetime import date
from html import unescape

import pytest

from knowledge.models import ContactDetail, Municipality, Region, Service
from tests.referrals.test_views import ADVICE, get, page, target

pytestmark = pytest.mark.django_db

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


def test_a_regional_desk_with_a_number_comes_first_and_the_national_stays(client):
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
        slug="vt-mb", service=regional, kind="phone", value="033 448 11 86", status="published"
    )
    html = text(get(client, f"gemeente=tilburg&{ADVICE}"))
    first = html[html.index("first-desk") : html.index("Waarom dit loket")]
    assert "033 448 11 86" in first
    assert "Landelijk loket:" in first
    assert "0800-2000" in first
    elsewhere = text(get(client, f"gemeente=groningen&{ADVICE}"))
    assert "033 448 11 86" not in elsewhere[: elsewhere.index("Waarom dit loket")]


def test_an_unclear_name_gets_a_choice_with_links(client):
    response = client.get("/verwijzen/", _query(ADVICE) | {"gemeente-naam": "Bergen"})
    html = text(response)
    assert "Welke gemeente bedoelt u?" in html
    assert html.count("?gemeente=bergen") >= 2
    assert 'value="Bergen"' in html


def test_a_typing_error_is_put_to_the_visitor_and_not_used_silently(client):
    response = client.get("/verwijzen/", _query(ADVICE) | {"gemeente-naam": "Tilbrug"})
    html = text(response)
    assert "Welke gemeente bedoelt u?" in html
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
