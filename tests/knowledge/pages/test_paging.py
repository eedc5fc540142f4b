"""Pagination by fifty: the requested page, and links to the others."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import (
    CodeWord,
    Guidance,
    KeyFigure,
    LegalArticle,
    Organisation,
    Resource,
    Service,
    Signal,
    Source,
    Status,
)
from knowledge.pages import paging
from knowledge.pages.paging import PER_PAGE

pytestmark = pytest.mark.django_db

LISTS = {
    "/loketten/": Service,
    "/organisaties/": Organisation,
    "/signalen/": Signal,
    "/wetsartikelen/": LegalArticle,
    "/bronnen/": Source,
}


def more(model, number):
    """`number` copies of the first entry of `model`, last in every list."""
    first = model.objects.order_by("pk").first()
    fields = [f.attname for f in model._meta.concrete_fields if not f.primary_key]
    last = {"restricted": False, "position": 900, "home_position": None}
    values = {name: last.get(name, getattr(first, name)) for name in fields}
    model.objects.bulk_create(
        model(**{**values, "slug": f"zz-{index:03}"}) for index in range(number)
    )


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def current(html):
    return re.search(r'aria-current="page"[^>]*><span[^>]*>[^<]*</span>(\d+)<', html).group(1)


@pytest.mark.parametrize(
    ("address", "model"),
    [
        *LISTS.items(),
        ("/handreikingen/", Guidance),
        ("/hulpmiddelen/", Resource),
        ("/cijfers/", KeyFigure),
    ],
)
def test_a_list_that_fits_has_no_pager(client, address, model):
    fits = list(model.objects.order_by("pk").values_list("pk", flat=True)[:PER_PAGE])
    model.objects.exclude(pk__in=fits).update(status=Status.ARCHIVED)
    assert "pager" not in page(client, address)


@pytest.mark.parametrize(("address", "model"), LISTS.items())
def test_a_long_list_comes_in_pages(client, address, model):
    more(model, 120)
    html = page(client, address)
    assert f"1–{PER_PAGE} van" in html
    assert current(html) == "1"
    assert 'rel="next" href="?pagina=2"' in html
    assert 'rel="prev"' not in html
    html = page(client, f"/en{address}?pagina=2")
    assert "51–100 of" in html
    assert 'rel="prev" href="?"' in html
    assert '<nav class="pager" aria-label="Pages">' in html


@pytest.mark.parametrize(
    ("requested", "number"),
    [("0", 1), ("-1", 1), ("abc", 1), ("", 1), ("1.5", 1), ("2", 2), ("002", 2), ("%00", 1),
     ("2%00", 1)],
)  # fmt: skip
def test_what_is_no_number_of_a_page_leads_to_one(client, requested, number):
    more(Signal, 110)
    response = client.get(f"/signalen/?pagina={requested}", follow=True)
    assert current(response.content.decode()) == str(number)


@pytest.mark.parametrize("requested", ["4", "1000000", "1" * 5_000, "9" * 30])
def test_a_page_beyond_the_last_is_not_there(client, requested):
    more(Signal, 110)
    assert client.get(f"/signalen/?pagina={requested}", follow=True).status_code == 404


def test_links_to_pages_keep_the_filters_and_their_count_is_of_all(client):
    more(Signal, 120)
    kind = Signal.objects.get(slug="zz-000").category
    html = page(client, f"/signalen/?soort={kind}&pagina=2")
    assert f'href="?pagina=3&amp;soort={kind}"' in html
    total = Signal.objects.published().filter(category=kind, restricted=False).count()
    assert f"{total} gevonden" in html


def test_a_group_goes_on_under_its_heading(client):
    more(Signal, 100)
    heading = Signal.objects.get(slug="zz-000").get_category_display()
    queries = ("", "?pagina=2", "?pagina=3")
    pages = [page(client, f"/signalen/{query}") for query in queries]
    with_it = [html for html in pages if f">{heading}</h2>" in html]
    assert len(with_it) >= 2
    ids = [slug for html in pages for slug in re.findall(r'<li class="sign" id="([^"]+)"', html)]
    assert len(ids) == len(set(ids)) == Signal.objects.published().filter(restricted=False).count()


def test_an_address_that_names_an_entry_leads_to_its_page(client):
    more(Source, 120)
    assert 'id="zz-100"' in page(client, "/bronnen/?bij=zz-100")
    for unknown in ("geen", "%00", "a" * 200):
        assert current(page(client, f"/bronnen/?bij={unknown}")) == "1"


def test_places_and_words_have_pages_of_their_own(client_of):
    CodeWord.objects.bulk_create(
        CodeWord(slug=f"zz-{n}", status="published", term=f"zz {n:03}", restricted=True)
        for n in range(60)
    )
    reader = client_of("administrator")
    html = page(reader, "/risicoplekken/?termen=2")
    assert 'href="?"' in html
    assert 'id="zz-59"' in html
    assert 'id="zz-1"' not in html


@pytest.mark.parametrize(("address", "model"), LISTS.items())
def test_a_longer_list_takes_no_more_queries(client, address, model):
    def queries():
        page(client, address)  # reads what stays in memory
        with CaptureQueriesContext(connection) as queries:
            page(client, address)
        return len(queries)

    before = queries()
    more(model, 300)
    assert queries() <= before


def counted(client, address):
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    counts = [query for query in asked if "COUNT(" in query["sql"]]
    return len(counts), response.context["page"].paginator.count


def test_a_whole_list_is_counted_once_for_each_version_of_the_content(
    client, client_of, monkeypatch
):
    """Counting is all that grew with a list of 10,000 desks."""
    more(Service, PER_PAGE)
    Service.objects.filter(pk=Service.objects.published().first().pk).update(restricted=True)
    monkeypatch.setattr(paging._COUNTS, "get", dict)
    _queries, total = counted(client, "/loketten/")
    kept = {}
    monkeypatch.setattr(paging._COUNTS, "get", lambda: kept)
    assert counted(client, "/loketten/") == (1, total)
    assert counted(client, "/loketten/") == (0, total)
    assert counted(client, "/loketten/?pagina=2") == (0, total)
    reader = client_of("reader")
    assert counted(reader, "/loketten/")[1] == total + 1
    queries, narrowed = counted(client, "/loketten/?anoniem=on")
    assert queries == 1
    assert narrowed < total
