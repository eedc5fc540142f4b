"""Response headers of a running server with production settings, for every kind of response."""

import http.client
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from portal.middleware import NOTHING
from tests.browser.conftest import database_url
from tools.serving import running

HOST = "wijzer.example"
PRODUCTION = {
    "VERWIJSWIJZER_LOCAL": "0",
    "DJANGO_SETTINGS_MODULE": "tests.portal.production_site",
    "SECRET_KEY": "k3y-" + "".join(chr(97 + number % 26) for number in range(60)),
    "ALLOWED_HOSTS": f"{HOST} 127.0.0.1",
    "SITE_URL": f"https://{HOST}",
    "BEHIND_PROXY": "1",
    "NO_MAIL": "1",
    "PAGES_BEFOREHAND": "0",
    "SECURITY_CONTACT": "mailto:beveiliging@wijzer.example",
}
ALWAYS = {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
OF_A_PAGE = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
    "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "frame-ancestors 'none'",
    "base-uri 'none'",
}  # fmt: skip
OF_A_FILE = set(NOTHING.split("; "))
FOR_A_VIEWER = OF_A_FILE | {"style-src 'unsafe-inline'"}
OURS = {"referrer-policy": "same-origin"}
OPEN = {"cross-origin-resource-policy": "cross-origin"}
LIVE = "max-age=31536000; includeSubDomains; preload"


@dataclass(frozen=True)
class Kind:
    path: str
    status: int
    policy: set[str] = field(default_factory=lambda: OF_A_PAGE)
    other: dict[str, str] = field(default_factory=dict)
    method: str = "GET"
    sent: dict[str, str] = field(default_factory=dict)
    keeping: str = "no-store"


KINDS = {
    "page": Kind("/", 200, keeping="no-cache"),
    "page with answers": Kind("/verwijzen/?gevaar=ja", 200),
    "search": Kind("/zoeken/?q=hulp", 200),
    "kept page": Kind("/", 200, keeping="no-cache"),
    "redirect": Kind("/verwijzen/?nergens=x", 302),
    "to https": Kind("/", 301, OF_A_FILE, sent={"X-Forwarded-Proto": "http"}),
    "not found": Kind("/nergens/", 404),
    "wrong method": Kind("/api/hsds/", 405, OF_A_FILE, OPEN, method="POST"),
    "fault": Kind("/stuk/?rol=zorg", 500),
    "database away": Kind("/weg/", 503),
    "unknown host": Kind("/", 400, sent={"Host": "anders.example"}),
    "unknown host, http": Kind(
        "/", 400, OF_A_FILE, sent={"Host": "anders.example", "X-Forwarded-Proto": "http"}
    ),
    "PDF": Kind("/factsheets/belkaart.pdf", 200, FOR_A_VIEWER, keeping="no-cache"),
    "PDF of answers": Kind("/verwijzen/uitkomst.pdf?gevaar=ja", 200, FOR_A_VIEWER),
    "vCard": Kind("/loketten/comensha.vcf", 200, OF_A_FILE, keeping="no-cache"),
    "style": Kind("/static/css/verwijswijzer.css", 200, OF_A_FILE, keeping="max-age"),
    "static, not there": Kind("/static/css/nergens.css", 404),
    "worker": Kind(
        "/dienst.js",
        200,
        {"default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'"},
        keeping="no-cache",
    ),
    "where copies are kept": Kind(
        "/offline/", 200, OF_A_PAGE | {"worker-src 'self'"}, keeping="no-cache"
    ),
    "API": Kind("/api/hsds/services", 200, OF_A_FILE, OPEN, keeping="no-cache"),
    "ZIP": Kind("/api/hsds/datapackage.zip", 200, OF_A_FILE, OPEN, keeping="no-cache"),
    "sitemap": Kind("/sitemap.xml", 200, OF_A_FILE, keeping="no-cache"),
    "robots": Kind("/robots.txt", 200, OF_A_FILE, keeping="max-age"),
    "security.txt": Kind("/.well-known/security.txt", 200, OF_A_FILE, keeping="max-age"),
    "health": Kind("/healthz", 200, OF_A_FILE),
    "sign in": Kind("/account/login/", 200, other=OURS),
    "editing pages": Kind("/beheer/", 302, other=OURS),
    "form refused": Kind("/account/login/", 403, other=OURS, method="POST"),
}


@pytest.fixture(scope="module")
def port(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder: Path = tmp_path_factory.mktemp("production")
    until = (timezone.localdate() + timedelta(days=300)).isoformat()
    given = {**PRODUCTION, "DATA_DIR": str(folder), "DATABASE_URL": database_url()}
    given["SECURITY_CONTACT_UNTIL"] = until
    with running("portal.rsgi:application", given, log=folder / "log") as found:
        yield urlsplit(found.address).port or 0


def asked(port: int, kind: Kind, **more: str) -> tuple[int, dict[str, str], list[str]]:
    """Status, headers and cookies of a response."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Host": HOST, "X-Forwarded-Proto": "https", **kind.sent, **more}
    connection.request(kind.method, kind.path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    named = {name.lower(): value for name, value in answer.getheaders()}
    return answer.status, named, answer.msg.get_all("set-cookie") or []


def faults_of(kind: Kind, status: int, headers: dict[str, str]) -> list[str]:
    policy = {one.strip() for one in headers.get("content-security-policy", "").split(";")}
    wanted = {**ALWAYS, **kind.other}
    found = [f"{name}: {headers.get(name)}" for name in wanted if headers.get(name) != wanted[name]]
    if status != kind.status:
        found.append(f"status {status}")
    if policy != kind.policy:
        found.append(f"policy differs by {policy ^ kind.policy}")
    if kind.keeping not in headers.get("cache-control", ""):
        found.append(f"cache-control: {headers.get('cache-control')}")
    if "camera=()" not in headers.get("permissions-policy", ""):
        found.append("no permissions-policy")
    secure = kind.sent.get("X-Forwarded-Proto") != "http"
    if (headers.get("strict-transport-security") == LIVE) != secure:
        found.append(f"strict-transport-security: {headers.get('strict-transport-security')}")
    found += [f"tells {name}" for name in ("x-powered-by", "via") if name in headers]
    if any(sign.isdigit() for sign in headers.get("server", "")):
        found.append(f"server: {headers['server']}")
    return found


@pytest.mark.django_db
def test_every_kind_of_answer(port: int):
    faults = {}
    for name, kind in KINDS.items():
        status, headers, _cookies = asked(port, kind)
        if found := faults_of(kind, status, headers):
            faults[name] = found
    assert faults == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["kept page", "PDF", "style", "API"])
def test_who_has_it_already_is_told_the_same(port: int, name: str):
    kind = KINDS[name]
    headers = asked(port, kind)[1]
    mark = {"If-None-Match": headers["etag"]} if "etag" in headers else {}
    mark = mark or {"If-Modified-Since": headers["last-modified"]}
    status, again, _cookies = asked(port, kind, **mark)
    assert status == 304
    assert faults_of(kind, 200, again) == []


@pytest.mark.django_db
def test_a_desk_for_another_site(port: int):
    status, headers, cookies = asked(port, Kind("/insluiten/loketten/comensha/", 200))
    policy = {one.strip() for one in headers["content-security-policy"].split(";")}
    assert status == 200
    assert policy == {
        "default-src 'none'", "style-src 'self'", "img-src 'self' data:", "form-action 'none'",
        "frame-ancestors *", "base-uri 'none'",
    }  # fmt: skip
    assert "x-frame-options" not in headers
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert cookies == []


@pytest.mark.django_db
def test_cookies_are_of_this_host_alone_and_only_where_somebody_sends_a_form(port: int):
    given = {name: asked(port, kind)[2] for name, kind in KINDS.items()}
    assert {name for name, cookies in given.items() if cookies} == {"sign in"}
    (cookie,) = given["sign in"]
    name, *marks = cookie.strip().split("; ")
    assert name.startswith("__Host-csrf=")
    assert set(marks) == {"HttpOnly", "Path=/", "SameSite=Lax", "Secure"}


@pytest.mark.django_db
def test_passkeys_are_for_who_signs_in(port: int):
    login, home = (
        asked(port, KINDS[name])[1]["permissions-policy"] for name in ("sign in", "page")
    )
    assert "publickey-credentials-get=(self)" in login
    assert "publickey-credentials-get=()" in home
