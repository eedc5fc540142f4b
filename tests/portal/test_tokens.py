"""Tokens in every text of every entry and of the guide: no page, paper or file shows them raw."""

import io
import re
from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from django.db import models
from django.test import Client
from modeltranslation.translator import translator
from pypdf import PdfReader

from knowledge.caching.content_version import content_changed
from knowledge.introspection import LANGUAGES, localized, translated_fields
from knowledge.models import Guidance, NamedToken, Resource, Service
from knowledge.models.entry import Versioned
from knowledge.values.tokens import tokens_in
from referrals.flow.snapshot import digest
from referrals.models import FlowRelease
from tests.knowledge.pdf.reading import full_text
from tests.portal.every_url import one_url_per_route

pytestmark = [pytest.mark.django_db, pytest.mark.walk, pytest.mark.usefixtures("everywhere")]

TEXT = "Bel [tel:comensha] of [tel:noodnummer-112]; zie [art:sr-273f] en [fig:meisjes-comensha]."
RAW = re.compile(r"\[(?:tel|art|fig):")
NUMBER, LINK = "033 448 11 86", 'href="tel:+31334481186"'
ADVICE = "gevaar=nee&rol=onderwijs&leeftijd=onder-18&situatie=uitgebuit&politie=nee&opvang=nee"
OUTCOME = f"/verwijzen/?{ADVICE}&omstandigheden=geen"
PAPER = f"/verwijzen/uitkomst.pdf?{ADVICE}&omstandigheden=geen"
HSDS = "/api/hsds/services"


@pytest.fixture
def everywhere(templates_without_queries):
    """All texts but names are `TEXT`, those of the guide in its published release."""
    cache.clear()
    for model in translator.get_registered_models(abstract=False):
        if issubclass(model, Versioned):
            texts = set(translated_fields(model)) - model.without_tokens
            columns = [localized(text, code) for text in texts for code in LANGUAGES]
            model._default_manager.update(**dict.fromkeys(columns, TEXT))
    NamedToken.objects.remember(tokens_in(TEXT))
    release = FlowRelease.objects.order_by("-number").first()
    data = release.snapshot
    texts = dict.fromkeys(LANGUAGES, TEXT)
    for outcome in data["outcomes"]:
        outcome.update(dict.fromkeys(("intro", "steps", "have_ready", "tell_him"), texts))
        for referral in outcome["referrals"]:
            referral["reasons"] = [texts]
    for question in data["questions"]:
        question["why"] = texts
    models.QuerySet(FlowRelease).filter(pk=release.pk).update(snapshot=data, digest=digest(data))
    content_changed()


class Links(HTMLParser):
    """Fails on a link inside a link, and on a tag inside an attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False

    def handle_starttag(self, tag, attrs):
        assert not (tag == "a" and self.inside), self.get_starttag_text()
        assert not any("<a " in (value or "") for _name, value in attrs), attrs
        self.inside = self.inside or tag == "a"

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "a"


def said(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    if response["Content-Type"] == "application/pdf":
        return full_text(PdfReader(io.BytesIO(response.getvalue())))
    return response.getvalue().decode().replace("\r\n ", "")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_page_shows_a_token_raw_or_breaks_its_html(client, prefix):
    for address in one_url_per_route():
        if prefix and address.startswith("/api/"):
            continue
        response = client.get(prefix + address)
        kind = response.get("Content-Type", "")
        if not kind.startswith(("text/", "application/json", "application/x-ndjson")):
            continue
        text = response.getvalue().decode()
        assert not RAW.search(text), (address, text[max(0, RAW.search(text).start() - 80) :][:200])
        if kind.startswith("text/html"):
            Links().feed(text)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_page_has_the_number_as_a_link(client, prefix):
    guidance = Guidance.objects.filter(status="published").first()
    for address in (guidance.get_absolute_url(), "/signalen/", "/loketten/veilig-thuis/", OUTCOME):
        html = said(client, prefix + address)
        assert not RAW.search(html)
        assert f'{LINK} translate="no">{NUMBER}</a>' in html, address
        assert f'<a href="{prefix}/wetsartikelen/sr-273f/">' in html
        Links().feed(html)


@pytest.mark.parametrize(("prefix", "count"), [("", "1.133"), ("/en", "1,133")])
def test_paper_has_the_values_in_its_language(client, prefix, count):
    for address in (PAPER, "/factsheets/herkennen.pdf"):
        text = said(client, prefix + address)
        assert not RAW.search(text)
        assert NUMBER in text
        assert "art. 273f Sr" in text
        assert count in text


@pytest.mark.parametrize(("prefix", "count"), [("", "1.133"), ("/en", "1,133")])
def test_the_search_finds_the_values_and_shows_them(client, prefix, count):
    resource = Resource.objects.filter(status="published").first()
    html = said(client, f"{prefix}/zoeken/?q={resource.name}")
    assert not RAW.search(html)
    assert count in html


def test_the_api_and_the_downloads_have_the_values(client):
    for language, count in (("nl", "1.133"), ("en", "1,133")):
        text = said(client, f"{HSDS}?lang={language}")
        assert not RAW.search(text)
        assert f"en {count}" in text
    whole = said(client, "/api/kennis.json")
    assert not RAW.search(whole)
    assert "1.133" in whole
    assert "1,133" in whole


def test_a_card_has_the_number_without_markup(client):
    text = said(client, "/loketten/veilig-thuis.vcf")
    assert f"Bel {NUMBER} of 112" in text
    assert "<a" not in text


def test_a_number_that_changes_is_the_new_one_everywhere_at_once(client):
    detail = Service.objects.get(slug="comensha").contact_details.get(kind="phone")
    detail.value = "033 448 11 87"
    detail.save()
    for address in (OUTCOME, "/signalen/", "/loketten/veilig-thuis.vcf"):
        text = said(client, address)
        assert "033 448 11 87" in text
        assert NUMBER not in text
