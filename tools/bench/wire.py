"""What a visitor's browser fetches, as it goes over the wire: pages with gzip -6, files as the
server hands them to a browser that takes gzip.
"""

from __future__ import annotations

import gzip
import http.client
import re
from urllib.parse import urlsplit

from tools.bench.addresses import HOME, RESULT, SEARCH, SERVICE
from tools.bench.rows import Row, printed
from tools.serving import portal

FIRST_KB, NEXT_KB = 60, 15
PAGES = {
    "home": HOME,
    "first question": "/verwijzen/",
    "result": RESULT,
    "desk": SERVICE,
    "all desks": "/loketten/",
    "signals": "/signalen/",
    "guidance": "/handreikingen/",
    "law": "/wetsartikelen/",
    "sources": "/bronnen/",
    "search": SEARCH,
}
FILES = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def run() -> list[Row]:
    print("\nOver the wire, compressed")
    with portal() as address:
        rows = [printed(first_view(address))]
        for name, path in PAGES.items():
            kb = page_size(fetched(address, path)) / 1000
            target = f"at most {NEXT_KB} KB"
            rows.append(printed(Row(f"Next page: {name}", f"{kb:.1f} KB", target, kb <= NEXT_KB)))
    return rows


def first_view(address: str) -> Row:
    """The home page with every style, script and icon that it names."""
    page = fetched(address, HOME)
    files = sorted(set(FILES.findall(page.decode())))
    kb = (page_size(page) + sum(len(fetched(address, file)) for file in files)) / 1000
    figure = f"{kb:.1f} KB in {1 + len(files)} files"
    return Row("First view: home", figure, f"at most {FIRST_KB} KB", kb <= FIRST_KB)


def page_size(page: bytes) -> int:
    return len(gzip.compress(page, 6))


def fetched(address: str, path: str) -> bytes:
    """The body as it is sent; of a page that is not compressed here, as it is."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port)
    accepted = "gzip" if path.startswith("/static/") else "identity"
    connection.request("GET", path, headers={"Accept-Encoding": accepted})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return body


if __name__ == "__main__":
    run()
