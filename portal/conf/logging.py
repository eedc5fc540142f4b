"""Logs that say what went wrong, never who asked, what was answered or what was typed.

In production each line on stderr is one JSON object. Of a request it has the name of the route, the
method and the status; of an error its type and where in the code it happened. Texts that may hold
what somebody typed are left out: paths, hosts, values in messages, and what an error says.
See docs/operations.md.
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
"""Whose messages may be written with their values: none of those comes from a visitor. Only the
first line: the server writes an error that escaped from Django below it, with what it says.
"""


class JsonFormatter(logging.Formatter):
    """One JSON object in one line."""

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
            line["exception"] = _name(record.exc_info[1])
            line["traceback"] = _where(record.exc_info[1])
        elif record.name.startswith("_granian") and (places := _places(record.getMessage())):
            line["traceback"] = places
        return json.dumps(line)


def _message(record: logging.LogRecord) -> str:
    """Of a request only what its status means; of others' messages the text without values."""
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


def _name(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _where(error: BaseException) -> str:
    """The chain of errors, the first one first, each with its place in the code."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    told = "".join(traceback.format_tb(error.__traceback__)) + _told(error)
    return f"{_where(before)}\n{told}" if before else told


def _places(text: str) -> str:
    """The lines of a written traceback that say where, without what was done or said there."""
    return "\n".join(line for line in text.splitlines() if line.startswith('  File "'))


def _told(error: BaseException) -> str:
    """The type, and what it says only where that cannot come from a visitor: that the database
    or the disk does not answer. Its first line: those after it may hold values of rows.
    """
    if isinstance(error, OperationalError):
        return f"{_name(error)}: {str(error).partition(chr(10))[0]}"
    if isinstance(error, OSError) and error.strerror:
        return f"{_name(error)}: {error.strerror}"
    return _name(error)


def configuration(*, local: bool) -> dict[str, Any]:
    """For `logging.config`: readable lines on one's own machine, JSON in production."""
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
