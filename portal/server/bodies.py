"""Bodies of requests, read before a thread is taken: with a limit and a deadline."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable
from tempfile import SpooledTemporaryFile

from portal.server.budgets import SMALL_BODY

DEADLINE = 10.0  # seconds for a small body
SLOWEST = 50_000  # bytes a second of a larger one


class BodyTooLargeError(Exception):
    """The body is larger than its path allows."""


class BodyTooSlowError(Exception):
    """The body was not complete in time."""


class BodyIncompleteError(Exception):
    """The body ended before the length it had announced."""


class Body:
    """A complete body: `file` for reading it and its `length` in bytes."""

    def __init__(self) -> None:
        self.file = SpooledTemporaryFile[bytes](max_size=SMALL_BODY)  # larger ones are on disk
        self.length = 0

    def add(self, chunk: bytes, limit: int) -> None:
        self.length += len(chunk)
        if self.length > limit:
            raise BodyTooLargeError
        self.file.write(chunk)


def announced_length(value: str | None) -> int | None:
    """The value of `Content-Length`; None without one. Raises BodyIncompleteError for nonsense."""
    if value is None:
        return None
    if not (value.isascii() and value.isdecimal() and len(value) <= 18):
        raise BodyIncompleteError
    return int(value)


async def read_body(chunks: AsyncIterable[bytes], announced: int | None, limit: int) -> Body:
    """The whole body. Raises one of the errors above, and then keeps nothing of it."""
    if announced is not None and announced > limit:
        raise BodyTooLargeError
    seconds = DEADLINE + (announced if announced is not None else limit) / SLOWEST
    body = Body()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in chunks:
                body.add(chunk, limit)
        if announced is not None and body.length != announced:
            raise BodyIncompleteError
    except TimeoutError:
        body.file.close()
        raise BodyTooSlowError from None
    except Exception:
        body.file.close()
        raise
    body.file.seek(0)
    return body
