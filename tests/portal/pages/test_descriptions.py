"""Every list and every page about the site says in a sentence what is on it."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from portal.page_cache.addresses import PAGES
from portal.pages.descriptions import DESCRIPTIONS
from portal.pages.robots import NOT_LISTED
from tests.foreign_words import foreign_words

pytestmark = pytest.mark.django_db

LISTED = {*PAGES, "embeds", "open_data"} - (NOT_LISTED - DESCRIPTIONS.keys())
_META = re.compile(r'<meta name="description" content="([^"]*)">')


def described(client, name: str, language: str) -> str:
    with translation.override(language):
        address = reverse(name)
    html = client.get(address).content.decode()
    found = _META.findall(html)
    assert len(found) == 1, (name, found)
    return unescape(found[0])


@pytest.mark.walk
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_has_a_description_of_its_own(client, language):
    assert DESCRIPTIONS.keys() == LISTED
    found = {name: described(client, name, language) for name in sorted(LISTED)}
    assert len(set(found.values())) == len(found)
    for name, text in found.items():
        assert 40 <= len(text) <= 165, (name, len(text))
        assert text.endswith("."), name
        assert foreign_words(text, language) == set(), name


def test_pages_that_nobody_should_find_have_none(client):
    for address in ("/zoeken/", "/account/login/", "/nergens/"):
        assert _META.search(client.get(address).content.decode()) is None, address
