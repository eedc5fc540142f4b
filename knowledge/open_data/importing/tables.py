"""Joins the tables of a data package into nested objects like those of an API."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from knowledge.open_data.importing.problems import FeedProblem

Row = dict[str, Any]
RowWithOrigin = tuple[str, Row]

MAX_CELL = 100_000
NUMBERS = {"minimum_age", "maximum_age"}

_AT_A_PLACE = ("service_at_location_id", "location_id", "service_id")
# For each table: the list in the parent row that its rows go to, by foreign key column. The first
# parent that a row names gets it: schedules of a service at a place are not those of the service.
PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "phones.csv": tuple((name, "phones") for name in ("contact_id", *_AT_A_PLACE)),
    "schedules.csv": tuple((name, "schedules") for name in _AT_A_PLACE),
    "service_areas.csv": (("service_id", "service_areas"),),
    "languages.csv": (("service_id", "languages"),),
    "contacts.csv": tuple((name, "contacts") for name in _AT_A_PLACE),
    "url.csv": (("service_id", "additional_urls"), ("organization_id", "additional_websites")),
    "addresses.csv": (("location_id", "addresses"),),
    "service_at_location.csv": (("service_id", "service_at_locations"),),
}
PARENTS = {
    "service_id": "services.csv",
    "organization_id": "organizations.csv",
    "location_id": "locations.csv",
    "service_at_location_id": "service_at_location.csv",
    "contact_id": "contacts.csv",
}
TERMS, ATTRIBUTES = "taxonomy_terms.csv", "attributes.csv"
ALIASES = {"urls.csv": "url.csv", "service_at_locations.csv": "service_at_location.csv"}
TABLES = {*ALIASES, *PARENTS.values(), *PARTS, TERMS, ATTRIBUTES}


def join_tables(
    files: dict[str, bytes],
) -> tuple[list[RowWithOrigin], list[RowWithOrigin], list[FeedProblem]]:
    """Services and organisations with their origin, and the problems of the tables."""
    problems: list[FeedProblem] = []
    tables = {
        ALIASES.get(name, name): list(_rows(name, data, problems)) for name, data in files.items()
    }
    by_id: dict[str, dict[str, Row]] = {
        name: {row.get("id", ""): row for _origin, row in rows} for name, rows in tables.items()
    }
    _attach_attributes(tables, by_id)
    for name, relations in PARTS.items():
        for _origin, row in tables.get(name, []):
            _attach(row, relations, by_id)
    for _origin, row in tables.get("service_at_location.csv", []):
        location = by_id.get("locations.csv", {}).get(row.get("location_id", ""))
        if location:
            row["location"] = location
    return tables.get("services.csv", []), tables.get("organizations.csv", []), problems


def _attach(
    row: Row, relations: tuple[tuple[str, str], ...], by_id: dict[str, dict[str, Row]]
) -> None:
    for column, key in relations:
        parent = by_id.get(PARENTS[column], {}).get(row.get(column, ""))
        if parent is not None:
            parent.setdefault(key, []).append(row)
            return


def _attach_attributes(
    tables: dict[str, list[RowWithOrigin]], by_id: dict[str, dict[str, Row]]
) -> None:
    """Attach each attribute to its row, which may be in any table."""
    rows_by_id: dict[str, Row] = {}
    for rows in by_id.values():
        rows_by_id.update(rows)
    terms = by_id.get(TERMS, {})
    for _origin, row in tables.get(ATTRIBUTES, []):
        owner = rows_by_id.get(row.get("link_id", ""))
        if owner is not None and owner is not row:
            row["taxonomy_term"] = terms.get(row.get("taxonomy_term_id", ""), {})
            owner.setdefault("attributes", []).append(row)


def _rows(name: str, data: bytes, problems: list[FeedProblem]) -> Iterator[RowWithOrigin]:
    """The rows of one table, without empty cells."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(FeedProblem(name, "", f"line {line} is not in UTF-8"))
        return
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        heading = next(reader, [])
        if "id" not in heading or len(set(heading)) != len(heading):
            problems.append(
                FeedProblem(name, "", "needs a header row with id and no duplicate columns")
            )
            return
        for cells in reader:
            yield from _row(name, reader.line_num, heading, cells, problems)
    except csv.Error as error:
        problems.append(FeedProblem(f"{name}, line {reader.line_num}", "", f"is not CSV: {error}"))


def _row(
    name: str, line: int, heading: list[str], cells: list[str], problems: list[FeedProblem]
) -> Iterator[RowWithOrigin]:
    origin = f"{name}, line {line}"
    if not any(cell.strip() for cell in cells):
        return
    if len(cells) != len(heading):
        message = f"has {len(cells)} cells, the header row has {len(heading)}"
        problems.append(FeedProblem(origin, "", message))
        return
    row: Row = {}
    for column, cell in zip(heading, cells, strict=True):
        if len(cell) > MAX_CELL:
            problems.append(FeedProblem(origin, column, f"is longer than {MAX_CELL:,} characters"))
        elif cell.strip():
            row[column] = _number(cell) if column in NUMBERS else cell
    yield origin, row


def _number(cell: str) -> Any:
    """The cell as a number, or unchanged when it is none: validation reports that later."""
    try:
        return float(cell)
    except ValueError:
        return cell
