"""Visitors see whether a contact detail is confirmed, and since when."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from knowledge.confirmation.checks import cannot_reach, confirm
from tests.knowledge.confirmation.factories import get_detail, make_answer, state_of

pytestmark = pytest.mark.django_db

PAGES = ["/loketten/comensha/", "/loketten/", "/organisaties/comensha/"]
NEVER, CONFIRMED = "Nog niet", "Bevestigd op"


def text_about_comensha(client, page):
    """HTML about CoMensha on `page`."""
    html = client.get(page).content.decode()
    start = html.index("tel:+31334481186")
    return html[start : start + 1200]


def answer(days_ago, record=confirm):
    detail = get_detail()
    record(detail.pk, state_of(detail), make_answer(at=timezone.now() - timedelta(days=days_ago)))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_how_sure_a_detail_is(client, page):
    assert NEVER in text_about_comensha(client, page)
    answer(200)
    assert "Niet meer bevestigd sinds" in text_about_comensha(client, page)
    answer(10)
    assert CONFIRMED in text_about_comensha(client, page)
    answer(1, cannot_reach)
    assert "Niet bereikbaar op" in text_about_comensha(client, page)
    assert CONFIRMED not in text_about_comensha(client, page)


def test_an_edited_detail_is_not_shown_as_confirmed(client):
    answer(1)
    detail = get_detail()
    detail.opening_hours = "Mo-Fr 10:00-16:00"
    detail.save()
    assert CONFIRMED not in text_about_comensha(client, "/loketten/comensha/")


def test_the_outcome_of_the_guide_says_it_in_one_line(client):
    address = "/verwijzen/?gevaar=nee&rol=hotel&anoniem=ja"
    none, some = "nog geen door de organisatie zelf bevestigd", r"1 van de \d+ is bevestigd, op "
    detail = get_detail("meld-misdaad-anoniem-telefoon")
    html = client.get(address).content.decode()
    assert (none in html, re.search(some, html)) == (True, None)
    confirm(detail.pk, state_of(detail), make_answer())
    html = client.get(address).content.decode()
    day = date_format(timezone.localdate(), "j F Y")
    assert re.search(some + day, html)
    assert none not in html


def test_the_outcome_marks_a_number_that_could_not_be_reached(client):
    mark, detail = "Niet bereikbaar op", get_detail("politie-geen-spoed-telefoon")
    address = "/verwijzen/?gevaar=nee&rol=hotel&anoniem=nee"
    assert mark not in client.get(address).content.decode()
    cannot_reach(detail.pk, state_of(detail), make_answer())
    assert mark in client.get(address).content.decode()


def test_the_home_page_says_which_numbers_are_confirmed(client):
    note = "Nummers zonder datum"
    assert note in client.get("/").content.decode()
    answer(1)
    html = client.get("/").content.decode()
    assert html.count(CONFIRMED) == 1
    assert note in html
