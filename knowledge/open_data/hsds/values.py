"""Values that objects share: identifiers, texts, dates and timestamps."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from django.utils.encoding import iri_to_uri

from knowledge.values.hours.opening_hours import ZONE

NAMESPACE = UUID("1a4cb4a0-dd80-4cda-b48a-c03cef1914a3")
"""Never change this: identifiers are derived from it and the permanent key of a record."""

SERVICE, ORGANISATION, DETAIL = "service", "organisation", "contactdetail"
LOCATION, AT_LOCATION = "location", "service_at_location"

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
END_OF_DAY = time(23, 59)  # HSDS has no 24:00, and 00:00 would be before the opening


def uid(kind: str, *key: str) -> str:
    """UUID (version 5) for a permanent key: the same in every installation."""
    return str(uuid5(NAMESPACE, ":".join((kind, *key))))


def without_empty(**values: Any) -> Any:
    """An object without fields that are None, empty or an empty list; 0 and False stay."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def paragraphs(*texts: str | None) -> str:
    return "\n\n".join(text.strip() for text in texts if text and text.strip())


def timestamp(at: datetime) -> str:
    """ISO 8601 in UTC, truncated to milliseconds so that it is never later than the change."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def day_of(at: datetime) -> date:
    """The date in the Netherlands."""
    return at.astimezone(ZONE).date()


def midnight(day: date) -> datetime:
    """The start of `day` in the Netherlands."""
    return datetime.combine(day, time(0), ZONE)


def web_address(value: str) -> str:
    """The URL in ASCII, as the format "uri" requires."""
    return str(iri_to_uri(value))
