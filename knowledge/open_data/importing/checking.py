"""Validation of a feed, before anything is compared with the database. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from knowledge.open_data.importing import fields
from knowledge.open_data.importing.files import Feed
from knowledge.open_data.importing.problems import FeedProblem

Row = dict[str, Any]
Check = Callable[[Any], str | None]

ORGANIZATION: dict[str, Check] = {
    "id": fields.uuid,
    "name": fields.text,
    "alternate_name": fields.text,
    "description": fields.text,
    "website": fields.web,
}
SERVICE: dict[str, Check] = {
    "id": fields.uuid,
    "organization_id": fields.uuid,
    "name": fields.text,
    "description": fields.text,
    "status": fields.status,
    "url": fields.web,
    "email": fields.email,
    "application_process": fields.text,
    "eligibility_description": fields.text,
    "minimum_age": fields.age,
    "maximum_age": fields.age,
    "assured_date": fields.day,
    "last_modified": fields.day,
}
PARTS: dict[str, dict[str, Check]] = {
    "phones": {"id": fields.uuid, "number": fields.text, "description": fields.text},
    "additional_urls": {"id": fields.uuid, "url": fields.web, "label": fields.text},
    "languages": {"id": fields.uuid, "name": fields.text, "code": fields.language},
    "service_areas": {"id": fields.uuid, "name": fields.text, "description": fields.text},
    "schedules": {
        "id": fields.uuid,
        "valid_from": fields.day,
        "valid_to": fields.day,
        "until": fields.day,
        "freq": fields.frequency,
        "byday": fields.days,
        "opens_at": fields.clock,
        "closes_at": fields.clock,
        "description": fields.text,
    },
    "service_at_locations": {"id": fields.uuid},
    "contacts": {"id": fields.uuid, "email": fields.email, "name": fields.text},
}
NESTED = {
    "contacts": ("phones",),
    "service_at_locations": ("phones", "schedules", "contacts"),
    "location": ("phones", "schedules", "contacts"),
}
"""Lists within the objects of a list, and within the location of a service_at_location."""
REQUIRED = {
    "service": ("id", "name", "status"),
    "organization": ("id", "name", "description"),
    "phones": ("id", "number"),
    "additional_urls": ("id", "url"),
}


def problems_of(feed: Feed, known: Callable[[str], bool]) -> list[FeedProblem]:
    """All problems of a feed. `known` tells whether we have an organisation with this id."""
    problems = list(feed.problems)
    for origin, row in feed.organizations:
        problems += _row_problems(origin, "", row, ORGANIZATION, REQUIRED["organization"])
    for origin, row in feed.services:
        problems += _service_problems(origin, row)
    problems += _duplicate_ids(feed.services)
    problems += _duplicate_ids(feed.organizations)
    problems += _missing_organizations(feed, known)
    return list(dict.fromkeys(problems))


def organization_of(row: Row) -> str | None:
    """Id of the organisation of a service, nested or by reference; None if missing or invalid."""
    nested = row.get("organization")
    value: Any = nested.get("id") if isinstance(nested, dict) else row.get("organization_id")
    return fields.normalized_id(value) if fields.uuid(value) is None else None


def _service_problems(origin: str, row: Row) -> Iterator[FeedProblem]:
    yield from _row_problems(origin, "", row, SERVICE, REQUIRED["service"])
    lowest, highest = row.get("minimum_age"), row.get("maximum_age")
    if isinstance(lowest, int | float) and isinstance(highest, int | float) and lowest > highest:
        yield FeedProblem(origin, "minimum_age", "is above maximum_age")
    if "organization" in row:
        yield from _part_problems(
            origin, "organization", row["organization"], ORGANIZATION, REQUIRED["organization"]
        )
    yield from _list_problems(origin, "", row, PARTS)


def _list_problems(
    origin: str, prefix: str, row: Row, names: Iterable[str]
) -> Iterator[FeedProblem]:
    """The problems of the lists in `row`, and of those within their objects."""
    for name in names:
        parts = row.get(name, [])
        if not isinstance(parts, list):
            yield FeedProblem(origin, prefix + name, "is not a list")
            continue
        for number, part in enumerate(parts, start=1):
            path = f"{prefix}{name} {number}"
            yield from _part_problems(origin, path, part, PARTS[name], REQUIRED.get(name, ("id",)))
            if isinstance(part, dict):
                yield from _list_problems(origin, f"{path}, ", part, NESTED.get(name, ()))
                if isinstance(location := part.get("location"), dict):
                    inside = f"{path}, location, "
                    yield from _list_problems(origin, inside, location, NESTED["location"])


def _part_problems(
    origin: str, path: str, part: Any, checks: dict[str, Check], required: tuple[str, ...]
) -> Iterator[FeedProblem]:
    if isinstance(part, dict):
        yield from _row_problems(origin, f"{path}, ", part, checks, required)
    else:
        yield FeedProblem(origin, path, "is not an object")


def _row_problems(
    origin: str, prefix: str, row: Row, checks: dict[str, Check], required: tuple[str, ...]
) -> Iterator[FeedProblem]:
    for name in required:
        if row.get(name) in (None, ""):
            yield FeedProblem(origin, prefix + name, "is missing")
    for name, check in checks.items():
        value = row.get(name)
        if value not in (None, "") and (message := check(value)):
            yield FeedProblem(origin, prefix + name, message)


def _duplicate_ids(rows: list[tuple[str, Row]]) -> Iterator[FeedProblem]:
    """Ids used twice, except for one record in a short and a full form of two files."""
    by_id: dict[str, tuple[str, Row]] = {}
    for origin, row in rows:
        if fields.uuid(row.get("id")) is not None:
            continue
        first, other = by_id.setdefault(fields.normalized_id(row["id"]), (origin, row))
        if other is not row and not same_values(row, other):
            yield FeedProblem(
                origin, "id", f"is also the id of {first}, which has different content"
            )
        elif other is not row and first.split(",")[0] == origin.split(",")[0]:
            yield FeedProblem(origin, "id", f"is also the id of {first}")


def same_values(row: Row, other: Row) -> bool:
    """True when the plain values that both rows have are equal."""
    shared = [name for name in row.keys() & other.keys() if not isinstance(row[name], dict | list)]
    return all(row[name] == other[name] for name in shared)


def _missing_organizations(feed: Feed, known: Callable[[str], bool]) -> Iterator[FeedProblem]:
    here = {fields.normalized_id(row["id"]) for _origin, row in feed.organizations if _has_id(row)}
    for origin, row in feed.services:
        if isinstance(row.get("organization"), dict) or row.get("status") != "active":
            continue
        value = organization_of(row)
        if value is None and not row.get("organization_id"):
            yield FeedProblem(origin, "organization_id", "is missing, and so is organization")
        elif value is not None and value not in here and not known(value):
            yield FeedProblem(
                origin, "organization_id", f"{value} is neither in the file nor in this directory"
            )


def _has_id(row: Row) -> bool:
    return fields.uuid(row.get("id")) is None
