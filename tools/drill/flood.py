"""Attackers on the loopback: unfinished bodies, and more dear pages than can be made.

They go on for as long as their `with` block, whatever the server answers.
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
from urllib.parse import urlencode

from tools.serving import ROOT

UNFINISHED, DEAR_CLIENTS = 24, 60
EXPORTS = ("/api/hsds/services?format=ndjson", "/api/kennis.json", "/api/hsds/datapackage.zip")

_PAUSE = 0.1  # seconds after a connection that was refused
_MUNICIPALITIES = ROOT / "knowledge/content/municipalities.csv"
_BEGUN = (
    b"POST /zoeken/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nq=a"
)


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
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
    return response.status


@contextmanager
def unfinished_bodies(host: str) -> Iterator[Counter[int]]:
    """Connections that begin a form, and begin another one when the server gives up on it; yields
    how many forms each began, complete at the end.
    """
    name, _colon, port = host.partition(":")
    begun: Counter[int] = Counter()

    def begin_again(stopped: Callable[[], bool]) -> None:
        while not stopped():
            try:
                with socket.create_connection((name, int(port)), timeout=0.5) as connection:
                    connection.sendall(_BEGUN)
                    begun[threading.get_ident()] += 1
                    _wait_for_end(connection, stopped)
            except OSError:
                time.sleep(_PAUSE)

    with _in_threads(begin_again, UNFINISHED):
        yield begun


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
    """Clients that ask for PDFs, searches and exports in turn, and never twice for the same PDF or
    search until the municipalities are through; yields statuses, complete at the end.
    """
    statuses: Counter[int] = Counter()
    numbers, counting = itertools.count(), threading.Lock()
    sheets = sheets_of_places()

    def ask(stopped: Callable[[], bool]) -> None:
        while not stopped():
            turn, kind = divmod(next(numbers), 3)
            if kind == 0:
                status = fetch(host, sheets[turn % len(sheets)])
            elif kind == 1:
                sentence = f"jongen {turn % 8 + 10} wordt gechanteerd {turn}"
                status = fetch(host, "/zoeken/", {"q": sentence})
            else:
                status = fetch(host, EXPORTS[turn % len(EXPORTS)])
            with counting:
                statuses[status] += 1

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
