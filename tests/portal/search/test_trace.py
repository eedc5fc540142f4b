"""What a visitor types leaves no trace: search for a rare word, then read every store."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from django.core import mail
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.log import AdminEmailHandler

from knowledge.models import SearchCount, SentenceCount
from knowledge.search.statistics import SENTENCES, WORDS
from portal.page_cache import stores
from portal.page_cache.page import CachedPage, cached_page
from portal.search import results, views
from referrals.reading.reading import Reading
from tests.portal.search.test_answering import ADULT, CARE, EXPLOITED, SAFE
from tests.portal.search.traces import Log, everything_kept, of_response

pytestmark = pytest.mark.django_db

RARE = "kwibuszwaluw"
REDIS = "redis://127.0.0.1:6379/8"
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


@pytest.fixture(params=["memory", "redis"])
def data_dir(request, settings, tmp_path) -> Iterator[Path]:
    """Every store there is, empty: the page cache, files, and mail to administrators."""
    settings.PAGE_CACHE = True
    settings.DATA_DIR = tmp_path
    settings.ADMINS = [("Beheer", "beheer@voorbeeld.example")]
    shared = {**settings.CACHES["pages"], "LOCATION": str(tmp_path)}
    if request.param == "redis":
        try:
            redis.Redis.from_url(REDIS, socket_connect_timeout=1).flushdb()
        except redis.ConnectionError:
            pytest.skip("no Redis answers at 127.0.0.1:6379")
        shared = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS}
    disk = {**settings.CACHES["disk"], "LOCATION": tmp_path / "pages"}
    settings.CACHES = {**settings.CACHES, "pages": shared, "disk": disk}
    stores.local_pages.clear()
    yield tmp_path
    stores.local_pages.clear()


@pytest.fixture
def log() -> Iterator[Log]:
    """All that is logged, by any part, and mail about what went wrong with all its details."""
    root, mailing = logging.getLogger(), AdminEmailHandler(include_html=True)
    level, handler = root.level, Log()
    mailing.setLevel(logging.ERROR)
    for added in (handler, mailing):
        root.addHandler(added)
    root.setLevel(logging.DEBUG)
    yield handler
    root.setLevel(level)
    for added in (handler, mailing):
        root.removeHandler(added)


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
        "cache": lambda _dir: caches["pages"].set("search", {"q": RARE}),
        "redis": lambda _dir: caches["pages"].set(RARE, 1),
        "file": lambda data_dir: (data_dir / "kept").write_text(RARE),
        "page": lambda _dir: stores.save("/", page_with(RARE)),
        "disk": lambda _dir: caches["disk"].set("search", RARE),
    }


@pytest.mark.parametrize("leak", leaks())
def test_a_trace_is_seen(data_dir, log, leak):
    assert not [name for name, text in everything_kept(data_dir, log) if RARE in text]
    leaks()[leak](data_dir)
    assert [name for name, text in everything_kept(data_dir, log) if RARE in text]
    WORDS.write()
