"""A search is sent by POST: what was typed is in no address or title, and needs no cookie."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

TYPED = "vielig kwibus"


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=True)


def posted(visitor: Client, address: str = "/zoeken/", **fields: object) -> str:
    response = visitor.post(address, fields)
    assert response.status_code == 200
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


def without_fields(page: str) -> str:
    """A page without its fields and buttons."""
    return re.sub(r"<input\b[^>]*>|<button\b.*?</button>", "", page)


@pytest.mark.usefixtures("clock_stops")
def test_the_same_is_found_as_by_a_link(visitor):
    page = posted(visitor, q="vt", leeftijd="16")
    linked = visitor.get("/zoeken/", {"q": "vt", "leeftijd": "16"}).content.decode()
    assert 'href="tel:08002000"' in page
    assert page[page.index("<main") :] == linked[linked.index("<main") :]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ["/zoeken/", "/en/zoeken/"])
def test_no_title_has_what_was_typed(visitor, method, address):
    page = getattr(visitor, method)(address, {"q": "kwibus"}).content.decode()
    title = re.findall("<title>(.*)</title>", page)
    assert title == [{"/zoeken/": "Zoeken", "/en/zoeken/": "Search"}[address] + " · Verwijswijzer"]


def test_what_was_typed_is_in_fields_only(visitor):
    page = posted(visitor, q=TYPED, soort="service", gemeente="Kwibusdorp")
    assert page.count('value="vielig kwibus"') == 2  # of this language, and of the other
    assert "kwibus" not in without_fields(page).lower().replace("“kwibusdorp”", "")


def test_the_other_language_gets_the_same_search(visitor):
    page = posted(visitor, q=TYPED, leeftijd="16", zonder=["gevaar", "rol"])
    form = page[page.index('<form method="post" action="/en/zoeken/">') :]
    form = form[: form.index("</form>")]
    fields = re.findall(r'name="(\w+)" value="([^"]*)"', form)
    assert fields == [("q", TYPED), ("leeftijd", "16"), ("zonder", "gevaar"), ("zonder", "rol")]
    assert "kwibus" in posted(visitor, "/en/zoeken/", **dict(fields))
    linked = visitor.get("/zoeken/", {"q": "vt"}).content.decode()
    assert 'href="/en/zoeken/?q=vt" lang="en"' in linked


def test_of_a_field_that_is_sent_twice_the_last_counts(visitor):
    """A button of the page comes after the fields of its form."""
    page = posted(visitor, q=["vielig thuis", "veilig thuis"], soort=["figure", "service"])
    assert 'value="veilig thuis"' in page
    assert '<option value="service" selected>' in page


def test_an_answer_that_was_read_wrong_stays_so_for_this_text_only(visitor):
    page = posted(visitor, q=TYPED, zonder="leeftijd")
    kept = '<input type="hidden" name="zonder" value="leeftijd">'
    assert kept in page
    assert kept in posted(visitor, q=TYPED, zonder="leeftijd", gelezen=TYPED)
    assert kept not in posted(visitor, q="iets anders", zonder="leeftijd", gelezen=TYPED)
    assert "script" not in posted(visitor, q=TYPED, zonder="<script>").split("<main")[1]


def test_suggestions_stop_after_four_words(visitor):
    address = "/zoeken/suggesties/"
    for ask in (visitor.get, visitor.post):
        assert ask(address, {"q": "veilig thuis is er"}).json()["suggestions"]
        assert ask(address, {"q": "veilig thuis is er nu"}).json()["suggestions"] == []
