"""The page with the table of sexual offences."""

import re

import pytest
from django.urls import reverse

from knowledge.models import LegalArticle

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    return client.get(reverse("offences")).content.decode()


def test_both_tables_with_headers_for_readers_aloud(page):
    assert page.count('<table class="rows"') == 2
    assert page.count('<th scope="col"') == 8
    assert page.count('<tr class="group"') >= 12
    assert '<span class="visually-hidden">, Jonger dan 12</span></th>' in page
    assert "<caption>Gebeurd op of na 1 juli 2024</caption>" in page
    assert "<caption>Gebeurd voor 1 juli 2024</caption>" in page


def test_every_article_leads_to_its_page(page):
    for article in LegalArticle.objects.with_offences():
        assert f'href="{article.get_absolute_url()}">{article.number}</a>' in page


def test_the_definition_is_only_named_as_such(page):
    assert f'href="{reverse("article", args=["sr-244"])}"' not in page
    assert re.search("Artikel 244 van nu .* geen misdrijf", page)


@pytest.mark.parametrize(
    "address",
    [
        ("articles", []),
        ("article", ["sr-247"]),
        ("guidance", ["welk-artikel-op-welke-datum"]),
    ],
)
def test_pages_of_the_law_lead_to_it(client, address):
    name, args = address
    assert f'href="{reverse("offences")}"' in client.get(reverse(name, args=args)).content.decode()


def test_an_article_outside_the_table_does_not(client):
    page = client.get(reverse("article", args=["vb-3-48"])).content.decode()
    assert f'href="{reverse("offences")}"' not in page
