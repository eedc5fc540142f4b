"""The entry point of the server: `Front` is called for every request, before any thread is taken.

It serves cached pages itself, reads bodies with a limit and a deadline, and gives each kind of
request threads of its own, so that a ready page never waits behind a dear one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from wsgiref.types import WSGIApplication, WSGIEnvironment

from granian.rsgi import HTTPProtocol, Scope

from portal.server.bodies import (
    Body,
    BodyIncompleteError,
    BodyTooLargeError,
    BodyTooSlowError,
    announced_length,
    read_body,
)
from portal.server.budgets import ADDRESS, BUDGETS, DEAR, FILE, SMALL_BODY, body_limit, budget_of
from portal.server.gates import Gate, NoRoomError
from portal.server.ready import ReadyResponses
from portal.server.wsgi import Response, environ_of, respond, with_body

LARGE_BODIES = 4  # read at a time by a worker

SignedIn = Callable[[WSGIEnvironment], bool]
Refuse = Callable[[WSGIEnvironment, HTTPStatus], Response]


class SignInFirstError(Exception):
    """A body of this size takes somebody who is signed in."""


class AddressTooLongError(Exception):
    """No page has an address of this length."""


_REFUSALS = {
    BodyIncompleteError: HTTPStatus.BAD_REQUEST,
    BodyTooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    AddressTooLongError: HTTPStatus.REQUEST_URI_TOO_LONG,
    BodyTooSlowError: HTTPStatus.REQUEST_TIMEOUT,
    NoRoomError: HTTPStatus.SERVICE_UNAVAILABLE,
    SignInFirstError: HTTPStatus.FORBIDDEN,
}


class Front:
    """`may_send_files` says whether a request is of somebody who is signed in, and may use the
    database.
    """

    def __init__(
        self,
        application: WSGIApplication,
        *,
        ready: ReadyResponses,
        may_send_files: SignedIn,
        refuse: Refuse,
    ) -> None:
        self._application, self._ready = application, ready
        self._may_send_files, self._refuse = may_send_files, refuse
        self._gates = {budget: Gate(budget) for budget in BUDGETS}
        self._large_bodies = asyncio.Semaphore(LARGE_BODIES)

    async def __call__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        environ = environ_of(scope)
        response = self._ready.at_once(environ) or await self._ready.soon(environ)
        if response is None and budget_of(scope.path) in DEAR:
            response = await self._ready.fetched(environ)
        if response is None:
            try:
                response = await self._handle(scope, protocol, environ)
            except tuple(_REFUSALS) as error:
                response = self._refuse(environ, _REFUSALS[type(error)])
        if response is not None:
            protocol.response_bytes(response.status, response.headers, response.body)

    async def _handle(
        self, scope: Scope, protocol: HTTPProtocol, environ: WSGIEnvironment
    ) -> Response | None:
        if len(scope.path) + len(scope.query_string) > ADDRESS:
            raise AddressTooLongError
        body = await self._body(scope, protocol, environ)
        loop = asyncio.get_running_loop()
        call = partial(respond, self._application, with_body(environ, body), protocol, loop)
        with body.file:
            return await self._gates[budget_of(scope.path)].run(call)

    async def _body(self, scope: Scope, protocol: HTTPProtocol, environ: WSGIEnvironment) -> Body:
        announced = announced_length(scope.headers.get("content-length"))
        if not announced and "transfer-encoding" not in scope.headers:
            return Body()
        limit = body_limit(scope.path)
        if limit == SMALL_BODY or (announced is not None and announced <= SMALL_BODY):
            return await read_body(protocol, announced, SMALL_BODY)
        limit = await self._limit_for_sender(environ, announced, limit)
        async with self._large_bodies:
            return await read_body(protocol, announced, limit)

    async def _limit_for_sender(
        self, environ: WSGIEnvironment, announced: int | None, limit: int
    ) -> int:
        """Refuse what is large before a byte is read, unless its sender is signed in."""
        if announced is not None and announced > limit:
            raise BodyTooLargeError
        gate = self._gates[budget_of(environ["PATH_INFO"])]
        if not await gate.run(partial(self._may_send_files, environ)):
            raise SignInFirstError
        return limit if announced is not None else min(limit, FILE)
