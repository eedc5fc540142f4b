"""The PDF of an outcome: one page, with the texts of the web page, and never stored."""

import io
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from knowledge.models import ContactDetail, Guidance, LegalArticle, Service
from knowledge.pdf.typesetting import render_content
from referrals.flow.paths import all_paths
from referrals.models import FlowRelease
from referrals.outcomes.printing import _desks
from referrals.releases.publishing import current_guide
from tests.knowledge.pdf.reading import full_text, texts
from tests.portal.addresses import OUTCOMES

pytestmark = pytest.mark.django_db

YOUNG = "gevaar=nee&rol=onderwijs&leeftijd=onder-18"
ADVICE = f"{YOUNG}&situatie=uitgebuit"
PDF = "/verwijzen/uitkomst.pdf"


def get(client: Client, query: str = "", language: str = ""):
    return client.get(f"{language}{PDF}?{query}" if query else language + PDF)


def read(response) -> PdfReader:
    assert response.status_code == 200, response.status_code
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content))


def words(response) -> str:
    return " ".join(full_text(read(response)).split())


def paths_to_every_outcome() -> dict[str, str]:
    """Per outcome of the shipped guide, the answers that lead to it with the most desks."""
    longest: dict[str, tuple[int, str]] = {}
    for path in all_paths(current_guide().flow):
        candidate = (len(path.position.referrals), path.key)
        longest[path.outcome.slug] = max(candidate, longest.get(path.outcome.slug, candidate))
    return {slug: answers for slug, (_count, answers) in longest.items()}


@pytest.mark.walk
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_outcome_is_one_sheet_with_its_numbers_and_room_to_write(client, language):
    paths = paths_to_every_outcome()
    assert len(paths) == len(current_guide().flow.outcomes)
    for slug, answers in paths.items():
        query = f"gemeente=tilburg&{answers}"
        response, page = get(client, query, language), client.get(f"{language}/verwijzen/?{query}")
        reader, text = read(response), words(response)
        assert len(reader.pages) == 1, slug
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"], slug
        assert ("Notes" if language else "Aantekeningen") in text, slug
        for item in page.context["result"].on_paper:
            assert item.desk.service.name in text, slug
            if item.desk.primary:
                assert item.desk.primary.detail.display in text.replace("\n", ""), slug


@pytest.mark.walk
@pytest.mark.parametrize("answers", OUTCOMES)
def test_what_visitors_walk_in_other_tests_is_one_sheet_too(client, answers):
    page = client.get(f"/verwijzen/?{answers}")
    if "result" in page.context:
        assert len(read(get(client, answers)).pages) == 1


def test_it_says_what_the_page_says(client):
    text = words(get(client, ADVICE))
    result = client.get(f"/verwijzen/?{ADVICE}").context["result"]
    outcome = result.outcome
    for part in (
        outcome.title,
        outcome.intro,
        *result.on_paper[0].reasons,
    ):
        assert (part["nl"] if isinstance(part, dict) else str(part)) in text
    for several in (outcome.steps, outcome.have_ready, outcome.tell_him):
        for line in several["nl"].splitlines():
            assert line in text
    for article in result.articles:
        assert article.citation.split(".", 1)[1] in text
    for guidance in result.guidance:
        assert guidance.title in text
    assert "dag en nacht" in text
    assert "Nog niet bevestigd" in text
    assert "Acuut gevaar? Bel 112." in text
    assert "uitgave 1 van" in text


def test_the_last_desks_lose_their_reasons_first(client):
    result = client.get(f"/verwijzen/?{ADVICE}").context["result"]
    first, second, *_ = result.on_paper
    items = [replace(second, reasons=("x" * length,)) for length in (300, 100, 1)]
    result = replace(result, desks=(first, *items))
    printed = _desks(result).desks
    assert [len("".join(desk.reasons)) for desk in printed[1:]] == [300, 100, 0]
    assert printed[0].reasons == first.reasons


def test_what_to_say_is_on_it_where_it_fits(client):
    say = "Zeg wat u zag.\nVraag om advies."
    long = "\n".join(["Een regel die veel ruimte vraagt op dit vel papier."] * 40)
    for text, is_there in ((say, True), (long, False)):
        Service.objects.update(call_say_nl=text)
        response = get(client, "gevaar=ja")
        assert ("Wat u zegt als u belt" in words(response)) == is_there
        assert (text.splitlines()[0] in words(response)) == is_there
        assert len(read(response).pages) == 1


def test_the_answers_stand_on_it_in_the_words_of_the_options(client):
    text = words(get(client, ADVICE))
    assert "Uw antwoorden: Is er nu haast bij? Nee" in text
    assert "Wat is uw werk? Onderwijs." in text
    several = f"{ADVICE}&omstandigheden=lvb&omstandigheden=lhbtiq"
    assert "LHBTIQ+-gemeenschap." in words(get(client, several))


def test_in_english(client):
    response = get(client, ADVICE, "/en")
    text = words(response)
    assert read(response).trailer["/Root"]["/Lang"] == "en"
    for part in ("Referral", "Acute danger? Call 112.", "Your answers: Is this urgent?"):
        assert part in text
    assert 'filename="referral.pdf"' in response["Content-Disposition"]


def test_the_first_desk_is_112_where_that_comes_first_and_is_not_said_twice(client):
    text = words(get(client, "gevaar=ja"))
    assert "Acuut gevaar? Bel 112." not in text
    assert "Bel nu 112" in text


def test_the_municipality_names_the_region(client):
    text = words(get(client, f"gemeente=tilburg&{ADVICE}"))
    assert "Verwijzing · Tilburg" in text
    assert "omdat hij staat ingeschreven in Tilburg" in text
    both = words(get(client, f"gemeente=tilburg&gevonden=utrecht&{ADVICE}"))
    assert "Tilburg · Utrecht" in both
    assert "omdat hij is gevonden in Utrecht" in both


def test_the_code_leads_to_the_same_result(client):
    reader = read(get(client, f"gemeente=tilburg&{ADVICE}"))
    notes = [note.get_object() for note in reader.pages[0]["/Annots"]]
    links = {note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})}
    assert f"{settings.SITE_URL}/verwijzen/?gemeente=tilburg&{ADVICE}" in links
    assert "tel:08002000" in links


def test_nobody_keeps_it_and_no_search_engine_lists_it(client):
    response = get(client, ADVICE)
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert not response.has_header("ETag")
    assert not response.cookies
    assert 'inline; filename="verwijzing.pdf"' in response["Content-Disposition"]


def test_nothing_of_it_stays_in_the_memory_of_the_server(client):
    render_content.cache_clear()
    get(client, ADVICE)
    assert render_content.cache_info().currsize == 0


def test_large_print_and_a_discreet_copy(client):
    large = read(get(client, f"{ADVICE}&tekst=groot"))
    assert len(large.pages) > 1
    response = get(client, f"{ADVICE}&discreet=ja")
    reader = read(response)
    assert reader.metadata.title == "Verwijzing"
    assert "verwijzing.pdf" in response["Content-Disposition"]
    pages = texts(reader)
    assert "Veilig Thuis" not in pages[0] + pages[-1]
    assert "0800-2000" in words(response)


@pytest.mark.parametrize(
    ("given", "healed"),
    [
        (f"naam=Jan&{ADVICE}", ADVICE),
        (f"{ADVICE}&tekst=klein", ADVICE),
        (f"{ADVICE}&tekst=%00", ADVICE),
        (f"{ADVICE}&discreet=ja&tekst=groot", f"{ADVICE}&tekst=groot&discreet=ja"),
        (f"{ADVICE}&verder=omstandigheden", ADVICE),
        (f"{ADVICE}&gemeente=tilburg", f"gemeente=tilburg&{ADVICE}"),
        (f"gemeente-naam=Tilburg&{ADVICE}", f"gemeente=tilburg&{ADVICE}"),
        (f"gemeente=nergens&{ADVICE}", ADVICE),
        (f"{ADVICE}&{'x' * 5000}=nee", ADVICE),
    ],
)
def test_one_address_for_one_copy(client, given, healed):
    response = get(client, given)
    assert response.status_code == 302
    assert (urlsplit(response.url).path, urlsplit(response.url).query) == (PDF, healed)
    read(client.get(response.url))


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    ("given", "question"),
    [
        ("", ""),
        ("gevaar=%00", ""),
        ("gevaar=" + "x" * 5000, ""),
        ("gevaar=nee&rol=bakker", "gevaar=nee"),
        (YOUNG + "&discreet=ja", YOUNG),
        (f"gemeente=tilburg&{YOUNG}", f"gemeente=tilburg&{YOUNG}"),
    ],
)
def test_what_has_no_outcome_leads_to_the_question_that_is_open(client, language, given, question):
    response = get(client, given, language)
    assert response.status_code == 302
    target = urlsplit(response.url)
    assert (target.path, target.query) == (f"{language}/verwijzen/", question)
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize("typed", ["xqzvw", "bergen", "a" * 5000, "%C3%A9%F0%9F%98%80", "x%00y"])
def test_an_unclear_municipality_is_asked_about_on_the_page(client, typed):
    response = get(client, f"gemeente-naam={typed}&{ADVICE}")
    assert response.status_code == 302
    assert urlsplit(response.url).path == "/verwijzen/"
    assert set(parse_qsl(ADVICE)) < set(parse_qsl(urlsplit(response.url).query))
    page = client.get(response.url)
    assert 'id="mistakes"' in page.content.decode()


def test_without_a_guide_it_says_so_as_the_page_does(client):
    FlowRelease.objects.all()._raw_delete("default")
    response = get(client, ADVICE)
    assert response.status_code == 503
    assert "0800-2000" in response.content.decode()


def test_a_desk_that_is_hidden_is_not_on_it(client):
    Service.objects.filter(slug="zorgcoordinator-mensenhandel").update(restricted=True)
    Guidance.objects.filter(slug="gesprek-voeren").update(restricted=True)
    LegalArticle.objects.filter(slug="sr-245").update(restricted=True)
    text = words(get(client, ADVICE))
    for hidden in ("Zorgcoördinator mensenhandel", "In gesprek gaan met", "245 Sr"):
        assert hidden not in text
    Service.objects.update(status="draft")
    assert "op dit moment niet gepubliceerd" in words(get(client, ADVICE))


@pytest.mark.parametrize(
    ("language", "since", "read", "unread"),
    [
        ("", "Geldt sinds 1 juli 2024", "Tekst van 1 januari 2026 nagelezen in", "nagelezen"),
        ("/en", "In force since 1 July 2024", "Wording of 1 January 2026 read in", "not read"),
    ],
)
def test_each_article_has_both_its_dates_on_page_and_paper(client, language, since, read, unread):
    LegalArticle.objects.filter(slug="sr-245").update(text_seen_source=None, text_seen_on=None)
    page = client.get(f"{language}/verwijzen/?{ADVICE}").content.decode()
    for text in (page, words(get(client, ADVICE, language))):
        assert f"{since}: 245, 246, 247, 248, 249, 250, 252, 253." in text
        assert f"{read} “Wetboek van Strafrecht”: 246, 247, 248, 249, 250." in text
        assert f"{unread}: 273f, 273g, 245, 252, 253." in text


def test_restricted_entries_are_marked_for_users_who_may_see_them(client_of):
    Service.objects.filter(slug="zorgcoordinator-mensenhandel").update(restricted=True)
    Guidance.objects.filter(slug="gesprek-voeren").update(restricted=True)
    LegalArticle.objects.filter(slug="sr-245").update(restricted=True)
    ContactDetail.objects.filter(service__slug="veilig-thuis").update(restricted=True)
    response = get(client_of("reader"), ADVICE)
    assert words(response).count("Alleen voor professionals") == 4
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_links_to_it_without_javascript(client, language):
    html = client.get(f"{language}/verwijzen/?gemeente=tilburg&{ADVICE}").content.decode()
    address = f"{language}{PDF}?gemeente=tilburg&{ADVICE}".replace("&", "&amp;")
    for copy in ("", "&amp;tekst=groot", "&amp;discreet=ja"):
        assert f'href="{address}{copy}"' in html
    assert ("Notes" if language else "Aantekeningen") in html


def test_old_releases_and_drafts_are_not_taken_along(client_of):
    editor = client_of("editor")
    for path in ("/verwijzen/concept/", "/verwijzen/uitgave/1/"):
        html = editor.get(f"{path}?{ADVICE}").content.decode()
        assert "uitkomst.pdf" not in html
