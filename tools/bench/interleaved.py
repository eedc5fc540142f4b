"""Interleaved measurement: pages are requested alternately over one connection each, so that noise
on the machine affects all of them alike.
"""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

WARM_UP_ROUNDS = 10  # not counted


def connect(address: str) -> http.client.HTTPConnection:
    url = urlsplit(address)
    return http.client.HTTPConnection(url.hostname or "", url.port)


def seconds(connection: http.client.HTTPConnection, path: str) -> float:
    """Duration of one request; raises RuntimeError unless the status is 200."""
    started = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return time.perf_counter() - started


def medians(pages: Sequence[tuple[str, str]], *, rounds: int) -> list[float]:
    """Median seconds of each page, given as server URL and path."""
    connections = [(connect(address), path) for address, path in pages]
    times = [
        [seconds(connection, path) for connection, path in connections]
        for _round in range(WARM_UP_ROUNDS + rounds)
    ]
    for connection, _path in connections:
        connection.close()
    return [statistics.median(samples) for samples in zip(*times[WARM_UP_ROUNDS:], strict=True)]
