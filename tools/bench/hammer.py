"""As many answers of one page as a server gives in a second, asked for over several connections.

Speaks HTTP itself and learns the length of an answer once: a client that reads each header would
measure itself.
"""

from __future__ import annotations

import selectors
import socket
import time
from urllib.parse import urlsplit

CONNECTIONS = 8


def answers_a_second(address: str, path: str, seconds: float) -> float:
    """RuntimeError when an answer is not a page with status 200, or another than the first."""
    place = urlsplit(address)
    where = (place.hostname or "", place.port or 80)
    head = f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\nAccept-Encoding: gzip\r\n\r\n"
    question = head.encode()
    length = _length(where, question)
    selector = selectors.DefaultSelector()
    open_ones = [socket.create_connection(where) for _connection in range(CONNECTIONS)]
    got_so_far = dict.fromkeys(open_ones, 0)
    for connection in open_ones:
        selector.register(connection, selectors.EVENT_READ, connection)
        connection.sendall(question)
    answered, begun = 0, time.perf_counter()
    while (now := time.perf_counter()) - begun < seconds:
        for key, _events in selector.select(timeout=5):
            connection = key.data
            got = connection.recv(1 << 18)
            if got_so_far[connection] == 0 and not got.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(f"{path}: {got[:40]!r}")
            got_so_far[connection] += len(got)
            if got_so_far[connection] > length:
                raise RuntimeError(f"{path}: an answer became longer")
            if got_so_far[connection] == length:
                answered, got_so_far[connection] = answered + 1, 0
                connection.sendall(question)
    for connection in open_ones:
        connection.close()
    return answered / (now - begun)


def _length(where: tuple[str, int], question: bytes) -> int:
    """Bytes of one answer with its headers."""
    with socket.create_connection(where) as connection:
        connection.sendall(question)
        got = connection.recv(1 << 18)
        while b"\r\n\r\n" not in got:
            got += connection.recv(1 << 18)
    headers, _gap, _body = got.partition(b"\r\n\r\n")
    for line in headers.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return len(headers) + 4 + int(line.partition(b":")[2])
    return len(headers) + 4
