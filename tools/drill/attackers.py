"""Attackers on the loopback: unfinished bodies, and more dear pages than can be made.

The home page must keep answering, and so must the search once they stop. Workers must not grow.
"""

from __future__ import annotations

import csv
import http.client
import itertools
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlencode, urlsplit

from tools.bench.results import Result
from tools.drill.expectations import expect_at_least, expect_none, expect_within, info
from tools.drill.memory import Memory
from tools.drill.sandbox import SQLITE, Sandbox
from tools.drill.workers import Workers
from tools.serving import ROOT

UNFINISHED, DEAR_CLIENTS = 24, 60
SECONDS, SECONDS_SHORT = 30.0, 2.0
BETWEEN = 0.05  # seconds between two requests for the home page
UNFINISHED_AT_MOST, DEAR_AT_MOST = 1.0, 0.2  # seconds for the home page: longest, and p95
BUSY_MACHINE = 5  # times as long in the short form, beside other tests

_MUNICIPALITIES = ROOT / "knowledge/content/municipalities.csv"
_BEGUN = (
    b"POST /zoeken/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nq=a"
)


def run(sandbox: Sandbox, *, short: bool) -> Iterator[Result]:
    portal = sandbox.portal(SQLITE)
    host = urlsplit(portal.address).netloc
    seconds, patience = (SECONDS_SHORT, BUSY_MACHINE) if short else (SECONDS, 1)
    with dear_clients(host):  # until each worker has its index and templates
        home_times(host, SECONDS_SHORT)
    memory = Memory(Workers(portal.pid))
    with unfinished_bodies(host):
        times = home_times(host, seconds)
    yield from _times(f"{UNFINISHED} unfinished bodies", times)
    yield expect_within("  longest", times[-1], UNFINISHED_AT_MOST * patience)
    with memory.watched(), dear_clients(host) as statuses:
        times = home_times(host, seconds)
    yield from _times(f"{DEAR_CLIENTS} clients asking for PDFs and searches", times)
    yield expect_within("  p95", _share(times, 0.95), DEAR_AT_MOST * patience)
    yield expect_at_least("  dear pages made", statuses[200])
    yield info("  told to come back", statuses[503])
    yield expect_none("  neither", statuses.total() - statuses[200] - statuses[503])
    yield from memory.peaks()
    yield expect_none("  search after it", int(fetch(host, "/zoeken/?q=fier") != 200))
    if not short:
        yield from memory.after_rest()


def _times(name: str, times: list[float]) -> Iterator[Result]:
    figures = (_share(times, 0.5), _share(times, 0.95), times[-1])
    yield info(f"attackers: {name}", "")
    milliseconds = " ".join(f"{figure * 1000:.0f}" for figure in figures)
    yield info("  home page: p50, p95, longest", f"{milliseconds} ms")


def _share(times: list[float], share: float) -> float:
    return times[int(share * (len(times) - 1))]


def sheets_of_places() -> list[str]:
    """Addresses of PDFs, each for another municipality: those are kept nowhere."""
    with _MUNICIPALITIES.open(encoding="utf-8") as table:
        names = [row["name"] for row in csv.DictReader(table)]
    return [f"/factsheets/politie.pdf?{urlencode({'gemeente': name})}" for name in names]


def fetch(host: str, path: str, form: dict[str, str] | None = None) -> int:
    """The status; 0 without an answer."""
    connection = http.client.HTTPConnection(host, timeout=60)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
    try:
        body = urlencode(form) if form else None
        connection.request("POST" if form else "GET", path, body, headers)
        response = connection.getresponse()
        response.read()
    except OSError:
        return 0
    finally:
        connection.close()
    return response.status


def home_times(host: str, seconds: float) -> list[float]:
    """Seconds for the home page, one request after the other, the shortest first."""
    times = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        if fetch(host, "/") != 200:
            raise RuntimeError("no home page")
        times.append(time.monotonic() - began)
        time.sleep(BETWEEN)
    return sorted(times)


@contextmanager
def unfinished_bodies(host: str) -> Iterator[None]:
    """Connections that begin a form, and begin another one when the server gives up on it."""
    name, _colon, port = host.partition(":")

    def begin_again(stopped: Callable[[], bool]) -> None:
        while not stopped():
            with socket.create_connection((name, int(port)), timeout=0.5) as connection:
                connection.sendall(_BEGUN)
                _wait_for_end(connection, stopped)

    with _in_threads(begin_again, UNFINISHED):
        yield


def _wait_for_end(connection: socket.socket, stopped: Callable[[], bool]) -> None:
    while not stopped():
        try:
            if not connection.recv(4096):
                return
        except TimeoutError:
            continue
        except OSError:
            return


@contextmanager
def dear_clients(host: str) -> Iterator[Counter[int]]:
    """Clients that ask for PDFs and searches, each another one; yields statuses, complete at the
    end.
    """
    statuses: Counter[int] = Counter()
    numbers = itertools.count()
    sheets = sheets_of_places()

    def ask(stopped: Callable[[], bool]) -> None:
        while not stopped():
            number = next(numbers)
            sentence = {"q": f"jongen {number % 8 + 10} wordt gechanteerd {number}"}
            statuses[
                fetch(host, sheets[number % len(sheets)])
                if number % 2
                else fetch(host, "/zoeken/", sentence)
            ] += 1

    with _in_threads(ask, DEAR_CLIENTS):
        yield statuses


@contextmanager
def _in_threads(work: Callable[[Callable[[], bool]], None], number: int) -> Iterator[None]:
    stop = threading.Event()
    with ExitStack() as stack:
        for _client in range(number):
            thread = threading.Thread(target=work, args=(stop.is_set,))
            thread.start()
            stack.callback(thread.join)
        try:
            yield
        finally:
            stop.set()
