"""The tick list: what was ticked is asked by POST and is in no address, title or cookie."""

import re

import pytest
from django.test import Client

from knowledge.models import Guidance, Signal
from knowledge.tick_list.content import WRITING_DOWN
from tests.knowledge.pdf.reading import squeezed

pytestmark = pytest.mark.django_db

MONEY, ALONE = "veel-geld-op-zak", "isolatie-van-vrienden-of-familie"
PAGE, PDF, LIST = "/signalen/gezien/", "/signalen/wat-ik-zag.pdf", "/signalen/"


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=True)


def page(visitor: Client, address: str = PAGE, **sent: object) -> str:
    response = visitor.post(address, {"gezien": [ALONE, MONEY], **sent})
    assert response.status_code == 200
    return response.content.decode()


def boxes(html: str, kind: str = "checkbox") -> set[str]:
    ticked = re.findall(rf'<input[^>]*type="{kind}"[^>]*name="gezien"[^>]*>', html)
    chosen = [one for one in ticked if kind == "hidden" or " checked" in one]
    return {re.search(r'value="([^"]+)"', one)[1] for one in chosen}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", ("Wat u zag", "Kan ook iets anders betekenen", "Wie bel ik?", "Stap 5")),
        ("/en", ("What you saw", "May also mean something else", "Who do I call?", "Step 5")),
    ],
)
def test_the_page_shows_what_was_ticked_what_else_it_may_mean_and_whom_to_call(
    visitor, language, words
):
    html = page(visitor, language + PAGE)
    for signal in Signal.objects.filter(slug__in=[MONEY, ALONE]):
        name, caveat = (
            getattr(signal, f"{one}_{language[1:] or 'nl'}") for one in ("name", "caveat")
        )
        assert name in html
        assert caveat in html
    assert html.index("bezittingen" if not language else "possessions") < html.index(words[2])
    assert "[tel:" not in html
    for said in words:
        assert said in html
    assert 'href="tel:08002000"' in html
    assert "Lichamelijke klachten" not in html


def test_it_counts_nothing(visitor):
    every = list(Signal.objects.values_list("slug", flat=True))
    few, many = page(visitor), page(visitor, gezien=every)
    assert not re.search(r"\b2 (signalen|kruisjes|gevonden)", few)
    assert not re.search(rf"\b{len(every)} (signalen|kruisjes|gevonden)", many)
    assert squeezed("er is geen score") in squeezed(few)


@pytest.mark.parametrize("address", [PAGE, "/en" + PAGE, PDF])
def test_nobody_keeps_the_answer_and_nobody_gets_a_cookie(visitor, address):
    response = visitor.post(address, {"gezien": [MONEY]})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert not response.has_header("ETag")
    assert MONEY not in str(response.headers)


def test_the_way_back_keeps_the_ticks(visitor):
    html = page(visitor)
    assert boxes(html, "hidden") == {MONEY, ALONE}
    again = page(visitor, wijzig="1")
    assert boxes(again) == {MONEY, ALONE}
    assert "is nog niets aangekruist" not in again


def test_the_way_back_leads_to_the_same_selection_and_loses_no_tick(visitor):
    html = page(visitor, soort="possessions", doelgroep="", pagina="2")
    assert '<input type="hidden" name="soort" value="possessions">' in html
    again = page(visitor, soort="possessions", wijzig="1")
    assert boxes(again) == {MONEY}
    assert ALONE in boxes(again, "hidden")
    assert f'id="{ALONE}"' not in again


def test_the_other_language_gets_the_ticks_too(visitor):
    for sent in ({}, {"wijzig": "1"}):
        html = page(visitor, **sent)
        switch = re.search(rf'<form method="post" action="/en{PAGE}">.*?</form>', html, re.S)[0]
        assert boxes(switch, "hidden") == {MONEY, ALONE}
        assert ('name="wijzig"' in switch) == bool(sent)


@pytest.mark.parametrize("sent", [{}, {"gezien": "geen-signaal"}, {"gezien": ["", "\x00"]}])
def test_who_ticked_nothing_gets_the_list_and_a_clear_message(visitor, sent):
    response = visitor.post(PAGE, {**sent, "doelgroep": "hotel"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "Er is nog niets aangekruist." in html
    assert 'value="hotel" selected' in html
    assert f'id="{MONEY}"' in html
    assert "geen-signaal" not in html
    assert visitor.post(PDF, sent).headers["Location"] == LIST


@pytest.mark.parametrize("address", [PAGE, PDF])
def test_an_address_that_is_opened_leads_to_the_list(visitor, address):
    response = visitor.get(f"{address}?soort=health")
    assert (response.status_code, response["Location"]) == (302, f"{LIST}?soort=health")
    assert visitor.get("/en" + address)["Location"] == "/en" + LIST


def test_without_the_guidance_the_rest_stays(visitor):
    Guidance.objects.filter(slug=WRITING_DOWN).update(status="archived")
    html = page(visitor)
    assert "Stap 5" not in html
    assert 'href="tel:08002000"' in html
    assert visitor.post(PDF, {"gezien": MONEY}).status_code == 200


def test_the_list_is_sent_without_a_token_and_holds_no_ticks(visitor):
    html = visitor.get(LIST).content.decode()
    form = re.search(r'<form class="ticks".*?</form>', html, re.S)[0]
    assert "csrfmiddlewaretoken" not in form
    assert boxes(form) == boxes(form, "hidden") == set()
    assert 'type="text"' not in form
    assert "<textarea" not in form
