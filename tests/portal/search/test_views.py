"""The search results page and the suggestions."""

import logging
import re
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from knowledge.models import Service, Signal, Status, Synonym
from knowledge.search.results import GROUPS
from knowledge.search.statistics import SENTENCES, WORDS
from portal.search import results
from referrals.reading.reading import Reading
from tests.knowledge.search.test_index import NASTY
from tests.portal.search.test_answering import ADULT, CARE, EXPLOITED, SAFE

pytestmark = pytest.mark.django_db


def html(client, text="", address="/zoeken/", **filters):
    response = client.get(address, {"q": text, **filters})
    assert response.status_code == 200
    return response.content.decode()


def suggested(client, text, address="/zoeken/suggesties/"):
    return client.get(address, {"q": text}).json()["suggestions"]


@pytest.mark.usefixtures("templates_without_queries")
def test_a_desk_has_its_number_and_hours_in_the_result(client):
    page = html(client, "vt")
    first = page[page.index('class="sheet desk-row found"') :]
    assert 'href="tel:08002000"' in first[: first.index("</article>")]
    assert "Nu open, dag en nacht" in first[: first.index("</article>")]
    assert "<mark>Veilig</mark> <mark>Thuis</mark>" in first


@pytest.mark.usefixtures("templates_without_queries")
def test_an_old_article_says_what_replaced_it(client):
    page = html(client, "Art 248b")
    titles = re.findall(r'<h3 class="h3"><a href="/wetsartikelen/([\w-]+)/"', page)
    assert titles[0] == "sr-248b-oud"
    assert {"sr-245", "sr-246"} <= set(titles)
    assert "vervangen door art. 245 Sr, art. 246 Sr" in page


def test_both_languages_are_searched_and_shown_in_that_of_the_page(client):
    assert "Human trafficking care coordinator" in re.sub(
        "</?mark>", "", html(client, "zorgcoördinator", "/en/zoeken/")
    )
    assert "Zorgcoördinator mensenhandel" in re.sub(
        "</?mark>", "", html(client, "care coordinator")
    )


def test_did_you_mean_only_when_similar(client):
    page = html(client, "vielig thuis")
    assert "Bedoelde u" in page
    assert 'form="search" name="q" value="veilig thuis"' in page
    assert "Bedoelde u" not in html(client, "veilig thuis")


@pytest.mark.usefixtures("templates_without_queries")
def test_no_result_is_no_dead_end(client):
    page = html(client, "xqzzwv")
    assert "Niets gevonden" in page
    assert 'href="/verwijzen/"' in page
    assert 'href="tel:08002000"' in page
    with_filter = html(client, "opvang", soort="figure", leeftijd="16")
    assert "Met deze keuzes blijft er niets over." in with_filter
    assert 'form="search" name="alles"' in with_filter
    everything = html(client, "opvang", soort="figure", leeftijd="16", alles="1")
    assert 'class="sheet desk-row found"' in everything
    assert "Niets gevonden" not in everything


def test_filters_narrow_and_say_what_they_cannot_read(client):
    assert "Nidos: voogdij" in re.sub("</?mark>", "", html(client, "voogdij", leeftijd="17"))
    assert "Nidos: voogdij" not in re.sub("</?mark>", "", html(client, "voogdij", leeftijd="30"))
    unclear = html(client, "opvang", leeftijd="17", gemeente="Tilbrug")
    assert 'name="gemeente" value="Tilburg">Tilburg' in unclear
    assert "plaats kennen" in html(client, "opvang", gemeente="Atlantis")
    assert "niet voor Bonaire" in html(client, "opvang", gemeente="Bonaire")
    clear = html(client, "opvang", gemeente="Zaandam")
    assert "place-help" not in clear
    assert "nog niet beperkt" not in clear
    page = html(client, "signalen", soort="signal")
    assert page.count('class="sheet found"') > 5
    assert "desk-row" not in page


@pytest.mark.usefixtures("templates_without_queries")
def test_a_page_lists_three_nouns_and_names_the_others(client):
    page = html(client, "seksuele uitbuiting van jongens")
    listed = re.findall(r'<section aria-labelledby="in-([a-z]+)"', page)
    further = page[page.index("Ook gevonden:") : page.index("Staat het er niet bij?")]
    named = re.findall(r'name="soort" value="([a-z]+)">[^<]+ \(\d+\)</button>', further)
    assert len(listed) == GROUPS
    assert named
    assert not set(listed) & set(named)
    for source in named:
        assert 'class="sheet' in html(client, "seksuele uitbuiting van jongens", soort=source)


def test_suggestions_are_few_and_lead_somewhere(client):
    found = suggested(client, "veil")
    assert 1 <= len(found) <= 6
    assert found[0]["beside"] == "0800-2000"
    assert client.get(found[0]["url"]).status_code == 200
    assert suggested(client, "") == []
    assert client.get("/zoeken/suggesties/").json()["said"] == "0 suggesties"
    assert suggested(client, "care coo", "/en/zoeken/suggesties/")[0]["url"].startswith("/en/")


def test_searches_are_kept_by_nobody(client):
    for address in ("/zoeken/", "/zoeken/suggesties/"):
        response = client.get(address, {"q": "veilig"})
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"
        assert not response.cookies


@pytest.mark.parametrize("address", ["/zoeken/", "/en/zoeken/", "/zoeken/suggesties/"])
def test_no_search_is_in_a_log(address, caplog):
    secret = "zeer-herkenbaar"
    with caplog.at_level(logging.DEBUG, logger="django.request"):
        visitor = Client(raise_request_exception=False)
        visitor.get(address, {"q": secret, "gemeente": secret})
        visitor.get(address + "nergens/", {"q": secret})
        visitor.get(address, {f"{secret}{number}": "1" for number in range(1_001)})
    assert secret not in caplog.text


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("address", ["/zoeken/", "/zoeken/suggesties/"])
def test_bad_input_gets_an_ordinary_page_at_once(client, address, text):
    client.get(address, {"q": "warm"})
    before = time.process_time()
    response = client.get(address, {"q": text.encode("utf-8", "replace")})
    assert time.process_time() - before < 0.25
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize("name", ["leeftijd", "soort", "doelgroep", "gemeente", "onbekend"])
@pytest.mark.parametrize("value", ["\x00", "x" * 5_000, "-1", "99999999999999999999", "'", "😀"])
def test_bad_filters_are_said_and_not_used(client, name, value):
    assert client.get("/zoeken/", {"q": "opvang", name: value}).status_code == 200


def test_an_edit_is_found_at_once_and_a_deleted_word_is_gone(client):
    assert "zwoerdvis" not in html(client, "iets")
    signal = Signal.objects.filter(status=Status.PUBLISHED).first()
    signal.name_nl = "Zwoerdvis op zak"
    signal.save()
    assert suggested(client, "zwoerdvis")[0]["title"] == "Zwoerdvis op zak"
    signal.status = Status.ARCHIVED
    signal.save()
    assert suggested(client, "zwoerdvis") == []
    assert "Bedoelde u" not in html(client, "zwoerdvsi")


def test_a_row_that_is_hidden_since_the_index_was_made_is_not_shown(client):
    assert suggested(client, "comensha")
    Service.objects.filter(slug="comensha").update(status=Status.DRAFT)  # sends no signal
    assert "/loketten/comensha/" not in {one["url"] for one in suggested(client, "comensha")}
    assert 'href="/loketten/comensha/"' not in html(client, "comensha")


def test_what_is_planned_is_found_from_its_day(client, monkeypatch):
    now = timezone.now()
    signal = Signal.objects.filter(status=Status.PUBLISHED).first()
    signal.name_nl, signal.publish_on = "Zwoerdvis", timezone.localdate() + timedelta(days=1)
    signal.save()
    assert suggested(client, "zwoerdvis") == []
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=1))
    assert suggested(client, "zwoerdvis")


def test_editors_add_a_word(client):
    assert suggested(client, "kwibusloket") == []
    Synonym.objects.create(
        slug="kwibus", status=Status.PUBLISHED, words_nl="kwibusloket", words_en="kwibusdesk",
        stands_for_nl="CoMensha", stands_for_en="CoMensha",
    )  # fmt: skip
    assert suggested(client, "kwibusloket")[0]["url"] == "/loketten/comensha/"


def test_names_of_websites_are_for_professionals_only(client, client_of):
    found = suggested(client_of("reader"), "grindr")
    assert found[0]["title"] == "Grindr"
    assert found[0]["note"]
    assert suggested(client, "kinky") == []


@pytest.mark.parametrize("typed", ["grindr", "Grindr", "grinder", "grind", "gridnr", "dating app"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_the_name_of_an_app_leads_to_dating_apps_and_is_said_by_nobody(client, typed, language):
    """Visitors who type the name are helped; no other way brings it on their screen."""
    page = html(client, typed, f"{language}/zoeken/").lower()
    listed = client.get(f"{language}/zoeken/suggesties/", {"q": typed}).content.decode().lower()
    assert "grindr" not in listed
    if typed.lower() == "grindr":  # the page repeats what was typed above its results
        page = page[page.index('id="best"') : page.index('class="lead not-found"')]
    assert "grindr" not in page
    if typed not in {"grind", "gridnr"}:
        assert "bij=datingapps" in page
        assert "bij=datingapps" in listed


def test_a_page_asks_a_bounded_number_of_queries(client, django_assert_max_num_queries):
    html(client, "warm")
    with django_assert_max_num_queries(16):
        html(client, "veilig thuis")
    with django_assert_max_num_queries(12):
        suggested(client, "veilig thuis")


def test_the_box_stands_on_every_page(client):
    for address in ("/", "/over/", "/loketten/", "/account/login/", "/nergens/", "/zoeken/"):
        page = client.get(address).content.decode()
        assert page.count('id="q"') == 1, address
        assert 'role="search" method="post" action="/zoeken/"' in page
    assert 'action="/en/zoeken/"' in client.get("/en/loketten/").content.decode()


def test_only_words_of_our_own_are_counted(client):
    WORDS.write()
    html(client, "jan jansen lutjebroek vielig")
    html(client, "xqzzwv")
    counted = WORDS.pending
    assert set(counted) <= {"", "veilig"}
    assert counted[""] == 1


def test_of_a_sentence_no_word_is_counted(client):
    WORDS.write()
    SENTENCES.write()
    html(client, "jan jansen uit lutjebroek vielig")
    assert not WORDS.pending
    assert SENTENCES.pending == {"none": 1}


@pytest.mark.usefixtures("templates_without_queries")
@pytest.mark.parametrize(
    ("found", "certainty"), [((SAFE, CARE, ADULT, EXPLOITED), "certain"), ((SAFE, CARE), "asked")]
)
def test_what_got_an_answer_is_a_sentence(client, monkeypatch, found, certainty):
    monkeypatch.setattr(results, "read", lambda *_asked: Reading(found, is_case=True))
    WORDS.write()
    SENTENCES.write()
    page = html(client, "vielig thuis")
    assert page.index("sheet sentence") < page.index('class="meant"')
    assert not WORDS.pending
    assert SENTENCES.pending == {certainty: 1}


def test_what_was_read_wrong_is_left_out(client, monkeypatch):
    found = (SAFE, CARE, ADULT, EXPLOITED)
    monkeypatch.setattr(results, "read", lambda *_asked: Reading(found, is_case=True))
    assert 'name="zonder" value="leeftijd" aria-label' in html(client, "iets")
    assert 'name="zonder" value="leeftijd" aria-label' not in html(
        client, "iets", zonder="leeftijd"
    )
