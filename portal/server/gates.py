"""Threads for requests of one kind, and a wait with an end for those that find none."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from portal.server.budgets import Budget

Result = TypeVar("Result")


class NoRoomError(Exception):
    """All threads of this kind stayed busy for as long as a request waits."""


class Gate:
    """The threads of one `Budget` in this worker."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self._threads = ThreadPoolExecutor(budget.threads, thread_name_prefix=budget.name)
        self._free = asyncio.Semaphore(budget.threads)

    async def run(self, call: Callable[[], Result]) -> Result:
        """The result of `call` in one of the threads. Raises NoRoomError."""
        try:
            async with asyncio.timeout(self.budget.patience):
                await self._free.acquire()
        except TimeoutError:
            raise NoRoomError from None
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, call)
        finally:
            self._free.release()
