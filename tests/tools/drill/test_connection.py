"""Answers as they come over the wire, whole or not."""

import asyncio
import socket
import threading
import time

import pytest

from tools.drill.connection import Answer, connect

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


def asked(*parts: bytes) -> Answer:
    """What comes of a question to a server that says `parts` and closes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        saying = threading.Thread(target=say, args=(server, parts))
        saying.start()
        try:
            return asyncio.run(ask(server.getsockname()[1]))
        finally:
            saying.join()


def say(server: socket.socket, parts: tuple[bytes, ...]) -> None:
    with server.accept()[0] as came:
        came.recv(2**16)
        for part in parts:
            came.sendall(part)
            time.sleep(0.01)


async def ask(port: int) -> Answer:
    connection = await connect(f"127.0.0.1:{port}")
    try:
        return await connection.ask("/")
    finally:
        connection.close()


def test_an_answer_in_pieces_is_put_together():
    found = asked(HEAD[:20], HEAD[20:] + b"Content-Length: 6\r\n\r\nabc", b"def")
    assert (found.status, found.kind, found.body) == (200, "text/plain", b"abcdef")


@pytest.mark.parametrize(
    "parts", [(), (HEAD,), (HEAD + b"Content-Length: 6\r\n\r\nabc",), (HEAD + b"\r\nabc",)]
)
def test_half_an_answer_is_no_answer(parts):
    with pytest.raises(ConnectionError):
        asked(*parts)
