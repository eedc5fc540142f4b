"""Pages, each asked for in turn with an empty Django view that has the default middleware,
under the same server with the same workers. A ratio of 5 means five times its time.
"""

import http.client
import platform
import statistics
import time
from urllib.parse import urlsplit

import django

from tools.serving import portal, server

ROUNDS = 150
RESULT = (
    "/verwijzen/?gevaar=nee&rol=onderwijs&leeftijd=onder-18&situatie=vermoeden"
    "&politie=nee&opvang=nee&omstandigheden=geen"
)
PAGES = {
    "home": "/",
    "first question": "/verwijzen/",
    "result": RESULT,
    "desk": "/loketten/veilig-thuis/",
    "all desks": "/loketten/",
    "signals": "/signalen/",
    "law": "/wetsartikelen/",
    "search": "/zoeken/?q=vielig+thuis",
    "suggestions": "/zoeken/suggesties/?q=veil",
}


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


def compared(page: str, address: str, empty: str) -> tuple[float, float]:
    """Median seconds of `page` and of the empty view, asked for in turn."""
    ours, theirs = connect(address), connect(empty)
    times = [(seconds(ours, page), seconds(theirs, "/empty")) for _round in range(ROUNDS)]
    return statistics.median(t for t, _ in times[10:]), statistics.median(t for _, t in times[10:])


def run() -> None:
    print(
        f"Python {platform.python_version()}, Django {django.get_version()}, "
        f"{platform.machine()}, SQLite, 1 worker, {ROUNDS} rounds"
    )
    print(f"{'page':<16}{'ms':>8}{'empty ms':>10}{'ratio':>8}")
    with portal() as address, server("tools.empty_view:application", {}) as empty:
        for name, page in PAGES.items():
            ours, theirs = compared(page, address, empty)
            print(f"{name:<16}{ours * 1000:>8.2f}{theirs * 1000:>10.2f}{ours / theirs:>8.1f}")
