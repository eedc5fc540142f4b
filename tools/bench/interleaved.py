"""Interleaved measurement: pages are requested alternately over one connection each, so that noise
on the machine affects all of them alike.
"""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

WARM_UP_ROUNDS = 10  # not counted


def connect(address: str) -> http.client.HTTPConnection:
    url = urlsplit(address)
    return http.client.HTTPConnection(url.hostname or "", url.port)


def seconds(connection: http.client.HTTPConnection, path: str, text: str = "") -> float:
    """Duration of one request, of a search if there is a `text`; raises RuntimeError unless the
    status is 200.
    """
    body = urlencode({"q": text}) if text else None
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if text else {}
    started = time.perf_counter()
    connection.request("POST" if text else "GET", path, body, headers)
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return time.perf_counter() - started


def medians(pages: Sequence[tuple[str, *tuple[str, ...]]], *, rounds: int) -> list[float]:
    """Median seconds of each page, given as server URL, path and the text to search for, if any."""
    connections = [(connect(address), asked) for address, *asked in pages]
    times = [
        [seconds(connection, *asked) for connection, asked in connections]
        for _round in range(WARM_UP_ROUNDS + rounds)
    ]
    for connection, _asked in connections:
        connection.close()
    return [statistics.median(samples) for samples in zip(*times[WARM_UP_ROUNDS:], strict=True)]
