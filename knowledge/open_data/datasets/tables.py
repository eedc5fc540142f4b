"""Flattens nested HSDS objects into rows of tables, and writes those as CSV. Pure."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Any

from knowledge.open_data.datasets.columns import TABLES

Row = Mapping[str, Any]

_CHILDREN = {
    "phones": "phones",
    "additional_urls": "url",
    "contacts": "contacts",
    "schedules": "schedules",
    "service_areas": "service_areas",
    "languages": "languages",
    "service_at_locations": "service_at_location",
    "attributes": "attributes",
}
_OWNERS = {
    "services": "service_id",
    "organizations": "organization_id",
    "service_at_location": "service_at_location_id",
}
_FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[\d\s().-]*")


def rows_of(table: str, record: Row, **owner: str) -> Iterator[tuple[str, Row]]:
    """(table, row) for `record` and everything nested in it."""
    row = {**record, **owner}
    for name in ("organization", "location", "taxonomy_term"):
        if name in record:
            row[f"{name}_id"] = record[name]["id"]
    yield table, {name: row[name] for name in TABLES[table] if name in row}
    if location := record.get("location"):
        yield from rows_of("locations", location)
    for key, child in _CHILDREN.items():
        for part in record.get(key, ()):
            if child == "attributes":
                yield from rows_of(child, part, link_id=record["id"])
            else:
                yield from rows_of(child, part, **{_OWNERS[table]: record["id"]})


def csv_of(table: str, rows: Iterable[Row]) -> bytes:
    """Lines of CSV (RFC 4180) in UTF-8, without a header row."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([_cell(row.get(name)) for name in TABLES[table]] for row in rows)
    return text.getvalue().encode()


def header_of(table: str) -> bytes:
    return (",".join(TABLES[table]) + "\r\n").encode()


def _cell(value: Any) -> str:
    """Escape text that a spreadsheet would run as a formula with a leading space (CSV injection).

    The text itself is unchanged. Phone numbers may start with a plus.
    """
    text = "" if value is None else str(value)
    return (
        f" {text}" if text.startswith(_FORMULA_PREFIXES) and not _NUMBER.fullmatch(text) else text
    )
