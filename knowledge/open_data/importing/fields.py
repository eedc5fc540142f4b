"""Validators of HSDS values: each returns None, or a message for an invalid value. Pure."""

from __future__ import annotations

import re
from datetime import date, time
from html import unescape
from typing import Any
from uuid import UUID

from knowledge.open_data.hsds.values import DAYS

STATUSES = ("active", "inactive", "defunct", "temporarily closed")
FREQUENCIES = ("WEEKLY", "MONTHLY")
MAX_AGE = 120

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_TAG = re.compile(r"<[/!?]?[a-zA-Z][^<>]*>?")
_CHARACTER = re.compile(r"&#?\w+;")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BYDAY = re.compile(r"[+-]?\d{0,2}(" + "|".join(DAYS) + ")")
_TIME = re.compile(r"(\d\d):(\d\d)(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")


def uuid(value: Any) -> str | None:
    return None if _matches(value, _UUID) else "is not a UUID"


def text(value: Any) -> str | None:
    """Plain text only: it is shown escaped, so markup would be visible."""
    if not isinstance(value, str):
        return "is not a text"
    if _CONTROL.search(value):
        return "contains a character that cannot be stored"
    if markup := _markup(value):
        return f"contains HTML ({markup[:30]}); only plain text can be imported"
    return None


def _markup(value: str) -> str:
    """The first tag or character reference of HTML; empty without any."""
    if tag := _TAG.search(value):
        return tag[0]
    references = _CHARACTER.findall(value)
    return next((text for text in references if unescape(text) != text), "")


def status(value: Any) -> str | None:
    return None if value in STATUSES else f"is not one of: {', '.join(STATUSES)}"


def day(value: Any) -> str | None:
    return None if parse_date(value) else "is not a date (YYYY-MM-DD)"


def parse_date(value: Any) -> date | None:
    """The date of an ISO 8601 date or timestamp; None when it is neither."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d(T.*)?", value):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def clock(value: Any) -> str | None:
    return None if parse_time(value) else "is not a time (HH:MM)"


def parse_time(value: Any) -> tuple[time, str] | None:
    """Time to the minute, with the UTC offset as written; 24:00 is midnight. None if invalid."""
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2])
    if (hour, minute) == (24, 0):
        hour = 0
    if hour > 23 or minute > 59:
        return None
    return time(hour, minute), match[5] or ""


def days(value: Any) -> str | None:
    valid = isinstance(value, str) and all(
        _BYDAY.fullmatch(part.strip()) for part in value.split(",")
    )
    return None if valid else f"is not a list of {', '.join(DAYS)}"


def frequency(value: Any) -> str | None:
    return None if value in FREQUENCIES else f"is not one of: {', '.join(FREQUENCIES)}"


def age(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "is not a number"
    if not 0 <= value <= MAX_AGE or not float(value).is_integer():
        return f"is not an age in whole years up to {MAX_AGE}"
    return None


def language(value: Any) -> str | None:
    return None if _matches(value, _LANGUAGE) else "is not a language code (ISO 639)"


def web(value: Any) -> str | None:
    return None if _matches(value, _WEB) else "is not a web address (http or https)"


def email(value: Any) -> str | None:
    return None if _matches(value, _EMAIL) else "is not an email address"


def _matches(value: Any, pattern: re.Pattern[str]) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value.strip()) is not None


def normalized_id(value: str) -> str:
    """A UUID in lower case: UUIDs are case-insensitive."""
    return str(UUID(value.strip()))
