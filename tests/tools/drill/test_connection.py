"""Parsing of complete and incomplete responses."""

import asyncio
import socket
import threading
import time

import pytest

from tools.drill.connection import Response, connect

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


def response_to(*parts: bytes) -> Response:
    """The response of a server that sends `parts` and closes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        sender = threading.Thread(target=send, args=(server, parts))
        sender.start()
        try:
            return asyncio.run(get(server.getsockname()[1]))
        finally:
            sender.join()


def send(server: socket.socket, parts: tuple[bytes, ...]) -> None:
    with server.accept()[0] as client:
        client.recv(2**16)
        for part in parts:
            client.sendall(part)
            time.sleep(0.01)


async def get(port: int) -> Response:
    connection = await connect(f"127.0.0.1:{port}")
    try:
        return await connection.get("/")
    finally:
        connection.close()


def test_an_answer_in_pieces_is_put_together():
    response = response_to(HEAD[:20], HEAD[20:] + b"Content-Length: 6\r\n\r\nabc", b"def")
    assert (response.status, response.content_type, response.body) == (200, "text/plain", b"abcdef")


@pytest.mark.parametrize(
    "parts", [(), (HEAD,), (HEAD + b"Content-Length: 6\r\n\r\nabc",), (HEAD + b"\r\nabc",)]
)
def test_half_an_answer_is_no_answer(parts):
    with pytest.raises(ConnectionError):
        response_to(*parts)
