"""A phone number is found in every writing: by visitors, and by editors in their lists."""

import re

import pytest

from knowledge.models import ContactDetail, Service, Status
from knowledge.search.lexicon import Lexicon
from knowledge.search.query import SearchText, parse

pytestmark = pytest.mark.django_db

WRITINGS = [
    "0334481186",
    "033-4481186",
    "033 448 11 86",
    "+31334481186",
    "+31 33 448 11 86",
    "0031 33 4481186",
    "0031334481186",
    "31334481186",
    "\u200b0334481186",
    "٠٣٣٤٤٨١١٨٦",
]


@pytest.mark.parametrize("written", WRITINGS)
def test_both_searches_find_a_number_in_any_writing(client, admin_client, written):
    asked = {"q": written}
    found = client.get("/zoeken/", asked).content.decode()
    assert "/loketten/comensha/" in found[: found.index("</article>")]
    suggested = client.get("/zoeken/suggesties/", asked).json()["suggestions"]
    assert suggested[0]["url"] == "/loketten/comensha/"
    for noun, title in (("contactdetail", "comensha-telefoon"), ("service", "comensha")):
        page = admin_client.get(f"/beheer/knowledge/{noun}/", asked)
        assert [row.slug for row in page.context["cl"].result_list] == [title]


@pytest.mark.parametrize(
    ("written", "desk"),
    [
        ("08002000", "veilig-thuis"),
        ("0800 20 00", "veilig-thuis"),
        ("8002000", "veilig-thuis"),
        ("0900-88 44", "politie-avim"),
        ("09008844", "politie-avim"),
    ],
)
def test_a_shared_number_leads_to_the_first_desk_of_the_list(client, admin_client, written, desk):
    desks = ContactDetail.objects.filter(value_normalised__in=["+318002000", "+319008844"])
    slugs = {detail.service.slug for detail in desks}
    found = client.get("/zoeken/", {"q": written}).content.decode()
    first = re.findall(r"/loketten/([\w-]+)/", found[found.index("desk-row found") :])[0]
    page = admin_client.get("/beheer/knowledge/contactdetail/", {"q": written})
    rows = page.context["cl"].result_list
    assert first == desk
    assert {row.service.slug for row in rows} <= slugs
    assert rows


def test_a_number_that_is_half_typed_is_suggested_and_found_by_editors(client, admin_client):
    for written in ("033 448", "0334481", "+31 33 448 1", "0031 33 448"):
        suggested = client.get("/zoeken/suggesties/", {"q": written}).json()["suggestions"]
        assert suggested, written
        assert suggested[0]["url"] == "/loketten/comensha/"
        page = admin_client.get("/beheer/knowledge/contactdetail/", {"q": written})
        assert "comensha-telefoon" in [row.slug for row in page.context["cl"].result_list]


def test_a_number_within_a_sentence_is_found(client):
    found = client.get("/zoeken/", {"q": "wie is 033-448 11 86 van"}).content.decode()
    assert "/loketten/comensha/" in found[: found.index("</article>")]


def test_the_filters_of_a_list_still_count(admin_client):
    page = admin_client.get("/beheer/knowledge/contactdetail/", {"q": WRITINGS[0], "kind": "chat"})
    assert not page.context["cl"].result_list


def test_an_archived_desk_is_not_offered_for_its_number(admin_client):
    asked = {"term": WRITINGS[0], "app_label": "knowledge", "model_name": "contactdetail"}
    asked |= {"field_name": "service"}
    offered = admin_client.get("/beheer/autocomplete/", asked).json()["results"]
    assert len(offered) == 1
    Service.objects.filter(slug="comensha").update(status=Status.ARCHIVED)
    assert admin_client.get("/beheer/autocomplete/", asked).json()["results"] == []


@pytest.mark.parametrize("text", ["273 250", "12-18", "3.48", "2024 2025"])
def test_other_digits_are_no_number(client, text):
    assert parse(SearchText(text), Lexicon({"273": 1, "3.48": 1}, (), ()), {}) == parse(
        SearchText(f"{text} "), Lexicon({"273": 1, "3.48": 1}, ("0273250",), ()), {}
    )
