"""The front of a running server answers odd requests as Django does without it."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.http import HttpRequest, HttpResponse

from portal.middleware import refused_encodings
from tests.browser.conftest import database_url
from tests.portal.test_headers_served import HOST, PRODUCTION
from tools.serving import running

pytestmark = pytest.mark.django_db

WARM = ("/", "/en/", "/loketten/", "/loketten/comensha/", "/verwijzen/", "/verwijzen/?gevaar=ja")
ODD = (
    "/%3F", "/%3Fgevaar=ja", "/verwijzen/%3Fgevaar=ja", "/verwijzen%2F?gevaar=ja", "/?", "/??",
    "/?x=1", "/verwijzen/?gevaar=ja&", "/verwijzen/?&gevaar=ja", "/verwijzen/?gevaar=ja#x",
    "/verwijzen/?gevaar=j%61", "/verwijzen/?gevaar=%00", "/verwijzen/?gevaar=%FF",
    "//", "//loketten/", "/loketten//", "/loketten/./", "/loketten/../", "/loketten/%2E%2E/",
    "/loketten", "/loketten;x=1/", "/loketten/;x", "/loketten%2F", "/loketten%2Fcomensha/",
    "/LOKETTEN/", "/loketten/COMENSHA/", "/Loketten/", "/loketten/comensha/%00", "/%00", "/%0A",
    "/loketten/%20", "/loketten/comensha%20/", "/%6Coketten/", "/l%6fketten/comensha/", "/%FF",
    "/%C3%28", "/loketten/%E2%82%28/", "/en", "/EN/", "/en//", "/%65n/", "/nl/", "/%25", "/%zz",
    "/\\", "/loketten\\", "/+", "/*", "/loketten/comensha/?%3F", "/%2e%2e/%2e%2e/etc/passwd",
)  # fmt: skip


@pytest.fixture(scope="module")
def ports(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[int]]:
    """Of a server with cached pages, and of one whose requests all reach Django."""
    with ExitStack() as stack:
        found = []
        for cached in ("1", "0"):
            folder: Path = tmp_path_factory.mktemp("odd")
            given = {**PRODUCTION, "DATA_DIR": str(folder), "DATABASE_URL": database_url()}
            given |= {"PAGE_CACHE": cached, "SECURITY_CONTACT": ""}
            server = stack.enter_context(running("portal.rsgi:application", given))
            found.append(urlsplit(server.address).port or 0)
        yield found


def answer(port: int, target: str, method: str = "GET", **more: str) -> tuple[str, ...]:
    """Status, Location, type and title; and whether there is a body and how it is encoded."""
    headers = {"Host": HOST, "X-Forwarded-Proto": "https", "Connection": "close"}
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(f"{method} {target} HTTP/1.1\r\n{lines}\r\n".encode())
        said = b"".join(iter(lambda: line.recv(65_536), b""))
    head, _end, body = said.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    named = dict(one.lower().split(": ", 1) for one in rest)
    title = re.search(rb"<title>([^<]*)", body)
    return (
        first[9:12], named.get("location", ""), named.get("content-type", ""),
        title[1].decode() if title else "", str(bool(body)), named.get("content-encoding", ""),
    )  # fmt: skip


def test_odd_addresses(ports: list[int]):
    for address in WARM * 2:
        answer(ports[0], address)
    different = {}
    for address in ODD * 2:
        cached, plain = (answer(port, address) for port in ports)
        if cached != plain or cached[0].startswith("5"):
            different[address] = cached, plain
    assert different == {}


def test_asking_for_the_head_only(ports: list[int]):
    for address in ("/", "/loketten/comensha/", "/nergens/", "/%3F", "/robots.txt"):
        for port in ports:
            whole, head = answer(port, address), answer(port, address, "HEAD")
            assert head[:3] == whole[:3], address
            assert head[4] == "False", address


@pytest.mark.parametrize("refusal", ["gzip;q=0", "gzip; q=0.0, identity", "identity", "*;q=0.1"])
def test_who_refuses_gzip_gets_none(ports: list[int], refusal: str):
    for address in ("/", "/loketten/", "/api/hsds/", "/nergens/", "/robots.txt"):
        assert answer(ports[0], address, Accept_Encoding=refusal)[5] == "", address
    assert answer(ports[0], "/", Accept_Encoding="gzip")[5] == "gzip"


@pytest.mark.parametrize(
    ("sent", "left"),
    [
        ("gzip;q=0, br", " br"),
        ("gzip; Q=0.000, br;q=0", ""),
        ("gzip;q=0.5, br", "gzip;q=0.5, br"),
    ],
)
def test_files_are_not_packed_for_who_refuses_it(rf, sent: str, left: str):
    seen = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["HTTP_ACCEPT_ENCODING"])
        return HttpResponse()

    refused_encodings(view)(rf.get("/static/x.css", headers={"accept-encoding": sent}))
    assert seen == [left]
