"""robots.txt, the sitemap and noindex."""

import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.utils.timezone import localdate

from knowledge.models import Factsheet, Organisation, Service
from tests.portal.addresses import all_addresses

pytestmark = pytest.mark.django_db

SPACES = {
    "of": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


@pytest.fixture(autouse=True)
def at_an_address(settings):
    settings.SITE_URL = "https://wijzer.example"


def listed(client) -> dict[str, ElementTree.Element]:
    """The pages of the sitemap by URL."""
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {url.findtext("of:loc", "", SPACES): url for url in root.findall("of:url", SPACES)}


def test_the_sitemap_has_every_public_page_and_no_other(client):
    found = listed(client)
    assert {(urlsplit(one).scheme, urlsplit(one).netloc) for one in found} == {
        ("https", "wijzer.example")
    }
    paths = {urlsplit(one).path for one in found}
    left_out = re.compile(r"(/en)?/(offline/.*|verwijzen/|zoeken/|stijl/)(\?.*)?")
    wanted = {one for one in all_addresses() if not left_out.fullmatch(one)}
    wanted = {one for one in wanted if "?" not in one} | {"/open-data/", "/en/open-data/"}
    assert paths == wanted


def test_no_page_of_it_asks_not_to_be_found(client):
    paths = [urlsplit(one).path for one in listed(client)]
    for path in [*paths[::9], "/privacy/", "/en/veilig-kijken/"]:
        response = client.get(path)
        assert response.status_code == 200, path
        assert "noindex" not in response.get("X-Robots-Tag", ""), path
        assert b'content="noindex"' not in response.content, path


def test_each_page_names_itself_in_both_languages(client):
    found = listed(client)
    for address in ("/", "/en/", "/loketten/comensha/", "/en/privacy/"):
        links = found[f"https://wijzer.example{address}"].findall("xhtml:link", SPACES)
        dutch = address.removeprefix("/en")
        assert {link.get("hreflang"): link.get("href") for link in links} == {
            "nl": f"https://wijzer.example{dutch}",
            "en": f"https://wijzer.example/en{dutch}",
            "x-default": f"https://wijzer.example{dutch}",
        }


def test_it_says_when_a_page_changed_only_where_that_is_known(client):
    desk = Service.objects.get(slug="comensha")
    day = localdate(desk.trace.changed_at).isoformat()
    for address, url in listed(client).items():
        known = url.findtext("of:lastmod", None, SPACES)
        assert bool(known) == ("/loketten/" in address and not address.endswith("/loketten/"))
        if address.endswith("/loketten/comensha/"):
            assert known == day


def test_what_is_hidden_is_not_in_it_whoever_asks(client_of):
    Organisation.objects.filter(slug="fier").update(restricted=True)
    Factsheet.objects.filter(slug="politie").update(status="draft")
    text = client_of("administrator").get("/sitemap.xml").content.decode()
    assert "/loketten/comensha/" in text
    assert "/organisaties/fier/" not in text
    assert "/factsheets/politie/" not in text
    for desk in Service.objects.filter(organisation__slug="fier"):
        assert f"/loketten/{desk.slug}/" not in text


def test_a_page_that_is_not_there_is_not_found(client):
    assert client.get("/sitemap.xml?p=2").status_code == 404


@pytest.mark.parametrize("page", ["x", "-1", "%00"])
def test_what_is_no_page_number_leads_to_the_list(client, page):
    response = client.get(f"/sitemap.xml?p={page}")
    assert (response.status_code, response.url) == (302, "/sitemap.xml")


def test_robots_are_kept_from_what_is_for_editors_and_find_the_list(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /beheer/",
        "Disallow: /en/beheer/",
        "",
        "Sitemap: https://wijzer.example/sitemap.xml",
    ]


@pytest.mark.parametrize(
    "address", ["/verwijzen/", "/verwijzen/?gevaar=nee", "/verwijzen/?gevaar=ja", "/zoeken/?q=hulp"]
)
def test_guide_and_search_are_not_to_be_found_nor_kept(client, address):
    response = client.get(address)
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
