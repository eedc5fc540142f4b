"""Everything that is wrong with what another publisher says, before anything is compared. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from knowledge.open_data.importing import fields
from knowledge.open_data.importing.files import Feed
from knowledge.open_data.importing.problems import Problem

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
REQUIRED = {
    "service": ("id", "name", "status"),
    "organization": ("id", "name", "description"),
    "phones": ("id", "number"),
    "additional_urls": ("id", "url"),
}


def problems_of(feed: Feed, known: Callable[[str], bool]) -> list[Problem]:
    """All of them. `known` says whether an organisation with this id is here already."""
    found = list(feed.problems)
    for place, row in feed.organizations:
        found += _wrong(place, "", row, ORGANIZATION, REQUIRED["organization"])
    for place, row in feed.services:
        found += _service(place, row)
    found += _doubles(feed.services)
    found += _doubles(feed.organizations)
    found += _missing_organizations(feed, known)
    return list(dict.fromkeys(found))


def organization_of(row: Row) -> str | None:
    """The id of the organisation of a service, nested or by reference."""
    within = row.get("organization")
    value: Any = within.get("id") if isinstance(within, dict) else row.get("organization_id")
    return fields.same_id(value) if fields.uuid(value) is None else None


def _service(place: str, row: Row) -> Iterator[Problem]:
    yield from _wrong(place, "", row, SERVICE, REQUIRED["service"])
    lowest, highest = row.get("minimum_age"), row.get("maximum_age")
    if isinstance(lowest, int | float) and isinstance(highest, int | float) and lowest > highest:
        yield Problem(place, "minimum_age", "is above maximum_age")
    if "organization" in row:
        yield from _part(
            place, "organization", row["organization"], ORGANIZATION, REQUIRED["organization"]
        )
    for name, checks in PARTS.items():
        parts = row.get(name, [])
        if not isinstance(parts, list):
            yield Problem(place, name, "is not a list")
            continue
        for number, part in enumerate(parts, start=1):
            yield from _part(place, f"{name} {number}", part, checks, REQUIRED.get(name, ("id",)))


def _part(
    place: str, where: str, part: Any, checks: dict[str, Check], needed: tuple[str, ...]
) -> Iterator[Problem]:
    if isinstance(part, dict):
        yield from _wrong(place, f"{where}, ", part, checks, needed)
    else:
        yield Problem(place, where, "is not an object")


def _wrong(
    place: str, before: str, row: Row, checks: dict[str, Check], needed: tuple[str, ...]
) -> Iterator[Problem]:
    for name in needed:
        if row.get(name) in (None, ""):
            yield Problem(place, before + name, "is missing")
    for name, check in checks.items():
        value = row.get(name)
        if value not in (None, "") and (message := check(value)):
            yield Problem(place, before + name, message)


def _doubles(rows: list[tuple[str, Row]]) -> Iterator[Problem]:
    """Ids that stand for two different things; the same one, short and whole, is no mistake."""
    seen: dict[str, tuple[str, Row]] = {}
    for place, row in rows:
        if fields.uuid(row.get("id")) is not None:
            continue
        before, other = seen.setdefault(fields.same_id(row["id"]), (place, row))
        if other is not row and not alike(row, other):
            yield Problem(place, "id", f"is also that of {before}, which says something else")
        elif other is not row and before.split(",")[0] == place.split(",")[0]:
            yield Problem(place, "id", f"is also that of {before}")


def alike(one: Row, other: Row) -> bool:
    """Whether both say the same where both say something."""
    plain = [name for name in one.keys() & other.keys() if not isinstance(one[name], dict | list)]
    return all(one[name] == other[name] for name in plain)


def _missing_organizations(feed: Feed, known: Callable[[str], bool]) -> Iterator[Problem]:
    here = {fields.same_id(row["id"]) for _place, row in feed.organizations if _has_id(row)}
    for place, row in feed.services:
        if isinstance(row.get("organization"), dict) or row.get("status") != "active":
            continue
        value = organization_of(row)
        if value is None and not row.get("organization_id"):
            yield Problem(place, "organization_id", "is missing, and so is organization")
        elif value is not None and value not in here and not known(value):
            yield Problem(place, "organization_id", f"{value} is not in the file, and not here")


def _has_id(row: Row) -> bool:
    return fields.uuid(row.get("id")) is None
