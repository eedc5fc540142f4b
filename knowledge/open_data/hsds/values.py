"""Small values that every object has: identifiers, texts, days and moments."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from django.utils.encoding import iri_to_uri

from knowledge.values.hours import ZONE

NAMESPACE = UUID("1a4cb4a0-dd80-4cda-b48a-c03cef1914a3")
"""Ours, for ever: with it an identifier follows from the permanent key of a record alone."""

SERVICE, ORGANISATION, DETAIL = "service", "organisation", "contactdetail"
LOCATION, AT_LOCATION = "location", "service_at_location"

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
END_OF_DAY = time(23, 59)  # 24:00 is no time, and 00:00 would come before the opening


def uid(kind: str, *key: str) -> str:
    """The identifier of what has this permanent key (version 5): the same in every installation."""
    return str(uuid5(NAMESPACE, ":".join((kind, *key))))


def filled(**values: Any) -> Any:
    """An object without the fields that say nothing; 0 says something."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def paragraphs(*texts: str | None) -> str:
    return "\n\n".join(text.strip() for text in texts if text and text.strip())


def moment(at: datetime) -> str:
    """In UTC, in milliseconds, cut off: never later than the change itself."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def day_of(at: datetime) -> date:
    """The day on which it was, for people in the Netherlands."""
    return at.astimezone(ZONE).date()


def midnight(day: date) -> datetime:
    """When `day` begins in the Netherlands."""
    return datetime.combine(day, time(0), ZONE)


def web_address(value: str) -> str:
    """In plain ASCII, as the format uri asks."""
    return str(iri_to_uri(value))
