"""Ready pages in the event loop: requests of one moment share one query for the version."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Protocol
from wsgiref.types import WSGIEnvironment

from portal.page_cache.prepared import PreparedPage
from portal.server.wsgi import Response

PATIENCE = 1.0  # seconds for the version; after that a page is asked of the application
LONGER = 5.0  # the same for a page that the application would make behind dear ones, or refuse


class Versions(Protocol):
    """Gives the version of the content, as `ContentState` does."""

    def reusable_version(self) -> int | None: ...

    def current_version(self) -> int | None: ...


class Elsewhere(Protocol):
    """Stores outside this process."""

    def may_have(self, environ: WSGIEnvironment) -> bool: ...

    def page(self, environ: WSGIEnvironment, version: int) -> PreparedPage | None: ...


class _Question:
    """One query for the version, and those who wait for it: until it is `due`, or `answered`."""

    def __init__(self) -> None:
        self.version: int | None = None
        self.due, self.answered = asyncio.Event(), asyncio.Event()

    def end(self) -> None:
        self.due.set()
        self.answered.set()


class ReadyResponses:
    """Responses without the application, from pages that `find` has in memory or that are kept
    `elsewhere`.
    """

    def __init__(
        self,
        find: Callable[[WSGIEnvironment], PreparedPage | None],
        versions: Versions,
        elsewhere: Elsewhere,
    ) -> None:
        self._find, self._versions, self._elsewhere = find, versions, elsewhere
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="version")
        self._fetching = ThreadPoolExecutor(1, thread_name_prefix="fetch")
        self._question: _Question | None = None

    def at_once(self, environ: WSGIEnvironment) -> Response | None:
        """The response, if that it is current is known without waiting."""
        version = self._versions.reusable_version()
        page = self._find(environ) if version is not None else None
        return _response(page, version, environ)

    async def soon(self, environ: WSGIEnvironment) -> Response | None:
        """The response once the version is known; None if it is not that of the page."""
        page = self._find(environ)
        return _response(page, await self._version(), environ) if page else None

    async def fetched(self, environ: WSGIEnvironment) -> Response | None:
        """The response of a page that another process made, or this one before it made others."""
        version = await self._version_at_last() if self._elsewhere.may_have(environ) else None
        if version is None:
            return None
        call = partial(self._elsewhere.page, environ, version)
        page = await asyncio.get_running_loop().run_in_executor(self._fetching, call)
        return _response(page, version, environ)

    async def _version(self) -> int | None:
        question = self._question or self._ask()
        await question.due.wait()
        return question.version

    async def _version_at_last(self) -> int | None:
        question = self._question or self._ask()
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGER):
                await question.answered.wait()
        return question.version

    def _ask(self) -> _Question:
        question = self._question = _Question()
        loop = asyncio.get_running_loop()
        deadline = loop.call_later(PATIENCE, question.due.set)

        def answered(asked: asyncio.Future[int | None]) -> None:
            deadline.cancel()
            self._question = None
            try:
                question.version = asked.result()
            finally:
                question.end()

        loop.run_in_executor(self._thread, self._versions.current_version).add_done_callback(
            answered
        )
        return question


def _response(
    page: PreparedPage | None, version: int | None, environ: WSGIEnvironment
) -> Response | None:
    found = page.current_response(version, environ) if page else None
    return Response(found.status, found.header_list, found.body) if found else None
