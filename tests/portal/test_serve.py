"""The server, as `make run` and production start it."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest

from tests.paths import ROOT
from tools.serving import free_port, wait_for

SITE = "tests.portal.slow_site:application"


def call(port: int, *more: str) -> list[str]:
    return [sys.executable, "-m", "portal.serve", "--port", str(port), *more]


def fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read().decode()


@pytest.fixture
def serving():
    """Process and URL of a server with one worker."""
    port = free_port()
    environment = {**os.environ, "VERWIJSWIJZER_LOCAL": "1"}
    process = subprocess.Popen(call(port, "--workers", "1", SITE), env=environment, cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    wait_for(f"{address}/healthz")
    yield process, address
    process.terminate()  # not killed: its worker would stay
    process.wait(30)


def test_a_request_in_hand_gets_its_whole_answer_when_the_server_is_stopped(serving):
    process, address = serving
    answers: list[str] = []
    asking = threading.Thread(target=lambda: answers.append(fetched(f"{address}/slow")))
    asking.start()
    time.sleep(0.7)
    process.send_signal(signal.SIGTERM)
    asking.join(30)
    assert answers == ["whole " * 10_000]
    assert process.wait(30) == 0


def test_a_worker_that_is_killed_comes_back_by_itself(serving):
    process, address = serving
    worker = int(fetched(f"{address}/healthz"))
    assert worker != process.pid
    os.kill(worker, signal.SIGKILL)
    began = time.monotonic()
    deadline = began + 15
    answer = ""
    while not answer and time.monotonic() < deadline:
        try:
            answer = fetched(f"{address}/healthz")
        except OSError:
            time.sleep(0.05)
    assert answer
    assert int(answer) != worker
    assert process.poll() is None


def test_a_server_without_its_settings_says_so_in_one_sentence():
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        call(free_port()), env=kept, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Cannot start: SECRET_KEY is not set.")
    assert len(done.stderr.splitlines()) == 1


def test_an_error_that_django_never_sees_is_one_line_without_what_it_says():
    kept = {name: value for name, value in os.environ.items() if name != "VERWIJSWIJZER_LOCAL"}
    port = free_port()
    process = subprocess.Popen(
        call(port, "--workers", "1", SITE), env=kept, cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    wait_for(f"http://127.0.0.1:{port}/healthz")
    with pytest.raises(urllib.error.HTTPError):
        fetched(f"http://127.0.0.1:{port}/broken?rol=zeer-herkenbaar")
    process.terminate()
    said = process.communicate(timeout=30)[1]
    assert "zeer-herkenbaar" not in said
    lines = [json.loads(line) for line in said.splitlines()]
    (found,) = [line for line in lines if line["level"] == "ERROR"]  # a slow end is a warning
    assert found["logger"] == "_granian.utils"
    assert "slow_site.py" in found["traceback"]


TWICE = [
    "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX",
    "Content-Length: 0\r\nContent-Length: 30\r\n\r\n",
    "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "Content-Length: -1\r\n\r\n",
    "Content-Length: abc\r\n\r\n",
    "X: a\nY: b\rZ: c\r\n\r\n",
]


def test_a_message_has_one_end(serving):
    """Request smuggling: an ambiguous end never starts a second request."""
    _process, address = serving
    port = int(address.rsplit(":", 1)[1])
    for message in TWICE:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            start = f"POST /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n{message}"
            hidden = "GET /hidden HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
            line.sendall((start + hidden).encode())
            line.shutdown(socket.SHUT_WR)
            said = b"".join(iter(lambda: line.recv(65_536), b""))
        first = said.split(b"\r\n", 1)[0]
        assert first.startswith((b"HTTP/1.1 400", b"HTTP/1.1 200", b"HTTP/1.1 501")), message
        assert said.count(b"HTTP/1.1 200") <= 1, message
    assert fetched(f"{address}/healthz")
