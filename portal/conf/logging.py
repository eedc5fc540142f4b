"""Logging without personal data: never who made a request, what they chose or what they typed.

In production each line on stderr is one JSON object. Of a request it has the name of the route, the
method and the status; of an error its type and the traceback. Anything that may hold user input
is left out: paths, hosts, values in messages, and messages of exceptions. See docs/operations.md.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from http import HTTPMethod, HTTPStatus
from typing import Any

from django.db.utils import OperationalError

OURS = {"portal", "knowledge", "referrals", "tools", "_granian"}
"""Loggers whose messages are written with their values, as none of those comes from a visitor.

Only the first line: below it, the server writes the message of an exception that escaped Django.
"""


class JsonFormatter(logging.Formatter):
    """One JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, Any] = {
            "time": at.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
            **_request(record),
        }
        if record.exc_info and record.exc_info[1]:
            line["exception"] = _type_name(record.exc_info[1])
            line["traceback"] = _traceback(record.exc_info[1])
        elif record.name.startswith("_granian") and (lines := _code_lines(record.getMessage())):
            line["traceback"] = lines
        return json.dumps(line)


def _message(record: logging.LogRecord) -> str:
    """Of a request the phrase of its status; of other loggers the message without its values."""
    if hasattr(record, "request"):
        status = getattr(record, "status_code", None)
        return HTTPStatus(status).phrase if status in set(HTTPStatus) else "Request"
    if record.name.partition(".")[0] in OURS:
        return record.getMessage().partition("\n")[0]
    return record.msg if isinstance(record.msg, str) else type(record.msg).__qualname__


def _request(record: logging.LogRecord) -> dict[str, Any]:
    request = getattr(record, "request", None)
    if request is None:
        return {}
    match = getattr(request, "resolver_match", None)
    method = getattr(request, "method", None)
    return {
        "route": match.view_name if match else None,
        "method": method if method in set(HTTPMethod) else None,
        "status": getattr(record, "status_code", None),
    }


def _type_name(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _traceback(error: BaseException) -> str:
    """The tracebacks of the exception and those before it, the first one first."""
    previous = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = "".join(traceback.format_tb(error.__traceback__)) + _summary(error)
    return f"{_traceback(previous)}\n{lines}" if previous else lines


def _code_lines(text: str) -> str:
    """The lines of a formatted traceback with file and line number, without code and messages."""
    return "\n".join(line for line in text.splitlines() if line.startswith('  File "'))


def _summary(error: BaseException) -> str:
    """The type; with the message only when that cannot hold user input: of an unavailable database
    or disk. Just the first line, as the others may hold values of rows.
    """
    if isinstance(error, OperationalError):
        return f"{_type_name(error)}: {str(error).partition(chr(10))[0]}"
    if isinstance(error, OSError) and error.strerror:
        return f"{_type_name(error)}: {error.strerror}"
    return _type_name(error)


def configuration(*, local: bool) -> dict[str, Any]:
    """A dictConfig: readable lines on a developer's machine, JSON in production."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
            "json": {"()": "portal.conf.logging.JsonFormatter"},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "plain" if local else "json",
            }
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "_granian": {"handlers": [], "propagate": True},
            "portal.accounts.events": {"level": "INFO"},
        },
    }
