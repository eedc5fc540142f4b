"""Attackers that go on whatever the server does."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tools.drill import flood
from tools.drill.flood import DEAR_CLIENTS, UNFINISHED, dear_clients, unfinished_bodies

WITHIN = 20.0  # seconds


@contextmanager
def server(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """Answers each connection with the same bytes and closes it; its address, and what it got."""
    received: list[bytes] = []

    def serve(listening: socket.socket) -> None:
        while True:
            try:
                client = listening.accept()[0]
            except OSError:
                return
            with client:
                received.append(client.recv(2**16))
                client.sendall(answer)

    with socket.create_server(("127.0.0.1", 0), backlog=200) as listening:
        thread = threading.Thread(target=serve, args=(listening,))
        thread.start()
        try:
            yield f"127.0.0.1:{listening.getsockname()[1]}", received
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + WITHIN
    while not holds() and time.monotonic() < until:
        time.sleep(0.01)


def test_a_body_that_the_server_gave_up_on_is_begun_again():
    with server(b"") as (host, received), unfinished_bodies(host) as begun:
        wait_until(lambda: len(received) > 3 * UNFINISHED)
    assert begun.total() > 3 * UNFINISHED
    assert len(begun) == UNFINISHED
    assert all(body.endswith(b"q=a") for body in received if body)


def test_a_connection_that_was_refused_ends_no_attacker():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with unfinished_bodies(f"127.0.0.1:{port}") as begun:
        time.sleep(0.05)
        attackers = [thread for thread in threading.enumerate() if "begin_again" in thread.name]
        assert len(attackers) == UNFINISHED
    assert begun.total() == 0


def test_sheets_searches_and_exports_are_asked_for_in_turn():
    answer = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with server(answer) as (host, received), dear_clients(host) as statuses:
        wait_until(lambda: len(received) > 3 * DEAR_CLIENTS)
    asked = Counter(_kind(request) for request in received)
    assert statuses[503] == statuses.total() > DEAR_CLIENTS
    assert set(asked) == {"sheet", "search", "export"}
    assert min(asked.values()) > len(received) // 4


def _kind(request: bytes) -> str:
    path = request.split()[1].decode()
    if path.startswith("/factsheets/"):
        return "sheet"
    return "search" if path == "/zoeken/" else "export" if path in flood.EXPORTS else path
