"""Restricted, draft, archived, planned and withdrawn entries appear nowhere."""

import io
import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import Permission, User
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from knowledge import models
from tests.knowledge.pdf.reading import full_text, links, squeezed
from tests.portal.every_url import (
    DETAILS,
    UnknownRouteError,
    admin_urls,
    filter_queries_in,
    public_urls,
    urls_of,
)
from tests.portal.hidden_entries import (
    ENTRY_MODELS,
    RESTRICTED,
    SLUG,
    TEXT,
    hide_everywhere,
    hiding_states,
    slug_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

JSON = ("application/json", "application/x-ndjson", "application/manifest+json")
READABLE = ("text/", *JSON, "application/xml", "image/svg+xml")
PDF, ZIP = "application/pdf", "application/zip"
NEW_EVERY_TIME = re.compile(
    r'csrfmiddlewaretoken" value="\w+"|csrftoken=\w+|(?:Expires|Content-Length): .*|expires=[^;]*'
    r'|ETag: "revision-\w+"'  # says that something was edited, not what
    r'|name="token" value="[\w-]+"'  # one for each page with the form of a report
)
CHIP = 'class="chip restricted"'
NAMES = sorted(
    ("reason", "ofhidden", *(model._meta.model_name for model in ENTRY_MODELS)), reverse=True
)
MARK = re.compile(rf"{TEXT}-({'|'.join(hiding_states())})-({'|'.join(NAMES)})")
NOTE = re.compile(r'"note": "(?:Only|Alleen) ')  # the same in a suggestion
LISTS = ("services", "organisations", "signals", "places", "articles", "guidance_list", "resources")
NEVER_SHOWN = {"flow", "synonym"}  # a second guide, and what is only searched by


@pytest.fixture(autouse=True)
def nothing_kept(one_moment: None) -> None:
    cache.clear()


@pytest.fixture
def reader() -> Client:
    user = User.objects.create_user("lezer")
    user.user_permissions.add(Permission.objects.get(codename="see_restricted"))
    client = Client()
    client.force_login(user)
    return client


def text_of(response: HttpResponse) -> str:
    """Everything that a browser gets: headers, cookies and page."""
    kind = response.get("Content-Type", "text/")
    assert kind.startswith((*READABLE, PDF, ZIP)), f"teach this test to read {kind}"
    head = "\n".join(f"{name}: {value}" for name, value in sorted(response.items()))
    body = response.getvalue()
    if kind == ZIP and body:
        body = unpacked(body)
    text = paper(body) if kind == PDF and body else body.decode().replace("\r\n ", "")
    return f"{head}\n{response.cookies}\n{text}"


def unpacked(archive: bytes) -> bytes:
    with ZipFile(io.BytesIO(archive)) as files:
        return b"\n".join(name.encode() + b"\n" + files.read(name) for name in files.namelist())


@lru_cache(maxsize=256)  # the same sheet is met again in both languages, by everyone, at any time
def paper(pdf: bytes) -> str:
    """Text, title and links of a PDF, without spaces, as words may be hyphenated anywhere."""
    reader = PdfReader(io.BytesIO(pdf))
    return squeezed(" ".join([full_text(reader), str(reader.metadata), *sorted(links(reader))]))


def page(client: Client, address: str, **headers: str) -> tuple[int, str]:
    """Status and text, without what differs at every request."""
    response = client.get(address, headers=headers)
    return response.status_code, NEW_EVERY_TIME.sub("", text_of(response))


def filtered(client: Client, addresses: list[str]) -> list[str]:
    """`addresses`, and each list with every value of its filters, in Dutch only."""
    lists = {reverse(name) for name in LISTS}
    found = list(addresses)
    for address in lists:
        queries = filter_queries_in(client.get(address).content.decode())
        assert queries or "wetsartikelen" in address, f"no filter was found on {address}"
        found += [f"{address}?{query}" for query in queries]
    return found


@pytest.fixture
def before(client: Client) -> dict[str, tuple[int, str]]:
    """Every page for a visitor before there were hidden entries."""
    return {address: page(client, address) for address in filtered(client, public_urls())}


@pytest.mark.usefixtures("templates_without_queries")
def test_hidden_entries_change_nothing_for_visitors(client, before, reader):
    """No word, count or header differs, even after a user who sees more was there."""
    hide_everywhere()
    assert len(before) > 300
    faults = []
    for address, seen in before.items():
        page(reader, address)
        status, text = page(client, address)
        checks = {
            "shows a slug": SLUG in text,
            "shows a text": TEXT in text,
            "differs": (status, text) != seen,
        }
        faults += [f"{address}: {name}" for name, found in checks.items() if found]
    assert faults == []


@pytest.fixture
def hidden() -> None:
    hide_everywhere()


def hidden_addresses() -> Iterator[tuple[str, str]]:
    """Every URL of a hidden entry, and the same with a slug that never existed."""
    for prefix, state, (name, model) in itertools.product(
        ("", "/en"), hiding_states(), DETAILS.items()
    ):
        slugs = [slug_of(state, model)]
        if model is models.Service:
            slugs.append(f"{SLUG}-{state}-ofhidden")
        for slug in slugs:
            yield prefix + reverse(name, args=[slug]), slug
    for state, name in itertools.product(hiding_states(), LISTS):
        slug = slug_of(state, models.Audience)
        yield f"{reverse(name)}?doelgroep={slug}", slug
    slug = slug_of(RESTRICTED, models.ContactDetail)
    yield f"{reverse('report', args=['veilig-thuis'])}?gegeven={slug}", slug


@pytest.mark.usefixtures("hidden", "templates_without_queries")
def test_a_hidden_entry_is_as_one_that_never_was(client):
    for address, slug in hidden_addresses():
        status, text = page(client, address)
        absent = "nooit-geweest"
        assert TEXT not in text, address
        assert (status, text.replace(slug, absent)) == page(client, address.replace(slug, absent))
        if "?" not in address:
            assert status == 404, address


@pytest.mark.usefixtures("hidden")
def test_other_ways_of_asking_give_nothing_away(client, reader):
    """HEAD, other formats, and pages cached for another user."""
    for address in [*public_urls()[:25], *(reverse(name) for name in LISTS)]:
        full = reader.get(address)
        tag = {"if-none-match": full["ETag"]} if full.has_header("ETag") else {}
        for accept in ("application/json", "text/csv", "application/pdf", "*/*"):
            _status, text = page(client, address, accept=accept, **tag)
            assert TEXT not in text, address
        head = client.head(address)
        assert head.content == b""
        assert TEXT not in text_of(head)


@pytest.mark.usefixtures("hidden")
def test_pages_for_when_something_is_wrong_show_nothing_hidden(client, reader):
    strict = Client(enforce_csrf_checks=True)
    report = "/loketten/veilig-thuis/melden/"
    sent = {"part": "other", "message": "iets"}
    for visitor in (client, reader):
        seen = {}
        for _turn in range(6):
            response = visitor.post(report, sent)
        seen[response.status_code] = response
        for response in (
            visitor.get("/", headers={"host": "elders.example"}),
            visitor.get("/nergens/"),
            visitor.get("/verwijzen/concept/?sleutel=x"),
            strict.post(report, sent),
        ):
            seen[response.status_code] = response
        assert set(seen) == {400, 403, 404, 429}
        for status, response in seen.items():
            text = text_of(response)
            assert (TEXT in text) == (visitor is reader and status == 429 and CHIP in text)


@pytest.mark.usefixtures("hidden", "templates_without_queries")
def test_who_may_see_it_sees_what_is_restricted_marked_as_such_and_nothing_else(reader):
    shown, faults = set(), []
    for address in filtered(reader, public_urls()):
        _status, text = page(reader, address)
        found = set(MARK.findall(text))
        nouns = {noun for _way, noun in found} - {"reason"}
        shown |= nouns
        english = address.startswith("/en/")
        words = "Only for professionals" if english else "Alleen voor professionals"
        mark = squeezed(words) if ".pdf" in address else CHIP
        checks = {
            "shows more than what is restricted": {state for state, _noun in found} - {RESTRICTED},
            f"{nouns} are not all marked": text.count(mark) + len(NOTE.findall(text)) < len(nouns),
            "does not say what the mark means": nouns and words not in text and mark not in text,
        }
        faults += [f"{address}: {name}" for name, wrong in checks.items() if wrong]
    assert faults == []
    assert shown == {model._meta.model_name for model in ENTRY_MODELS} - NEVER_SHOWN | {"ofhidden"}


@pytest.mark.usefixtures("hidden")
def test_what_a_signed_in_person_gets_is_kept_by_nobody(reader):
    for address in ("/", "/over/", "/risicoplekken/", "/verwijzen/", "/nergens/", "/en/loketten/"):
        response = reader.get(address)
        for word in ("private", "no-store"):
            assert word in response["Cache-Control"], address
        assert "Cookie" in response["Vary"], address


def test_pages_of_visitors_may_not_be_shown_to_who_is_signed_in(client):
    for address in ("/", "/risicoplekken/", "/loketten/", "/verwijzen/?gevaar=ja"):
        assert "Cookie" in client.get(address).get("Vary", ""), address


def rows_to_open() -> dict[str, list[int]]:
    return {
        model._meta.label_lower: list(
            model.objects.filter(slug__startswith=SLUG).order_by("pk").values_list("pk", flat=True)
        )
        for model in ENTRY_MODELS
    }


def staff_without_permissions() -> Client:
    user = User.objects.create_user("medewerker", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="see_restricted"))
    client = Client()
    client.force_login(user)
    return client


OPEN_TO_ANYONE = ("/beheer/login/", "/beheer/logout/", "/beheer/jsi18n/")


@pytest.mark.usefixtures("hidden")
def test_editing_pages_show_nothing_to_who_does_not_edit(client, reader):
    queries = [
        f"/beheer/autocomplete/?term={TEXT}&app_label={model._meta.app_label}"
        f"&model_name={model._meta.model_name}&field_name={field.name}"
        for model in ENTRY_MODELS
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created
    ]
    addresses = [*admin_urls(rows_to_open()), *queries]
    assert len(addresses) > 300
    for address in addresses:
        for visitor in (client, reader):
            status, text = page(visitor, address)
            assert TEXT not in text.replace(f"term%3D{TEXT}", ""), address
            assert status in (301, 302, 403, 404) or address in OPEN_TO_ANYONE, address


@pytest.mark.usefixtures("hidden")
def test_editing_pages_show_nothing_to_staff_without_permission():
    visitor = staff_without_permissions()
    for address in admin_urls(rows_to_open()):
        if "logout" not in address:
            _status, text = page(visitor, address)
            assert TEXT not in text, address


def test_a_page_that_these_tests_do_not_know_fails_them():
    with pytest.raises(UnknownRouteError, match="nieuwe_bladzijde"):
        list(urls_of("nieuwe_bladzijde", "nieuw/<slug:slug>/"))
