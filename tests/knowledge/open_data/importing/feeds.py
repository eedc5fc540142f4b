"""Sample data of another publisher, as plain objects and as files."""

import csv
import json
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

SOURCE = {
    "publisher": "Gemeente Voorbeeld",
    "title": "Sociale kaart",
    "url": "https://voorbeeld.example/",
}


def an_id(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))


def an_organization(**more: Any) -> dict[str, Any]:
    values = {"id": an_id("huis"), "name": "Het Huis", "description": "Opvang.\n\nSinds kort."}
    return {**values, "website": "https://huis.example/", **more}


def a_service(**more: Any) -> dict[str, Any]:
    values = {
        "id": an_id("inloop"),
        "name": "Inloop voor jongens",
        "status": "active",
        "description": "Binnenlopen zonder afspraak.",
        "minimum_age": 12,
        "maximum_age": 23,
        "assured_date": "2026-10-01",
        "organization": an_organization(),
        "phones": [{"id": an_id("telefoon"), "number": "033 448 11 86", "type": "voice"}],
        "schedules": [a_schedule()],
        "languages": [{"id": an_id("nl"), "code": "nl", "name": "Nederlands"}],
        "service_areas": [{"id": an_id("gebied"), "name": "Voorbeeldstad"}],
    }
    return {**deepcopy(values), **more}


def a_schedule(**more: Any) -> dict[str, Any]:
    values = {"id": an_id("rooster"), "freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR"}
    return {**values, "opens_at": "09:00", "closes_at": "17:00", **more}


def write_json(folder: Path, content: Any, name: str = "diensten.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def table(rows: list[dict[str, Any]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def tables() -> dict[str, str]:
    """The same service as `a_service`, as tables of a data package."""
    service = a_service()
    owner = {"service_id": service["id"]}
    plain = {name: value for name, value in service.items() if not isinstance(value, list | dict)}
    parts = ("phones", "schedules", "languages", "service_areas")
    return {
        "organizations.csv": table([service["organization"]]),
        "services.csv": table([{**plain, "organization_id": service["organization"]["id"]}]),
        **{f"{part}.csv": table([{**row, **owner} for row in service[part]]) for part in parts},
    }
