"""Several pages, asked for in turn over one connection each, so that what disturbs the machine
disturbs all of them alike.
"""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

WARMING = 10  # rounds that do not count


def connect(address: str) -> http.client.HTTPConnection:
    place = urlsplit(address)
    return http.client.HTTPConnection(place.hostname or "", place.port)


def seconds(connection: http.client.HTTPConnection, path: str) -> float:
    """The time one answer takes; RuntimeError when it is not a page."""
    begun = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return time.perf_counter() - begun


def medians(pages: Sequence[tuple[str, str]], *, rounds: int) -> list[float]:
    """Median seconds of each page, given as address of a server and path."""
    connections = [(connect(address), path) for address, path in pages]
    times = [[seconds(*one) for one in connections] for _round in range(WARMING + rounds)]
    for connection, _path in connections:
        connection.close()
    return [statistics.median(each) for each in zip(*times[WARMING:], strict=True)]
