"""The database is unavailable, and the number still appears."""

from pkgutil import resolve_name
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.utils import timezone

from knowledge.caching import availability
from knowledge.desks import home_page
from knowledge.models import Service
from portal.page_cache import stores
from portal.page_cache.addresses import public_addresses
from portal.page_cache.page import NOTE_OPENS, copy_of
from portal.page_cache.warming import warm_pages
from referrals.outcomes import content
from tests.portal.addresses import OUTCOMES

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client):
    client.raise_request_exception = False  # what a visitor gets is what counts
    return client


COMENSHA = "/loketten/comensha/"


@pytest.mark.parametrize("address", ["/", "/loketten/", COMENSHA, "/en/wetsartikelen/"])
def test_a_page_that_was_served_goes_on_being_served(
    client, database_away, another_process, address
):
    before = client.get(address).content
    database_away()
    for _time in range(2):
        copy = client.get(address)
        assert copy.status_code == 200
        assert copy.content == copy_of(before)
        assert copy["Cache-Control"] == "no-store"
        another_process()


def test_a_link_to_one_entry_of_a_list_leads_to_the_list(client, database_away):
    client.get("/hulpmiddelen/")
    database_away()
    assert client.get("/hulpmiddelen/?bij=iets").status_code == 200
    assert client.get("/hulpmiddelen/?soort=film").status_code == 503


def test_who_is_signed_in_gets_what_is_public(client_of, client, database_away):
    client.get(COMENSHA)
    editor = client_of("editor")
    editor.raise_request_exception = False
    database_away()
    copy = editor.get(COMENSHA)
    assert copy.status_code == 200
    assert NOTE_OPENS not in copy.content


@pytest.mark.parametrize("address", ["/zoeken/?q=fier", "/en/zoeken/?q=fier", "/loketten/nergens/"])
def test_what_needs_the_database_says_so_with_the_numbers(
    client, database_away, monkeypatch, address
):
    desks = home_page.public_home_desks(timezone.now())
    known = SimpleNamespace(value=[desk.service for desk in desks])
    monkeypatch.setattr(home_page._PUBLIC, "_cached", known)  # from an earlier request
    numbers = {desk.phone.detail.uri for desk in desks if desk.phone}
    assert len(numbers) > 1
    database_away()
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == 503
    for number in {"tel:112", *numbers}:
        assert f'href="{number}"' in html
    assert "Traceback" not in html
    assert ("Our database" if address.startswith("/en/") else "Onze database") in html
    assert response["Retry-After"]
    assert "no-store" in response["Cache-Control"]


def test_a_process_that_never_knew_the_numbers_still_says_112(client, database_away, monkeypatch):
    def unknown(_at):
        raise OperationalError

    monkeypatch.setattr("portal.health.outage.public_home_desks", unknown)
    database_away()
    response = client.get("/zoeken/?q=fier")
    assert response.status_code == 503
    assert 'href="tel:112"' in response.content.decode()


def test_a_copy_never_shows_what_was_taken_away(client, database_away, another_process):
    client.get(COMENSHA)
    client.get("/loketten/")
    service = Service.objects.get(slug="comensha")
    service.restricted = True
    service.save()
    assert client.get("/over/").status_code == 200  # the process learns that something changed
    database_away()
    for _time in range(2):
        assert client.get(COMENSHA).status_code == 503
        assert client.get("/loketten/").status_code == 503
        another_process()


def test_a_process_that_starts_meanwhile_serves_what_the_machine_knew(
    client, database_away, page_cache, another_process
):
    before = client.get(COMENSHA).content
    database_away()
    page_cache.number = None
    another_process()
    assert client.get(COMENSHA).content == copy_of(before)


def test_when_it_is_back_all_is_as_before(client, page_cache, monkeypatch):
    before = client.get(COMENSHA).content

    def refuse():
        raise OperationalError

    query = availability.content_version_number
    monkeypatch.setattr(availability, "content_version_number", refuse)
    assert NOTE_OPENS not in client.get(COMENSHA).content
    monkeypatch.setattr(availability, "content_version_number", query)
    monkeypatch.setattr(page_cache, "_try_at", 0.0)
    assert client.get(COMENSHA).content == before


@pytest.fixture
def guide_known(monkeypatch):
    """The guide as cached by a process that read it earlier."""
    published = content._read()
    monkeypatch.setattr("referrals.views.published_guide", lambda: published)
    monkeypatch.setattr("referrals.views.municipality_names", lambda: ["Tilburg"])


@pytest.mark.parametrize("query", OUTCOMES)
def test_every_result_is_made_without_the_database(client, guide_known, database_away, query):
    before = client.get(f"/verwijzen/?{query}").content.decode()
    stores.local_pages.clear()
    database_away()
    response = client.get(f"/verwijzen/?{query}")
    html = response.content.decode()
    assert response.status_code == 200
    assert "Onze database antwoordt nu niet" in html
    assert number_in(html) == number_in(before)


@pytest.mark.parametrize(
    "part", ["referrals.views.published_guide", "portal.page_cache.middleware.next_withdrawal"]
)
def test_a_database_that_goes_during_a_request_takes_no_result_away(
    client, guide_known, database_away, another_process, monkeypatch, part
):
    address = f"/verwijzen/?{OUTCOMES[0]}"
    before = client.get(address).content.decode()
    another_process()
    works = resolve_name(part)

    def goes():
        monkeypatch.setattr(part, works)
        database_away()
        raise OperationalError

    monkeypatch.setattr(part, goes)
    response = client.get(address)
    assert response.status_code == 200
    assert number_in(response.content.decode()) == number_in(before)


def test_a_municipality_that_cannot_be_looked_up_leaves_the_national_desks(
    client, guide_known, database_away
):
    database_away()
    response = client.get(f"/verwijzen/?gemeente=tilburg&{OUTCOMES[0]}", follow=True)
    assert response.status_code == 200
    assert "gemeente=" not in response.request["QUERY_STRING"]


def number_in(html):
    return html.partition('class="number')[2].partition("</a>")[0]


@pytest.mark.walk
def test_all_pages_are_there_after_warming(client, page_cache, database_away, another_process):
    done = warm_pages()
    assert done.failed == 0
    assert done.made > 150
    assert warm_pages().current > 150
    addresses = list(public_addresses())
    guide = {"/verwijzen/", "/en/verwijzen/"}  # made at each request, of what it is made of
    assert {address for address in addresses if not stores.find_on_disk(address)} == guide
    another_process()
    database_away()
    assert {client.get(address).status_code for address in [*guide, *addresses[::19]]} == {200}
    assert client.get("/factsheets/politie.pdf").content.startswith(b"%PDF")
