"""The handle of the process that typesets.

Typst gives memory back only when its process ends, and a document that makes it crash must not
take the worker along.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from typing import IO, cast

logger = logging.getLogger(__name__)

IDLE = 20.0
"""Seconds without a document after which the process is ended."""
DEADLINE = 60.0
"""Seconds for one document."""

_ROOT = Path(__file__).resolve().parent.parent.parent
_COMMAND = (sys.executable, "-P", "-m", "knowledge.pdf.child")
_MALLOC = {"MALLOC_ARENA_MAX": "1"}  # one arena for all threads takes less memory
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH")  # no secrets
_STARTS = 2  # of the process, for one document

Child = subprocess.Popen[bytes]


class TypesettingError(Exception):
    """Typst refused a document."""


class NoTypesettingError(Exception):
    """The process that typesets ended twice, or took too long."""


class TypesettingProcess:
    """Typesets one document at a time, in a process that is started when there is one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._child: Child | None = None
        self._idle: Timer | None = None
        atexit.register(self.close)

    def typeset(self, kind: str, content: str, qr_svg: str) -> bytes:
        """A document as one of the `KINDS` of the process. Raises the errors above."""
        request = json.dumps((kind, content, qr_svg)).encode() + b"\n"
        with self._lock:
            if self._idle:
                self._idle.cancel()
            try:
                return self._answer(request)
            finally:
                self._idle = _timer(IDLE, self.close)

    def close(self) -> None:
        """End the process, if it runs."""
        with self._lock:
            self._end()

    def _answer(self, request: bytes) -> bytes:
        for _start in range(_STARTS):
            self._child = self._child or _started()
            try:
                return _exchange(self._child, request)
            except EOFError:  # killed: by the system for want of memory, or by hand
                logger.warning("the typesetting process ended by itself")
                self._end()
            except NoTypesettingError:
                self._end()
                raise
        raise NoTypesettingError

    def _end(self) -> None:
        child, self._child = self._child, None
        if child:
            child.kill()
            with suppress(BrokenPipeError), child:  # closes its pipes and waits for it
                pass


def _started() -> Child:
    path = os.pathsep.join([str(_ROOT), *filter(None, sys.path)])
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return subprocess.Popen(  # noqa: S603 - a fixed command
        _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a crash may quote the text, which is about a case
        env={**environment, **_MALLOC, "PYTHONPATH": path},
    )


def _exchange(child: Child, request: bytes) -> bytes:
    """Raises EOFError if the process ended before the answer was complete."""
    stdin, stdout = cast("IO[bytes]", child.stdin), cast("IO[bytes]", child.stdout)
    until = time.monotonic() + DEADLINE
    deadline = _timer(DEADLINE, child.kill)
    try:
        stdin.write(request)
        stdin.flush()
        state, _space, length = stdout.readline().partition(b" ")
        answer = stdout.read(int(length or 0))
    except BrokenPipeError:
        raise EOFError from None
    finally:
        deadline.cancel()
    if not length or len(answer) < int(length):
        if time.monotonic() >= until:
            raise NoTypesettingError
        raise EOFError
    if state != b"made":
        raise TypesettingError(answer.decode())
    return answer


def _timer(seconds: float, call: Callable[[], None]) -> Timer:
    timer = Timer(seconds, call)
    timer.daemon = True
    timer.start()
    return timer
