"""Transfer sizes: pages compressed with gzip -6, and static files as the server sends them to a
browser that accepts gzip; and where in a result its first number is.
"""

from __future__ import annotations

import gzip
import http.client
import re
import zlib
from urllib.parse import urlsplit

from tools.bench.results import Result, show
from tools.bench.urls import HOME, RESULT, SEARCH, SERVICE
from tools.serving import portal

FIRST_KB, NEXT_KB, NUMBER_KB = 20, 15, 14  # 14 KB: ten packets, the first that a server sends
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
NUMBER = re.compile(rb'<main.*?href="tel:', re.S)
"""The first number of a page that is not the 112 above it."""
FILES = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def run() -> list[Result]:
    print("\nOver the wire, compressed")
    with portal() as address:
        results = [show(first_view(address)), show(first_number(fetch(address, RESULT)))]
        for name, path in PAGES.items():
            kb = page_size(fetch(address, path)) / 1000
            target = f"at most {NEXT_KB} KB"
            results.append(
                show(Result(f"Next page: {name}", f"{kb:.1f} KB", target, kb <= NEXT_KB))
            )
    return results


def first_view(address: str) -> Result:
    """The home page with every style sheet, script and icon that it refers to."""
    page = fetch(address, HOME)
    files = sorted(set(FILES.findall(page.decode())))
    kb = (page_size(page) + sum(len(fetch(address, file)) for file in files)) / 1000
    figure = f"{kb:.1f} KB in {1 + len(files)} files"
    return Result("First view: home", figure, f"at most {FIRST_KB} KB", kb <= FIRST_KB)


def first_number(page: bytes) -> Result:
    """How much of a result arrives until its first number is there."""
    compressed, number = gzip.compress(page, 6), NUMBER.search(page)
    if number is None:
        raise RuntimeError("The result has no number")
    reader = zlib.decompressobj(wbits=31)
    sent, read = 0, 0
    while read < number.end():
        read += len(reader.decompress(compressed[sent : sent + 1]))
        sent += 1
    kb = sent / 1000
    target = f"at most {NUMBER_KB} KB"
    return Result("Result: until its number", f"{kb:.1f} KB", target, kb <= NUMBER_KB)


def page_size(page: bytes) -> int:
    return len(gzip.compress(page, 6))


def fetch(address: str, path: str) -> bytes:
    """The body as sent: compressed for static files, uncompressed for pages."""
    url = urlsplit(address)
    connection = http.client.HTTPConnection(url.hostname or "", url.port)
    encoding = "gzip" if path.startswith("/static/") else "identity"
    connection.request("GET", path, headers={"Accept-Encoding": encoding})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return body


if __name__ == "__main__":
    run()
