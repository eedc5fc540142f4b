"""The portal in production behind nginx and Caddy with TLS, with a certificate made here."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone

from tests.browser.conftest import database_url
from tests.portal.test_headers_served import LIVE, PRODUCTION
from tests.portal.test_proxies import (
    HOST,
    PROGRAMS,
    command_of,
    example,
    wait_until_open,
    whole_nginx,
)
from tools.serving import free_port, running

LIES = {"X-Forwarded-Proto": "http", "X-Forwarded-Host": "anders.example"}


@dataclass(frozen=True)
class Proxy:
    """Ports of a proxy, and the certificate by which it is known."""

    http: int
    https: int
    certificate: Path


@pytest.fixture(scope="module")
def portal(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of the portal."""
    folder = tmp_path_factory.mktemp("production")
    given = {**PRODUCTION, "DATA_DIR": str(folder), "DATABASE_URL": database_url()}
    given["SECURITY_CONTACT_UNTIL"] = (timezone.localdate() + timedelta(days=300)).isoformat()
    with running("portal.rsgi:application", given, log=folder / "log") as found:
        yield urlsplit(found.address).port or 0


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for HOST, signed by itself, and its key."""
    folder, key = tmp_path_factory.mktemp("tls"), ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return folder / "pem", folder / "key"


def adapted(program: str, ports: tuple[int, int], behind: int, pair: tuple[Path, Path]) -> str:
    """The example of docs/operations.md with other ports, our certificate and one server."""
    text, (plain, secure) = example(program), ports
    if program == "nginx":
        text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{secure} ssl;")
        text = text.replace("listen 80;", f"listen 127.0.0.1:{plain};")
        text = re.sub(r"(ssl_certificate +).*;", rf"\g<1>{pair[0]};", text)
        text = re.sub(r"(ssl_certificate_key +).*;", rf"\g<1>{pair[1]};", text)
        text = re.sub(r" *server 127.0.0.1:8002;\n", "", text)
        return whole_nginx(text.replace("127.0.0.1:8001", f"127.0.0.1:{behind}"))
    text = text.replace("127.0.0.1:8001 127.0.0.1:8002", f"127.0.0.1:{behind}")
    options = f"admin off\n\tskip_install_trust\n\thttp_port {plain}\n\thttps_port {secure}"
    text = text.replace("{\n", f"{{\n\t{options}\n", 1)
    return text.replace(f"\n{HOST} {{\n", f"\n{HOST} {{\n\ttls {pair[0]} {pair[1]}\n", 1)


@pytest.fixture(scope="module", params=PROGRAMS)
def proxy(
    request: pytest.FixtureRequest,
    portal: int,
    certificate: tuple[Path, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Proxy]:
    program, folder = request.param, tmp_path_factory.mktemp("proxy")
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    ports = free_port(), free_port()
    text = adapted(program, ports, portal, certificate)
    surroundings = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command_of(program, folder, text), env=surroundings, stderr=log, stdout=log
        )
        try:
            for port in ports:
                wait_until_open(port, process, folder / "log")
            yield Proxy(*ports, certificate[0])
        finally:
            process.terminate()
            process.wait()


@contextmanager
def over_tls(proxy: Proxy) -> Iterator[http.client.HTTPConnection]:
    """A connection on which the certificate of HOST was verified."""
    context = ssl.create_default_context(cafile=str(proxy.certificate))
    with (
        socket.create_connection(("127.0.0.1", proxy.https), timeout=60) as plain,
        context.wrap_socket(plain, server_hostname=HOST) as secure,
    ):
        connection = http.client.HTTPConnection(HOST)
        connection.sock = secure
        yield connection


def asked(proxy: Proxy, path: str, **more: str) -> tuple[http.client.HTTPResponse, str]:
    with over_tls(proxy) as connection:
        connection.request("GET", path, headers={"Connection": "close", **more})
        answer = connection.getresponse()
        return answer, answer.read().decode()


@pytest.mark.parametrize("path", ["/", "/en/", "/account/login/", "/nergens/", "/static/icon.svg"])
def test_browsers_are_told_to_come_by_https_for_a_year(proxy, path):
    for lies in ({}, LIES):
        answer, _body = asked(proxy, path, **lies)
        assert answer.status in (200, 404)
        assert answer.headers.get_all("Strict-Transport-Security") == [LIVE]


def test_cookies_are_sent_by_https_only(proxy):
    answer, _body = asked(proxy, "/account/login/", **LIES)
    (cookie,) = answer.headers.get_all("Set-Cookie")
    name, *attributes = (part.strip().lower() for part in cookie.split(";"))
    assert name.startswith("__host-")
    assert {"secure", "path=/"} <= set(attributes)


def test_links_have_the_address_of_the_site_whatever_is_claimed(proxy):
    _answer, sitemap = asked(proxy, "/sitemap.xml", **LIES)
    _answer, embeds = asked(proxy, "/insluiten/", **LIES)
    links = re.findall(r"https?://[^\s<\"&]+", sitemap)
    ours = [link for link in links if "sitemaps.org" not in link and "w3.org" not in link]
    assert len(ours) > 50
    assert {link.partition(f"://{HOST}/")[0] for link in ours} == {"https"}
    assert f"https://{HOST}/insluiten/" in embeds
    for text in (sitemap, embeds):
        assert "anders.example" not in text
        assert f"http://{HOST}" not in text


def test_a_form_is_taken_over_tls(proxy):
    """The check of origin knows that the visitor came by https."""
    with over_tls(proxy) as connection:
        headers = {"Origin": f"https://{HOST}", "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/zoeken/", "q=fier", {**headers, "Connection": "close"})
        assert connection.getresponse().status == 200


@pytest.mark.parametrize("path", ["/", "/verwijzen/?gevaar=ja", "/en/zoeken/"])
def test_http_is_sent_to_https(proxy, path):
    connection = http.client.HTTPConnection("127.0.0.1", proxy.http, timeout=60)
    connection.request("GET", path, headers={"Host": HOST, "Connection": "close"})
    answer = connection.getresponse()
    there = urlsplit(answer.headers["Location"])
    assert answer.status in (301, 308)
    assert (there.scheme, there.hostname) == ("https", HOST)
    assert f"{there.path}?{there.query}".rstrip("?") == path
    assert answer.headers.get_all("Set-Cookie") is None


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_old_tls_is_refused(proxy):
    context = ssl.create_default_context(cafile=str(proxy.certificate))
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        socket.create_connection(("127.0.0.1", proxy.https), timeout=60) as plain,
        pytest.raises(OSError),
        context.wrap_socket(plain, server_hostname=HOST),
    ):
        pass
