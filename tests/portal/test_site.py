"""Every page of the site, in both languages."""

import functools
import gzip
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from knowledge import models
from knowledge.caching import derived
from knowledge.caching.content_version import content_changed
from tests.portal.addresses import OUTCOMES, all_addresses

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

MOST_QUERIES = 13  # four of them for desks that entries of a list have of their own
# A factsheet draws on every noun: 5 for the sheet and the names of municipalities, 3 for desks,
# 2 for each of the other nouns that the shipped sheets take and 2 for law.
MOST_ON_A_SHEET = 5 + 3 + 2 * 6 + 2


Page = tuple[str, str, int]
"""Address, text, and number of queries; below zero the status of a page that is not well."""


def fetched(client: Client) -> Iterator[Page]:
    for address in all_addresses():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert not response.cookies, f"{address} sets a cookie"
        well = response.status_code == 200
        html = response.content.decode() if well else ""
        yield address, html, len(queries) if well else -response.status_code


@functools.cache
def pages() -> list[Page]:
    """Every page for a visitor, fetched once for all read-only tests."""
    return list(fetched(Client()))


def most_queries(address: str) -> int:
    return MOST_ON_A_SHEET if re.search(r"/factsheets/.", address) else MOST_QUERIES


@pytest.mark.usefixtures("templates_without_queries")
def test_every_page_works_without_a_cookie(client, monkeypatch):
    # As outside a transaction: the guide and the names of municipalities are read once.
    monkeypatch.setattr(derived, "connection", SimpleNamespace(in_atomic_block=False))
    assert client.get(f"/verwijzen/?{OUTCOMES[0]}").status_code == 200
    faults = []
    for address, html, queries in fetched(client):
        headings = re.findall(r"<h1[ >]", html)
        language = "en" if address.startswith("/en/") else "nl"
        checks = {
            "status 200": queries >= 0,
            "one h1": len(headings) == 1,
            "language": f'<html lang="{language}">' in html,
            "title": bool(re.search(r"<title>\s*\S.*· Verwijswijzer</title>", html, re.S)),
            "112": 'href="tel:112"' in html,
            "few queries": queries <= most_queries(address),
        }
        faults += [f"{address}: {name}" for name, fine in checks.items() if not fine]
    assert faults == []


def test_no_two_pages_of_a_language_have_the_same_title(client):
    titles = Counter(
        (address.startswith("/en/"), title)
        for address, html, _queries in pages()
        for title in re.findall(r"<title>\s*(.*?)\s*</title>", html, re.S)
        if "?" not in address  # outcomes that different answers lead to
    )
    assert [title for title, times in titles.items() if times > 1] == []


def test_headings_never_skip_a_level(client):
    for address, html, _queries in pages():
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]
        for before, after in itertools.pairwise(levels):
            assert after <= before + 1, f"{address}: h{before} is followed by h{after}"


def test_no_text_is_left_in_the_other_language(client):
    """Interface texts of one language do not appear on pages of the other."""
    dutch = ("Acuut gevaar?", "Wegwijzer", "Nog niet door de organisatie", "Bronnen:")
    english = ("Acute danger?", ">Guide<", "Not yet confirmed", "Sources:")
    for address, html, _queries in pages():
        wrong = dutch[:1] + dutch[2:] if address.startswith("/en/") else english
        for words in wrong:
            assert words not in html, f"{address}: {words}"


def test_titles_of_sources_and_the_name_of_the_other_language_say_their_language(client):
    """WCAG 3.1.2: everything else is in the language of the page."""
    sources = models.Source.objects.published()
    titles = {escape(one.title): one.language for one in sources if len(one.title) > 20}
    names = {"Nederlands": "nl", "English": "en"}
    publishers = {f". {escape(one.publisher)}." for one in sources}  # proper names: exempt
    seen = set()
    for address, html, _queries in pages():
        for tag, text in re.findall(r"<([^>]+)>\s*([^<]*?)\s*(?=<)", html):
            # A sentence of our own that names a source is longer.
            near = [title for title in titles if title in text and len(text) < len(title) + 60]
            found = [titles[title] for title in near]
            if text in names:
                found.append(names[text])
            if text in publishers:
                continue
            if found and not tag.startswith("h"):  # names of resources are ours, in two languages
                seen.add(text)
                assert f'lang="{found[0]}"' in tag, f"{address}: {text}"
    assert len(seen) > 10


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_visible_text_is_shown_in_its_language(client, language):
    """The English of each published sentence differs from its Dutch."""
    for model in (models.Signal, models.Guidance, models.Service, models.RiskPlace):
        for entry in model.objects.published():
            text = "summary" if hasattr(entry, "summary_nl") else "description"
            nl, en = getattr(entry, f"{text}_nl"), getattr(entry, f"{text}_en")
            assert nl
            assert en
            assert nl != en, f"{entry.slug}: not translated"


def test_shipped_names_of_sites_and_code_words_are_not_public(client):
    names = [place.name_nl for place in models.RiskPlace.objects.filter(restricted=True)]
    terms = [word.term for word in models.CodeWord.objects.all()]
    ordinary = {"top", "bottom"}  # words of style sheets and English
    secret = {name for name in (*names, *terms) if name.lower() not in ordinary}
    assert len(secret) >= 10
    for address, html, _queries in pages():
        words = html.lower()
        for name in secret:
            assert not re.search(rf"\b{re.escape(name.lower())}\b", words), f"{address}: {name}"


@pytest.mark.parametrize("address", ["/", "/loketten/veilig-thuis/", f"/verwijzen/?{OUTCOMES[0]}"])
def test_the_pages_that_must_be_fast_take_at_most_ten_queries(client, monkeypatch, address):
    # As outside a transaction: what texts name is read once.
    monkeypatch.setattr(derived, "connection", SimpleNamespace(in_atomic_block=False))
    assert client.get("/loketten/").status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= 10


def test_a_first_visit_fits_in_sixty_kilobytes(client):
    html = client.get("/").content
    names = re.findall(r'(?:href|src)="/static/([^"]+)"', html.decode())
    files = [Path(finders.find(name)).read_bytes() for name in names]
    assert len(files) >= 4
    assert sum(len(gzip.compress(one, 6)) for one in [html, *files]) <= 60_000


def test_every_next_page_fits_in_fifteen_kilobytes(client):
    sizes = {address: len(gzip.compress(html.encode(), 6)) for address, html, _queries in pages()}
    assert {address: size for address, size in sizes.items() if size > 15_000} == {}


def test_more_entries_do_not_mean_more_queries(client):
    def count(address):
        content_changed()  # so that nothing of it is kept
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    addresses = ("/loketten/", "/organisaties/", "/signalen/", "/loketten/veilig-thuis/", "/")
    before = [count(address) for address in addresses]
    for number in range(20):
        for model in (models.Organisation, models.Service, models.Signal):
            copy = model.objects.order_by("pk").first()
            sources = list(copy.sources.all())
            copy.pk, copy.slug = None, f"kopie-{number}"
            copy.save()
            copy.sources.set(sources)
    assert [count(address) for address in addresses] == before
