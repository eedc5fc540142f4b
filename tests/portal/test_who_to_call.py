"""A crawl: every page of the knowledge base has a number to call and a way into the guide."""

import re
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from knowledge.caching import derived
from knowledge.models import DefaultDesks, Guidance, Service
from knowledge.models.contact_detail import ContactDetail
from knowledge.urls import urlpatterns
from knowledge.values.hours.opening_hours import ZONE
from tests.portal.every_url import urls_of

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

NOT_KNOWLEDGE = {
    "factsheet_pdf": "paper",
    "factsheet_face": "a picture",
    "seen": "the answer to a form",
    "seen_pdf": "paper",
    "service_vcard": "a file for a phone",
    "report": "a form",
    "report_thanks": "a form",
    "embeds": "for who keeps a site",
    "embed": "a frame on another site",
    "confirm_own": "a form",
    "confirm_own_thanks": "a form",
}
NIGHT = datetime(2026, 12, 6, 23, 0, tzinfo=ZONE)
MAIN = re.compile(r'<main id="main".*?</main>', re.S)
BLOCK = re.compile(r'<section class="sheet who-to-call".*?</section>', re.S)
EMERGENCY = re.compile(r'<span class="in-danger">.*?</span>', re.S)
GUIDE = {"nl": 'href="/verwijzen/', "en": 'href="/en/verwijzen/'}


def pages() -> list[str]:
    dutch = [
        address
        for route in urlpatterns
        if (name := str(route.name)) not in NOT_KNOWLEDGE
        for address in urls_of(name, str(route.pattern))
    ]
    return [*dutch, *("/en" + address for address in dutch)]


def main_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return MAIN.search(response.content.decode())[0]


@pytest.fixture
def read_once(monkeypatch):
    """As outside a transaction: what texts name is read once, not for each page."""
    monkeypatch.setattr(derived, "connection", SimpleNamespace(in_atomic_block=False))


@pytest.mark.usefixtures("read_once")
def test_every_page_of_knowledge_has_a_number_and_a_way_into_the_guide(client):
    addresses, faults = pages(), []
    assert len(addresses) > 300
    for address in addresses:
        page = main_of(client, address)
        language = "en" if address.startswith("/en/") else "nl"
        checks = {
            "no number": 'href="tel:' not in EMERGENCY.sub("", page),
            "no way into the guide": GUIDE[language] not in page,
            "printed twice": len(BLOCK.findall(page)) > 1,
            "says 112 alone": 'href="tel:' not in EMERGENCY.sub("", block_of(page)),
        }
        faults += [f"{address}: {name}" for name, wrong in checks.items() if wrong]
    assert faults == []


def block_of(page: str) -> str:
    """The block of a page; the whole page where its subject is a desk."""
    found = BLOCK.search(page)
    return found[0] if found else page


@pytest.mark.usefixtures("read_once")
def test_at_night_every_block_begins_with_what_answers(client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NIGHT)
    faults = []
    for address in pages():
        if found := BLOCK.search(main_of(client, address)):
            first = found[0].partition("</li>")[0]
            if 'class="hours open' not in first and "tel:911" not in first:
                faults.append(address)
    assert faults == []


def test_a_number_in_the_block_takes_its_menu_choice_along(client):
    ContactDetail.objects.filter(slug="veilig-thuis-telefoon").update(extension="2")
    block = block_of(main_of(client, reverse("figures")))
    assert "tel:08002000" in block or "tel:0800-2000" in block or "tel:+318002000" in block
    assert 'class="menu-choice"' in block


def test_without_any_usual_desks_a_page_still_has_a_number(client):
    DefaultDesks.objects.all().delete()
    assert 'href="tel:' in EMERGENCY.sub("", block_of(main_of(client, reverse("signals"))))


def test_a_withdrawn_desk_leaves_the_page_to_the_usual_ones(client):
    entry = Guidance.objects.get(slug="meldcode")
    other = Service.objects.get(slug="tolk-global-talk")
    entry.first_desk = other
    entry.save()
    entry.desks.clear()
    assert other.name in block_of(main_of(client, entry.get_absolute_url()))
    other.status = "archived"
    other.save()
    block = block_of(main_of(client, entry.get_absolute_url()))
    assert other.name not in block
    assert "Veilig Thuis" in block
