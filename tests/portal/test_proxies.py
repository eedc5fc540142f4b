"""The examples of docs/operations.md, run with nginx and Caddy before something that answers.

Only names, ports and certificates differ from what the document says.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from select import select

import pytest

from portal.server.budgets import SPREADSHEET
from tests.paths import ROOT
from tools.serving import free_port

HOST = "wijzer.example"
DOCUMENT = (ROOT / "docs" / "operations.md").read_text()
PIECE, TOO_MUCH = 100_000, 50_000_000
PROGRAMS = ("nginx", "caddy")


class Behind(BaseHTTPRequestHandler):
    """Tells what arrived, and sends in two halves with a wait in between."""

    protocol_version = "HTTP/1.1"
    whole: list[str] = []
    go_on = threading.Event()

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("X-Seen-For", self.headers.get("X-Forwarded-For", ""))
        self.send_header("X-Seen-Proto", self.headers.get("X-Forwarded-Proto", ""))
        self.send_header("X-Seen-Host", self.headers.get("Host", ""))
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"5\r\nfirst\r\n")
        if self.path == "/slow":
            self.go_on.wait(20)
        self.wfile.write(b"4\r\nlast\r\n0\r\n\r\n")

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        if len(self.rfile.read(length)) == length:
            self.whole.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *values: object) -> None:
        """Nothing."""


def example(program: str) -> str:
    begin = "{\n\tlog {" if program == "caddy" else "upstream portal {"
    return begin + DOCUMENT.partition(f"```\n{begin}")[2].partition("```")[0]


def adapted(program: str, port: int, behind: int) -> str:
    """The example, on loopback without TLS and with one server behind it."""
    text = example(program)
    if program == "nginx":
        text = text.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
        text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
        text = re.sub(r" *ssl_\w+ .*;\n| *server 127.0.0.1:8002;\n", "", text)
        return whole_nginx(text.replace("127.0.0.1:8001", f"127.0.0.1:{behind}"))
    text = text.replace("127.0.0.1:8001 127.0.0.1:8002", f"127.0.0.1:{behind}")
    text = text.replace(f"\n{HOST} {{", f"\nhttp://{HOST}:{port} {{")
    return text.replace("{\n", "{\n\tadmin off\n", 1)


def command_of(program: str, folder: Path, text: str) -> list[str]:
    file = folder / "configuration"
    file.write_text(text)
    if program == "nginx":
        return ["nginx", "-p", str(folder), "-c", str(file), "-e", str(folder / "error.log")]
    return ["caddy", "run", "--config", str(file), "--adapter", "caddyfile"]


@pytest.fixture(params=PROGRAMS)
def proxy(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[int]:
    """The port of the proxy."""
    program = request.param
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Behind)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Behind.whole.clear()
    Behind.go_on.clear()
    port = free_port()
    text = adapted(program, port, server.server_address[1])
    surroundings = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    log = (tmp_path / "log").open("wb")
    process = subprocess.Popen(
        command_of(program, tmp_path, text), env=surroundings, stderr=log, stdout=log
    )
    try:
        wait_until_open(port, process, tmp_path / "log")
        yield port
    finally:
        Behind.go_on.set()
        process.terminate()
        process.wait()
        log.close()
        server.shutdown()
        server.server_close()


def whole_nginx(text: str) -> str:
    """A configuration of nginx in the current folder around `text`, which has its servers."""
    user = "user root; " if os.getuid() == 0 else ""  # who may write in this folder
    return (
        f"daemon off; {user}pid nginx.pid; error_log error.log;\nevents {{}}\nhttp {{\n"
        "client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;\n"
        f"uwsgi_temp_path uwsgi; scgi_temp_path scgi;\n{text}}}\n"
    )


def wait_until_open(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _attempt in range(300):
        assert process.poll() is None, log.read_text()
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(log.read_text())


def asked(port: int, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers={"Host": HOST, "Connection": "close", **names})
    return connection.getresponse()


def test_the_portal_is_told_the_visitors_own_address_host_and_protocol(proxy: int):
    answer = asked(proxy, "/", X_Forwarded_For="198.51.100.7", X_Forwarded_Proto="https")
    assert answer.status == 200
    assert answer.headers["X-Seen-For"] == "127.0.0.1"
    assert answer.headers["X-Seen-Proto"] == "http"
    assert answer.headers["X-Seen-Host"].split(":")[0] == HOST


def test_a_body_over_the_limit_is_refused(proxy: int):
    with socket.create_connection(("127.0.0.1", proxy), timeout=20) as connection:
        head = f"POST /groot HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {TOO_MUCH}\r\n\r\n"
        connection.sendall(head.encode())
        answer = b""
        with suppress(ConnectionError):  # it may hang up before everything is sent
            for _piece in range(TOO_MUCH // PIECE):
                if select([connection], [], [], 0)[0]:
                    break
                connection.sendall(b"x" * PIECE)
            answer = connection.recv(200)
    # Caddy says 502 when the connection to what is behind it ends before its own refusal.
    assert not answer or b" 413 " in answer or b" 502 " in answer
    assert Behind.whole == []


def test_a_file_of_the_largest_size_is_passed_on(proxy: int):
    connection = http.client.HTTPConnection("127.0.0.1", proxy, timeout=20)
    connection.request("POST", "/past", b"x" * SPREADSHEET, {"Host": HOST, "Connection": "close"})
    assert connection.getresponse().read() == b""
    assert Behind.whole == ["/past"]


def test_an_export_arrives_while_it_is_made(proxy: int):
    answer = asked(proxy, "/slow")
    assert answer.read(5) == b"first"
    Behind.go_on.set()
    assert answer.read() == b"last"


def test_headers_without_end_are_refused(proxy: int):
    try:
        status = asked(proxy, "/", X_Long="x" * 2_000_000).status
    except OSError:
        return
    assert status in (400, 414, 431)
