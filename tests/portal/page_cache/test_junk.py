"""Addresses that anybody can make up leave no page behind, and push none out."""

from pathlib import Path

import pytest
from django.core.cache import caches
from django.urls import reverse

from portal.page_cache import stores, warming

pytestmark = pytest.mark.django_db


def entries(data_dir: Path) -> dict[str, set[str]]:
    """What each store has, by name."""
    return {
        "process": {*stores.local_pages._pages, *stores.answer_pages._pages},
        "shared": set(caches["pages"]._cache),
        "disk": {str(path) for path in (data_dir / "kept" / "pages").iterdir()},
    }


def junk() -> list[str]:
    sheet = reverse("factsheet_pdf", args=["belkaart"])
    return [
        *(f"{sheet}?x={number}" for number in range(300)),
        *(f"/loketten/?pagina={number:02}" for number in range(100)),
        *(f"/bronnen/?pagina={number}" for number in range(900, 1_000)),
        *(f"/loketten/?leeftijd={number}" for number in range(100)),
        *(f"/?utm_source={number}" for number in range(100)),
        *(f"/bronnen/?bij=nergens-{number}" for number in range(50)),
        *(f"/verwijzen/?rol=niemand&x{number}=1" for number in range(100)),
        *(f"{sheet}?tekst=groot&tekst=x{number}" for number in range(100)),
        *(f"/signalen/?pagin%61=1&x={number}" for number in range(50)),
    ]


@pytest.mark.walk
def test_a_thousand_made_up_addresses_leave_no_entry(client, page_cache, tmp_path, monkeypatch):
    monkeypatch.setattr(warming, "public_addresses", lambda: ["/", "/loketten/", "/bronnen/"])
    warming.warm_pages()
    before = entries(tmp_path)
    made_up = junk()
    statuses = {client.get(address).status_code for address in made_up}
    assert len(made_up) == 1_000
    assert statuses <= {200, 302, 404}
    assert entries(tmp_path) == before
    assert len(before["disk"]) > 3
    assert stores.saved_content_version() is not None


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/loketten/?pagina=1", "/loketten/"),
        ("/loketten/?pagina=00", "/loketten/"),
        ("/loketten/?pagina=x&leeftijd=16", "/loketten/?leeftijd=16"),
        ("/loketten/?leeftijd=&soort=&contact=", "/loketten/"),
        ("/loketten/?leeftijd=14&leeftijd=16", "/loketten/?leeftijd=16"),
        ("/bronnen/?pagina=02", "/bronnen/?pagina=2"),
        ("/?x=1", "/"),
        ("/factsheets/belkaart.pdf?x=1&discreet=ja", "/factsheets/belkaart.pdf?discreet=ja"),
        ("/factsheets/belkaart.pdf?tekst=klein", "/factsheets/belkaart.pdf"),
    ],
)
def test_parameters_that_mean_nothing_are_dropped_by_a_redirect(client, address, canonical):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, canonical)
    assert client.get(canonical).status_code in (200, 404)


@pytest.mark.parametrize("number", ["99", "00099", "9" * 30])
def test_a_page_beyond_the_last_is_not_there(client, number):
    assert client.get(f"/bronnen/?pagina={number}", follow=True).status_code == 404


def test_the_layouts_of_a_sheet_are_kept_as_it_is(client, page_cache, another_process):
    address = "/factsheets/belkaart/?discreet=ja"
    assert client.get(address).status_code == 200
    another_process()
    assert stores.find_on_disk(address)


def test_another_spelling_of_an_address_is_kept_under_the_one_that_counts(client, page_cache):
    client.get("/bronnen/?pagin%61=2")
    assert stores.find_here("/bronnen/?pagina=2")
    assert stores.find_here("/bronnen/?pagin%61=2") is None
