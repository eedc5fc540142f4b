"""A WSGI application behind Granian's own interface (RSGI): its environ, and its response."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

from granian.rsgi import HTTPProtocol, Scope

from portal.server.bodies import Body

JOINED = 1 << 20
"""Bytes: a response of at most this announced length is sent at once, others chunk by chunk."""
SLOW_READER = 30.0  # seconds for a client to take one chunk

Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Response:
    """A whole response."""

    status: int
    headers: Headers
    body: bytes


def environ_of(scope: Scope) -> WSGIEnvironment:
    """The environ of a request, without its body.

    A header with an underscore is left out: it would pass for the one with a hyphen, which a proxy
    vouches for.
    """
    host, _colon, port = scope.server.rpartition(":")
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.version": (1, 0),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" not in name:
            _add_header(environ, name.upper().replace("-", "_"), value)
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    return environ


def _add_header(environ: WSGIEnvironment, name: str, value: str) -> None:
    key = name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"
    if key in environ:
        value = f"{environ[key]}{'; ' if name == 'COOKIE' else ','}{value}"
    environ[key] = value


def with_body(environ: WSGIEnvironment, body: Body) -> WSGIEnvironment:
    """The environ with a body that was read; its length is the one that arrived."""
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    environ["wsgi.input"], environ["CONTENT_LENGTH"] = body.file, str(body.length)
    return environ


def respond(
    application: WSGIApplication,
    environ: WSGIEnvironment,
    protocol: HTTPProtocol,
    loop: asyncio.AbstractEventLoop,
) -> Response | None:
    """The response, for the loop to send; None if it was sent chunk by chunk. Runs in a thread."""
    head: list[Any] = []

    def start_response(status: str, headers: Headers, _error: Any = None) -> Any:
        head[:] = [int(status[:3]), headers]
        return None

    chunks = application(environ, start_response)
    try:
        status, headers = head
        if not getattr(chunks, "streaming", False) or _is_short(headers):
            return Response(status, headers, b"".join(chunks))
        _send_in_chunks(protocol, Response(status, headers, b""), chunks, loop)
        return None
    finally:
        if hasattr(chunks, "close"):
            chunks.close()


def _is_short(headers: Headers) -> bool:
    lengths = [value for name, value in headers if name.lower() == "content-length"]
    return bool(lengths) and int(lengths[0]) <= JOINED


def _send_in_chunks(
    protocol: HTTPProtocol,
    head: Response,
    chunks: Iterable[bytes],
    loop: asyncio.AbstractEventLoop,
) -> None:
    """Send while it is being made; raises TimeoutError for a client that stopped reading."""

    async def begin() -> Any:
        return protocol.response_stream(head.status, head.headers)

    transport = asyncio.run_coroutine_threadsafe(begin(), loop).result(SLOW_READER)

    async def send(chunk: bytes) -> None:
        await transport.send_bytes(chunk)

    for chunk in chunks:
        asyncio.run_coroutine_threadsafe(send(chunk), loop).result(SLOW_READER)
