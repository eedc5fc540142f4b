"""Offline use: the precache list, the worker, the manifest, and the note on every page."""

import json
import re
from datetime import UTC, datetime

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from knowledge.models import Factsheet, Service
from portal.page_cache.page import NOTE_CLOSES, NOTE_OPENS
from portal.pages.offline import ICONS, addresses
from tests.portal.addresses import all_addresses

pytestmark = pytest.mark.django_db

NEVER = ("/verwijzen/", "/zoeken/", "/account/", "/beheer/", "/melden/", "/bevestigen/", "?")


def kept(client):
    return json.loads(client.get("/offline/lijst.json").content)


def test_addresses_in_both_languages():
    found = list(addresses(["kaart"], ["loket"]))
    assert found[: len(found) // 2] == [
        "/offline/niet-hier/",
        "/offline/",
        "/",
        "/factsheets/kaart/",
        "/factsheets/kaart.pdf",
        "/loketten/loket/",
    ]
    assert found[len(found) // 2 :] == [f"/en{path}" for path in found[: len(found) // 2]]


def test_the_list_holds_the_card_and_the_desks_of_the_home_page(client):
    found = kept(client)
    desks = Service.objects.published().on_home_page()
    assert desks
    for desk in desks:
        assert f"/loketten/{desk.slug}/" in found["addresses"]
        assert f"/en/loketten/{desk.slug}/" in found["addresses"]
    assert {"/factsheets/belkaart/", "/en/factsheets/belkaart.pdf"} <= set(found["addresses"])
    assert found["telltale"] == "/factsheets/belkaart.pdf"


def test_every_page_on_the_list_is_public_and_may_be_kept(client):
    for address in kept(client)["addresses"]:
        response = client.get(address)
        assert response.status_code == 200, address
        assert not re.search("no-store|private", response.get("Cache-Control", "")), address
        assert not response.cookies, address
        assert not any(part in address for part in NEVER), address


def test_what_is_hidden_is_not_on_the_list_not_even_for_who_may_see_it(client_of):
    Service.objects.filter(slug="veilig-thuis").update(restricted=True)
    Factsheet.objects.filter(slug="belkaart").update(restricted=True)
    found = kept(client_of("administrator"))
    assert not [path for path in found["addresses"] if "veilig-thuis" in path or "belk" in path]
    assert found["telltale"] is None


def test_the_list_and_the_worker_are_asked_after_each_time(client):
    for address in ("/offline/lijst.json", "/dienst.js"):
        assert client.get(address)["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_worker_knows_the_addresses_of_this_site(client, language):
    response = client.get("/dienst.js", headers={"accept-language": language})
    script = response.content.decode()
    assert response["Content-Type"].startswith("text/javascript")
    assert 'const LIST = "/offline/lijst.json";' in script
    assert 'const NOT_HERE = "/offline/niet-hier/";' in script
    assert f'const NOTE_OPENS = "{NOTE_OPENS.decode()}";' in script
    assert f'const NOTE_CLOSES = "{NOTE_CLOSES.decode()}";' in script


def test_the_worker_takes_only_public_factsheets_for_factsheets(client):
    script = client.get("/dienst.js").content.decode()
    sheet = re.compile(re.search(r"const SHEET = /(.+)/;", script)[1].replace(r"\/", "/"))
    alone = re.compile(re.search(r"const LEFT_ALONE = /(.+)/;", script)[1].replace(r"\/", "/"))
    taken = {address for address in all_addresses() if sheet.match(address)}
    sheets = [reverse("factsheet", args=[sheet.slug]) for sheet in Factsheet.objects.all()]
    assert taken == {*sheets, *(f"/en{address}" for address in sheets)}
    assert sheet.match("/en/factsheets/belkaart.pdf")
    assert alone.match("/en/account/login/")
    assert alone.match("/beheer/knowledge/")
    assert not alone.match("/loketten/")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_carries_the_moment_it_was_made_once(client, monkeypatch, prefix):
    made = datetime(2026, 11, 22, 9, 15, 40, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: made)
    month = "November" if prefix else "november"
    time = f'<time datetime="2026-11-22T10:15+01:00">22 {month} 2026, 10:15</time>'
    note = f'{NOTE_OPENS.decode()}<p class="copy-note" role="status">'
    for address in ("/", "/factsheets/belkaart/", "/verwijzen/", "/nergens/", "/account/login/"):
        html = client.get(prefix + address).content.decode()
        assert html.count(note) == 1, address
        main = html.split("<main", 1)[1].split(">", 1)[1].lstrip()
        assert main.startswith(note), address
        assert main.split("</p>")[0].count(time) == 1, address


@pytest.mark.parametrize(("prefix", "title"), [("", "U bent offline"), ("/en", "You are offline")])
def test_the_page_for_what_is_not_here_has_the_numbers(client, prefix, title):
    html = client.get(f"{prefix}/offline/niet-hier/").content.decode()
    assert title in html
    assert "noindex" in html
    for number in ('href="tel:112"', "0800-2000", "0800-0188"):
        assert number in html
    assert not re.search(r'class="hours', html)  # open now is not known without a network


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_manifest_keeps_the_address_in_sight(client, prefix):
    response = client.get(f"{prefix}/manifest.webmanifest")
    found = json.loads(response.content)
    assert response["Content-Type"] == "application/manifest+json"
    assert (found["display"], found["short_name"]) == ("minimal-ui", "Wijzer")
    assert (found["lang"], found["start_url"]) == (("en", "/en/") if prefix else ("nl", "/"))
    assert len(found["icons"]) == len(ICONS)
    assert f'href="{prefix}/manifest.webmanifest"' in client.get(f"{prefix}/").content.decode()


def test_icons_are_as_large_as_the_manifest_says():
    for file, size, _purpose in (*ICONS, ("icon-180.png", 180, "any")):
        with open(finders.find(file), "rb") as png:  # noqa: PTH123 a path from a finder
            head = png.read(24)
        assert head[:8] == b"\x89PNG\r\n\x1a\n"
        assert [int.from_bytes(head[at : at + 4]) for at in (16, 20)] == [size, size], file


def test_browsers_that_ask_for_the_old_icon_get_ours(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/icon.svg")


def test_worker_and_manifest_come_from_this_site_only(client):
    everywhere = client.get("/")["Content-Security-Policy"]
    assert "manifest-src 'self'" in everywhere
    assert "worker-src" not in everywhere
    assert "worker-src 'self'" in client.get("/offline/")["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/", "/over/", "/factsheets/belkaart/"])
def test_the_way_to_keeping_is_near(client, address):
    assert 'href="/offline/"' in client.get(address).content.decode().split("<main", 1)[1]


@pytest.mark.parametrize(
    ("hours", "marked"), [("24/7", "hours open always"), ("Mo-Su 00:00-23:59", "hours open")]
)
def test_hours_that_hold_at_any_moment_are_marked(client, hours, marked):
    """A copy hides "open now" by its style, but not that a desk is there day and night."""
    desk = Service.objects.get(slug="veilig-thuis")
    desk.contact_details.update(opening_hours=hours)
    html = client.get("/loketten/veilig-thuis/").content.decode()
    assert f'class="{marked}"' in html
