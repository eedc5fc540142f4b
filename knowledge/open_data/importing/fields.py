"""One value of theirs: None when it is right, otherwise what is wrong with it. Pure."""

from __future__ import annotations

import re
from datetime import date, time
from html import unescape
from typing import Any
from uuid import UUID

from knowledge.open_data.hsds.values import DAYS

STATUSES = ("active", "inactive", "defunct", "temporarily closed")
FREQUENCIES = ("WEEKLY", "MONTHLY")
OLDEST = 120

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
    return None if _is(value, _UUID) else "is not a UUID"


def text(value: Any) -> str | None:
    """Plain text: what stands here is shown as it is, so markup would be seen."""
    if not isinstance(value, str):
        return "is not a text"
    if _CONTROL.search(value):
        return "holds a character that cannot be stored"
    if found := _markup(value):
        return f"holds HTML ({found[:30]}); only plain text can be taken over"
    return None


def _markup(value: str) -> str:
    """The first tag, or character in the notation of HTML; empty without any."""
    if tag := _TAG.search(value):
        return tag[0]
    found = _CHARACTER.findall(value)
    return next((one for one in found if unescape(one) != one), "")


def status(value: Any) -> str | None:
    return None if value in STATUSES else f"is not one of: {', '.join(STATUSES)}"


def day(value: Any) -> str | None:
    return None if day_in(value) else "is not a date (YYYY-MM-DD)"


def day_in(value: Any) -> date | None:
    """Also of a moment; None when it is neither."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d(T.*)?", value):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def clock(value: Any) -> str | None:
    return None if time_in(value) else "is not a time (HH:MM)"


def time_in(value: Any) -> tuple[time, str] | None:
    """Hour and minute, and the offset as written; 24:00 is midnight. None when it is no time."""
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    if (hour, minute) == (24, 0):
        hour = 0
    if hour > 23 or minute > 59:
        return None
    return time(hour, minute), found[5] or ""


def days(value: Any) -> str | None:
    known = isinstance(value, str) and all(
        _BYDAY.fullmatch(part.strip()) for part in value.split(",")
    )
    return None if known else f"is not a list of {', '.join(DAYS)}"


def frequency(value: Any) -> str | None:
    return None if value in FREQUENCIES else f"is not one of: {', '.join(FREQUENCIES)}"


def age(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "is not a number"
    if not 0 <= value <= OLDEST or not float(value).is_integer():
        return f"is not an age in whole years up to {OLDEST}"
    return None


def language(value: Any) -> str | None:
    return None if _is(value, _LANGUAGE) else "is not a language code (ISO 639)"


def web(value: Any) -> str | None:
    return None if _is(value, _WEB) else "is not a web address (http or https)"


def email(value: Any) -> str | None:
    return None if _is(value, _EMAIL) else "is not an e-mail address"


def _is(value: Any, pattern: re.Pattern[str]) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value.strip()) is not None


def same_id(value: str) -> str:
    """An id as we keep it: UUIDs are the same in capitals."""
    return str(UUID(value.strip()))
