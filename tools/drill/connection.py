"""HTTP over a kept connection, as cheap as it gets: the portal must have the processor."""

from __future__ import annotations

import asyncio
import gzip
import re
from dataclasses import dataclass

PATIENCE = 30  # seconds for an answer

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_KIND = re.compile(rb"\r\ncontent-type: *([^\r]*)", re.IGNORECASE)
_PACKED = re.compile(rb"\r\ncontent-encoding: *gzip", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: *([^\r]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. `sent` is its body as it came, perhaps packed."""

    status: int
    kind: str
    location: str
    sent: bytes
    packed: bool

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.sent) if self.packed else self.sent


class Connection(asyncio.Protocol):
    """One question at a time. ConnectionError when the answer does not come whole."""

    def __init__(self, host: str) -> None:
        self._ending = f" HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._came = bytearray()

    async def ask(self, address: str) -> Answer:
        if self._transport is None or self._transport.is_closing():
            raise ConnectionResetError("the connection was closed")
        self._came.clear()
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(b"GET " + address.encode() + self._ending)
        async with asyncio.timeout(PATIENCE):
            return await waiting

    def close(self) -> None:
        if self._transport:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(ConnectionResetError("the connection was closed before the answer was whole"))

    def data_received(self, data: bytes) -> None:
        self._came += data
        end = self._came.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._came[: end + 2])
        length = _LENGTH.search(head)
        if length is None:
            self._end(ConnectionError("an answer without its length"))
        elif len(self._came) >= end + 4 + int(length[1]):
            self._end(_answer(head, bytes(self._came[end + 4 :])))

    def _end(self, found: Answer | Exception) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is None or waiting.done():
            return
        if isinstance(found, Answer):
            waiting.set_result(found)
        else:
            waiting.set_exception(found)


def _answer(head: bytes, sent: bytes) -> Answer:
    kind, location = _KIND.search(head), _LOCATION.search(head)
    return Answer(
        status=int(head[9:12]),
        kind=kind[1].decode() if kind else "",
        location=location[1].decode() if location else "",
        sent=sent,
        packed=bool(_PACKED.search(head)),
    )


async def connect(place: str) -> Connection:
    """A new connection to `place`, host and port."""
    host, _colon, port = place.partition(":")
    loop = asyncio.get_running_loop()
    _transport, made = await loop.create_connection(lambda: Connection(place), host, int(port))
    return made
