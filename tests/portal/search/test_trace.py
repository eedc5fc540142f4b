"""What a visitor types or ticks leaves no trace: do it with a rare word, then read every store."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from knowledge.caching.disk import Folder
from knowledge.caching.parameters import Scope
from knowledge.models import SearchCount, SentenceCount
from knowledge.search.statistics import SENTENCES, WORDS
from knowledge.tick_list import views as tick_list_views
from portal.page_cache import stores
from portal.page_cache.page import CachedPage, cached_page
from portal.search import results, views
from referrals.reading.reading import Reading
from tests.portal.search.test_answering import ADULT, CARE, EXPLOITED, SAFE
from tests.portal.search.traces import Log, everything_kept, of_response

pytestmark = pytest.mark.django_db

RARE = "kwibuszwaluw"
TEXTS = (
    f"jongen van 16 genaamd {RARE} wordt vielig gechanteerd",  # a sentence
    f"{RARE} vielig",  # words that are counted
    RARE,  # nothing is found
)
FIELDS = (
    {},
    {"leeftijd": "16", "doelgroep": "zorg", "gemeente": RARE},
    {"soort": "service", "zonder": ["leeftijd", "rol"]},
    {"alles": "1"},
    {"leeftijd": RARE, "soort": RARE, "zonder": RARE, RARE: RARE},
)


@pytest.fixture
def read_as_a_case(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = Reading((SAFE, CARE, ADULT, EXPLOITED), is_case=True)
    monkeypatch.setattr(
        results, "read", lambda text, _flow: reading if " van " in text else Reading()
    )


def walk(visitor: Client) -> Iterator[HttpResponse]:
    """Every way to search: all texts, filters and languages, and suggestions at each letter."""
    yield visitor.get("/")
    for language in ("", "/en"):
        for text in TEXTS:
            for fields in FIELDS:
                yield visitor.post(f"{language}/zoeken/", {"q": text, **fields})
            for end in range(2, len(text)):
                yield visitor.post(f"{language}/zoeken/suggesties/", {"q": text[:end]})
            yield visitor.post(f"{language}/zoeken/nergens/", {"q": text})
    yield visitor.get("/privacy/")


def fail(monkeypatch: pytest.MonkeyPatch, visitor: Client) -> Iterator[HttpResponse]:
    """Faults in the middle of a search, while what was typed is in many variables."""

    def broken(*given: object, **named: object) -> None:
        raise ValueError("a fault")

    for module, name in ((results, "page_of"), (views, "search_page"), (views, "suggestion")):
        with monkeypatch.context() as patched:
            patched.setattr(module, name, broken)
            address = "/zoeken/suggesties/" if name == "suggestion" else "/zoeken/"
            yield visitor.post(address, {"q": f"{RARE} veilig", "gemeente": RARE})


@pytest.mark.usefixtures("read_as_a_case")
def test_a_search_leaves_no_trace(data_dir, log, monkeypatch):
    visitor = Client(raise_request_exception=False, enforce_csrf_checks=True)
    told = [(response.status_code, of_response(response)) for response in walk(visitor)]
    wrong = [
        (response.status_code, of_response(response)) for response in fail(monkeypatch, visitor)
    ]
    assert {status for status, _text in told} == {200, 404}
    assert [status for status, _text in wrong] == [500, 500, 500]
    assert WORDS.pending
    assert SENTENCES.pending
    in_memory = [name for name, text in everything_kept(data_dir, log) if RARE in text]
    WORDS.write()
    SENTENCES.write()
    assert SearchCount.objects.exists()
    assert SentenceCount.objects.exists()
    assert mail.outbox
    assert log.lines
    assert [text for _status, text in [*told, *wrong] if RARE in text.lower()] == []
    assert in_memory == []
    assert [name for name, text in everything_kept(data_dir, log) if RARE in text] == []


SIGN, SIGN_NAME = "gevlucht", "is gevlucht"
TICKED = (
    {"gezien": RARE},
    {"gezien": [SIGN, RARE], "doelgroep": RARE, "pagina": RARE, RARE: RARE},
    {"gezien": SIGN, "soort": "vulnerability", "wijzig": RARE},
)


def tick(visitor: Client) -> Iterator[HttpResponse]:
    """Every way to send the tick list: known and unknown signs, the way back, the PDF."""
    for language in ("", "/en"):
        for sent in TICKED:
            yield visitor.post(f"{language}/signalen/gezien/", sent)
            yield visitor.post(f"{language}/signalen/wat-ik-zag.pdf", sent)


def fail_with_ticks(monkeypatch: pytest.MonkeyPatch, visitor: Client) -> Iterator[HttpResponse]:
    def broken(*given: object, **named: object) -> None:
        raise ValueError("a fault")

    for name in ("by_category", "signal_list", "tick_list_document"):
        with monkeypatch.context() as patched:
            patched.setattr(tick_list_views, name, broken)
            page = "wat-ik-zag.pdf" if name == "tick_list_document" else "gezien/"
            sent = {"gezien": [SIGN, RARE], **({"wijzig": "1"} if name == "signal_list" else {})}
            yield visitor.post(f"/signalen/{page}", sent)


def mentions(data_dir: Path, log: Log) -> dict[str, int]:
    """How often each store names the sign, which is content of the site too."""
    kept = everything_kept(data_dir, log)
    return {name: text.count(SIGN) + text.count(SIGN_NAME) for name, text in kept}


def test_a_tick_list_leaves_no_trace(data_dir, log, monkeypatch):
    visitor = Client(raise_request_exception=False, enforce_csrf_checks=True)
    visitor.get("/signalen/")
    visitor.post("/signalen/gezien/", {"gezien": "trauma"})
    before = mentions(data_dir, log)
    told = list(tick(visitor))
    wrong = list(fail_with_ticks(monkeypatch, visitor))
    assert {response.status_code for response in told} == {200, 302}
    assert [response.status_code for response in wrong] == [500, 500, 500]
    assert mail.outbox
    assert log.lines
    for response in told + wrong:
        assert RARE not in of_response(response).lower()
        assert SIGN not in f"{response.headers} {response.cookies}"
        assert RARE not in response.content.decode(errors="replace")
    assert [name for name, text in everything_kept(data_dir, log) if RARE in text] == []
    after = mentions(data_dir, log)
    assert {name: number for name, number in after.items() if number} == {
        name: number for name, number in before.items() if number
    }


def page_with(text: str) -> CachedPage:
    body = f"{text} {'and more ' * 200}"
    return cached_page(
        HttpResponse(body),
        content_version=1,
        made_at=timezone.now(),
        expiries=[],
        withdrawn_on=None,
    )


def leaks() -> dict[str, Callable[[Path], object]]:
    return {
        "table": lambda _dir: SearchCount.objects.create(day="2026-01-01", word=RARE.upper()),
        "counts": lambda _dir: WORDS.add([RARE]),
        "log": lambda _dir: logging.getLogger("portal").warning("searched for %s", RARE),
        "mail": lambda _dir: mail.mail_admins("search", RARE),
        "cache": lambda _dir: caches["pages"].set("search", RARE.encode()),
        "redis": lambda _dir: caches["pages"].set(RARE, b"1"),
        "file": lambda data_dir: (data_dir / "kept").write_text(RARE),
        "page": lambda _dir: stores.save("/", page_with(RARE), Scope.ALL),
        "answers": lambda _dir: stores.save("/", page_with(RARE), Scope.PROCESS),
        "disk": lambda _dir: Folder("content").write("search", RARE.encode()),
    }


@pytest.mark.parametrize("leak", leaks())
def test_a_trace_is_seen(data_dir, log, leak):
    assert not [name for name, text in everything_kept(data_dir, log) if RARE in text]
    leaks()[leak](data_dir)
    assert [name for name, text in everything_kept(data_dir, log) if RARE in text]
    WORDS.write()
