"""Restricted, draft, archived, planned and withdrawn entries appear nowhere."""

import itertools
import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission, User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from knowledge import models
from tests.knowledge.pdf.reading import squeezed
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
from tests.portal.readable import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

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
NEVER_SHOWN = {"flow", "synonym", "defaultdesks"}  # a second guide; what has no text on a page


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


def told_to_visitors(before: tuple[int, str], now: tuple[int, str]) -> Iterator[str]:
    """What differs for a visitor now that there are hidden entries: no word, count or header."""
    _status, text = now
    if SLUG in text:
        yield "shows a slug"
    if TEXT in text:
        yield "shows a text"
    if now != before:
        yield "differs"


def nouns_in(text: str) -> set[str]:
    """The kinds of hidden entries that a page shows."""
    return {noun for _way, noun in MARK.findall(text)} - {"reason"}


def told_wrongly_to_readers(address: str, text: str) -> Iterator[str]:
    """What is shown beside restricted entries, or is not marked as one."""
    nouns = nouns_in(text)
    words = "Only for professionals" if address.startswith("/en/") else "Alleen voor professionals"
    mark = squeezed(words) if ".pdf" in address else CHIP
    if others := {state for state, _noun in MARK.findall(text)} - {RESTRICTED}:
        yield f"shows {others} to a reader"
    if text.count(mark) + len(NOTE.findall(text)) < len(nouns):
        yield f"{nouns} are not all marked"
    if nouns and words not in text and mark not in text:
        yield "does not say what the mark means"


@pytest.mark.usefixtures("templates_without_queries")
def test_who_may_see_it_sees_what_is_restricted_and_for_visitors_nothing_changes(
    client, before, reader
):
    """A visitor asks for each page after a reader, who sees more, was there."""
    hide_everywhere()
    assert len(before) > 300
    faults, shown = [], set()
    for address in dict.fromkeys([*before, *filtered(reader, [])]):
        _status, text = page(reader, address)
        shown |= nouns_in(text)
        found = [*told_wrongly_to_readers(address, text)]
        if address in before:
            found += told_to_visitors(before[address], page(client, address))
        faults += [f"{address}: {one}" for one in found]
    assert faults == []
    assert shown == {model._meta.model_name for model in ENTRY_MODELS} - NEVER_SHOWN | {"ofhidden"}


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


@pytest.mark.usefixtures("hidden", "templates_without_queries")
@pytest.mark.parametrize("name", ["seen", "seen_pdf"])
def test_hidden_signs_cannot_be_ticked(client, reader, name):
    every = list(models.Signal.objects.values_list("slug", flat=True))
    assert sum(slug.startswith(SLUG) for slug in every) == len(hiding_states())
    for address, sent in itertools.product(
        (reverse(name), "/en" + reverse(name)), ({}, {"wijzig": "1"})
    ):
        full = text_of(reader.post(address, {"gezien": every, **sent}))
        assert RESTRICTED in {state for state, noun in MARK.findall(full) if noun == "signal"}
        assert {state for state, _noun in MARK.findall(full)} == {RESTRICTED}
        assert CHIP in full or name == "seen_pdf"
        text = text_of(client.post(address, {"gezien": every, **sent}))
        assert TEXT not in text
        assert SLUG not in text


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
