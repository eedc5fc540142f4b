"""Load generator: requests per second for one page over several connections.

Speaks HTTP itself and determines the length of a response once: a client that parses every header
would measure itself.
"""

from __future__ import annotations

import selectors
import socket
import time
from urllib.parse import urlsplit

CONNECTIONS = 8


def requests_per_second(address: str, path: str, seconds: float) -> float:
    """Raises RuntimeError for a response without status 200 or longer than the first one."""
    url = urlsplit(address)
    host = (url.hostname or "", url.port or 80)
    head = f"GET {path} HTTP/1.1\r\nHost: {url.netloc}\r\nAccept-Encoding: gzip\r\n\r\n"
    request = head.encode()
    length = _response_length(host, request)
    selector = selectors.DefaultSelector()
    connections = [socket.create_connection(host) for _connection in range(CONNECTIONS)]
    received = dict.fromkeys(connections, 0)
    for connection in connections:
        selector.register(connection, selectors.EVENT_READ, connection)
        connection.sendall(request)
    responses, started = 0, time.perf_counter()
    while (now := time.perf_counter()) - started < seconds:
        for key, _events in selector.select(timeout=5):
            connection = key.data
            data = connection.recv(1 << 18)
            if received[connection] == 0 and not data.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(f"{path}: {data[:40]!r}")
            received[connection] += len(data)
            if received[connection] > length:
                raise RuntimeError(f"{path}: a response became longer")
            if received[connection] == length:
                responses, received[connection] = responses + 1, 0
                connection.sendall(request)
    for connection in connections:
        connection.close()
    return responses / (now - started)


def _response_length(host: tuple[str, int], request: bytes) -> int:
    """Bytes of one response, headers included."""
    with socket.create_connection(host) as connection:
        connection.sendall(request)
        data = connection.recv(1 << 18)
        while b"\r\n\r\n" not in data:
            data += connection.recv(1 << 18)
    headers, _gap, _body = data.partition(b"\r\n\r\n")
    for line in headers.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return len(headers) + 4 + int(line.partition(b":")[2])
    return len(headers) + 4
