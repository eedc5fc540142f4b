"""Minimal HTTP client over keep-alive connections, so that the portal gets most of the CPU."""

from __future__ import annotations

import asyncio
import gzip
import re
from dataclasses import dataclass
from functools import partial

TIMEOUT = 30  # seconds for a response

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CONTENT_TYPE = re.compile(rb"\r\ncontent-type: *([^\r]*)", re.IGNORECASE)
_GZIP = re.compile(rb"\r\ncontent-encoding: *gzip", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: *([^\r]*)", re.IGNORECASE)
_RETRY_AFTER = re.compile(rb"\r\nretry-after: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Response:
    """A complete response. `raw_body` is its body as received, possibly compressed."""

    status: int
    content_type: str
    location: str
    raw_body: bytes
    is_gzipped: bool
    retry_after: int | None = None  # seconds

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.raw_body) if self.is_gzipped else self.raw_body


class Connection(asyncio.Protocol):
    """One request at a time. Raises ConnectionError when the response is incomplete."""

    def __init__(self, host: str) -> None:
        self._request_end = f" HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
        self._transport: asyncio.Transport | None = None
        self._future: asyncio.Future[Response] | None = None
        self._buffer = bytearray()

    async def get(self, path: str) -> Response:
        if self._transport is None or self._transport.is_closing():
            raise ConnectionResetError("the connection was closed")
        self._buffer.clear()
        future = self._future = asyncio.get_running_loop().create_future()
        self._transport.write(b"GET " + path.encode() + self._request_end)
        async with asyncio.timeout(TIMEOUT):
            return await future

    def close(self) -> None:
        if self._transport:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._finish(ConnectionResetError("closed before the response was complete"))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._buffer[: end + 2])
        length = _LENGTH.search(head)
        if length is None:
            self._finish(ConnectionError("a response without Content-Length"))
        elif len(self._buffer) >= end + 4 + int(length[1]):
            self._finish(_parse(head, bytes(self._buffer[end + 4 :])))

    def _finish(self, result: Response | Exception) -> None:
        future, self._future = self._future, None
        if future is None or future.done():
            return
        if isinstance(result, Response):
            future.set_result(result)
        else:
            future.set_exception(result)


def _parse(head: bytes, raw_body: bytes) -> Response:
    content_type, location = _CONTENT_TYPE.search(head), _LOCATION.search(head)
    retry_after = _RETRY_AFTER.search(head)
    return Response(
        status=int(head[9:12]),
        content_type=content_type[1].decode() if content_type else "",
        location=location[1].decode() if location else "",
        raw_body=raw_body,
        is_gzipped=bool(_GZIP.search(head)),
        retry_after=int(retry_after[1]) if retry_after else None,
    )


async def connect(address: str) -> Connection:
    """A new connection to `address`, as host:port."""
    host, _colon, port = address.partition(":")
    loop = asyncio.get_running_loop()
    factory = partial(Connection, address)
    _transport, connection = await loop.create_connection(factory, host, int(port))
    return connection
