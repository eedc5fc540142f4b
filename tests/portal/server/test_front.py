"""The front, with requests as the server hands them over and a WSGI application of its own."""

import asyncio
import threading
import time
from http import HTTPStatus
from types import SimpleNamespace

import pytest

from portal.server import bodies, front
from portal.server.budgets import ADDRESS, FILE, PAPER, SMALL_BODY
from portal.server.front import Front
from portal.server.wsgi import Response
from tests.portal.no_pages import NoPages

SLOW = "/factsheets/politie.pdf"


class Headers(dict):
    def items(self):
        return [(name, one) for name, value in super().items() for one in value.split("|")]


class Protocol:
    """What the server gives for one request: chunks of a body, and what to answer with."""

    def __init__(self, chunks=(), forever=False):
        self.chunks, self.forever = chunks, forever
        self.answer, self.streamed = None, None

    async def __aiter__(self):
        for chunk in self.chunks:
            yield chunk
        if self.forever:
            await asyncio.sleep(60)

    def response_bytes(self, status, headers, body):
        self.answer = (status, dict(headers), body)

    def response_stream(self, status, headers):
        self.answer, self.streamed = (status, dict(headers), b""), []
        return self

    async def send_bytes(self, chunk):
        self.streamed.append(chunk)


def scope(path="/", method="GET", **headers):
    named = Headers({name.replace("_", "-"): value for name, value in headers.items()})
    return SimpleNamespace(
        method=method, path=path, query_string="", http_version="1.1", scheme="http",
        server="127.0.0.1:8000", client="[::1]:4000", authority=None, headers=named,
    )  # fmt: skip


def application(environ, start_response):
    if environ["PATH_INFO"] == SLOW:
        time.sleep(0.3)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.input"].read() or environ["PATH_INFO"].encode("latin-1")]


def made(application=application, ready=None, signed_in=False):
    return Front(
        application,
        ready=ready or NoPages(),
        may_send_files=lambda _environ: signed_in,
        refuse=lambda _environ, status: Response(status, [], b"refused"),
    )


def answers(front, *requests):
    """The answers to these requests, made at the same moment."""

    async def ask():
        await asyncio.gather(*(front(scope, protocol) for scope, protocol in requests))

    asyncio.run(ask())
    return [protocol.answer for _scope, protocol in requests]


def status_of(chunks=(), *, forever=False, path="/zoeken/", signed_in=False, **headers):
    request = (scope(path, "POST", **headers), Protocol(chunks, forever))
    ((status, _headers, _body),) = answers(made(signed_in=signed_in), request)
    return status


def test_a_body_arrives_whole():
    request = (scope("/zoeken/", "POST", content_length="6"), Protocol([b"q=f", b"ier"]))
    assert answers(made(), request) == [(200, {"Content-Type": "text/plain"}, b"q=fier")]


def test_a_ready_page_is_served_without_a_thread():
    class Ready(NoPages):
        def at_once(self, _environ):
            return Response(200, [], threading.current_thread().name)

    ((_status, _headers, thread),) = answers(made(ready=Ready()), (scope(), Protocol()))
    assert thread == threading.current_thread().name


def test_a_body_that_never_ends_is_refused_in_time(monkeypatch):
    monkeypatch.setattr(bodies, "DEADLINE", 0.05)
    monkeypatch.setattr(bodies, "SLOWEST", 1_000_000)
    began = time.monotonic()
    assert status_of([b"q="], forever=True, content_length="500") == HTTPStatus.REQUEST_TIMEOUT
    assert time.monotonic() - began < 5


def test_unfinished_bodies_take_no_thread(monkeypatch):
    monkeypatch.setattr(bodies, "DEADLINE", 0.5)
    stuck = [
        (scope("/", "POST", content_length="500"), Protocol([b"q="], forever=True))
        for _connection in range(24)
    ]
    moments = {}

    class Timed(Protocol):
        def response_bytes(self, *answer):
            moments["home"] = time.monotonic()
            super().response_bytes(*answer)

    began = time.monotonic()
    *_stuck, (status, _headers, _body) = answers(made(), *stuck, (scope(), Timed()))
    assert status == 200
    assert moments["home"] - began < 0.4


@pytest.mark.parametrize(
    ("chunks", "headers"),
    [
        ([b"q=f"], {"content_length": "5"}),
        ([b"q=f"], {"content_length": "five"}),
        ([b"q=f"], {"content_length": "-1"}),
        ([], {"content_length": "5"}),
    ],
)
def test_a_body_with_another_length_than_announced_is_refused(chunks, headers):
    assert status_of(chunks, **headers) == HTTPStatus.BAD_REQUEST


def test_a_body_that_announces_too_much_is_refused_before_a_byte_is_read():
    status = status_of(forever=True, content_length=str(SMALL_BODY + 1))
    assert status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_an_address_without_end_is_refused_before_a_thread_is_taken():
    protocol, asked = Protocol(), scope("/zoeken/")
    asked.query_string = "q=" + "x" * ADDRESS
    [answer] = answers(made(application=lambda *_: pytest.fail("asked")), (asked, protocol))
    assert answer[0] == HTTPStatus.REQUEST_URI_TOO_LONG


def test_a_body_without_announced_length_ends_at_the_limit():
    chunks = [b"x" * SMALL_BODY, b"x"]
    status = status_of(chunks, transfer_encoding="chunked")
    assert status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


@pytest.mark.parametrize(
    ("path", "length", "signed_in", "status"),
    [
        ("/beheer/knowledge/service/importeren/", FILE + 1, False, HTTPStatus.FORBIDDEN),
        ("/beheer/knowledge/service/importeren/", FILE + 1, True, HTTPStatus.BAD_REQUEST),
        ("/en/beheer/knowledge/service/importeren/", FILE + 1, True, HTTPStatus.BAD_REQUEST),
        ("/beheer/referrals/flow/1/change/", FILE + 1, True, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
        ("/beheer/referrals/flow/1/change/", SMALL_BODY + 1, False, HTTPStatus.FORBIDDEN),
        ("/beheer/referrals/flow/1/change/", SMALL_BODY + 1, True, HTTPStatus.BAD_REQUEST),
    ],
)
def test_large_bodies_are_for_editors(path, length, signed_in, status):
    """With no body behind the announced length, what is let in is found incomplete."""
    assert status_of(path=path, signed_in=signed_in, content_length=str(length)) == status


def test_a_dear_page_that_finds_no_thread_is_told_so_and_a_page_is_not(monkeypatch):
    quick = made()
    monkeypatch.setattr(
        quick._gates[PAPER], "budget", SimpleNamespace(patience=0.05, threads=1, name="paper")
    )
    dear = [(scope(SLOW), Protocol()) for _client in range(5)]
    *papers, page = answers(quick, *dear, (scope("/loketten/"), Protocol()))
    assert sorted(status for status, _headers, _body in papers) == [200, 503, 503, 503, 503]
    assert page[0] == 200


def test_a_ready_page_of_a_dear_kind_waits_for_no_thread_of_that_kind():
    class Ready(NoPages):
        async def fetched(self, environ):
            kept = environ["PATH_INFO"] in ("/kept.pdf", "/kept/")
            return Response(203, [], b"kept") if kept else None

    front = made(ready=Ready())
    requests = [(scope(path), Protocol()) for path in (SLOW, "/kept.pdf", "/kept/")]
    slow, kept, page = answers(front, *requests)
    assert (slow[0], kept[0]) == (200, 203)
    assert page[0] == 200  # pages have threads enough, and are not looked for twice


def test_a_long_response_is_sent_while_it_is_being_made():
    class Streaming(list):
        streaming = True

    def long(environ, start_response):
        start_response("200 OK", [])
        return Streaming([b"first", b"second"])

    protocol = Protocol()
    answers(made(long), (scope("/api/kennis.json"), protocol))
    assert (protocol.answer[0], protocol.streamed) == (200, [b"first", b"second"])


def test_the_environ_is_that_of_the_request():
    seen = {}

    def looking(environ, start_response):
        seen.update(environ)
        return application(environ, start_response)

    request = scope("/é?/", host="a.nl", cookie="a=1|b=2", x_y="1|2", accept="*/*")
    request.headers["x_forwarded_for"] = "6.6.6.6"
    answers(made(looking), (request, Protocol()))
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/é?/"
    assert (seen["HTTP_COOKIE"], seen["HTTP_X_Y"]) == ("a=1; b=2", "1,2")
    assert (seen["REMOTE_ADDR"], seen["SERVER_PORT"]) == ("::1", "8000")
    assert "HTTP_X_FORWARDED_FOR" not in seen


def test_large_bodies_are_read_a_few_at_a_time():
    """So that a worker's disk and memory hold a bounded number of them."""
    assert front.LARGE_BODIES * 40 * 1024 * 1024 < 200 * 1024 * 1024
