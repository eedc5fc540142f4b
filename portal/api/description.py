"""The OpenAPI description: what django-ninja knows, made precise and said in one language."""

from __future__ import annotations

import json
from typing import Any

from ninja import NinjaAPI

from knowledge.open_data.datasets.package import LICENCE
from portal.api.words import ABOUT, PARAMETERS, SUMMARIES, TITLE

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FORMATS = {
    "id": "uuid",
    "url": "uri",
    "uri": "uri",
    "term_uri": "uri",
    "website": "uri",
    "profile": "uri",
    "openapi_url": "uri",
    "data_guide": "uri",
    "email": "email",
    "last_modified": "date-time",
    "modified_date": "date-time",
    "assured_date": "date",
}


def described(api: NinjaAPI, base: str) -> dict[str, Any]:
    """The description in the active language; `base` is the address of the API."""
    made: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="")))
    made["jsonSchemaDialect"] = DIALECT
    made["servers"] = [{"url": base.rstrip("/")}]
    made["info"] |= {"title": str(TITLE), "description": str(ABOUT), "license": _licence()}
    for name, schema in made["components"]["schemas"].items():
        _make_precise(name, schema)
    for path, operations in made["paths"].items():
        for operation in operations.values():
            _complete(operation, str(SUMMARIES[path]))
    return made


def _licence() -> dict[str, str]:
    return {"name": LICENCE["title"], "url": LICENCE["path"]}


def _make_precise(name: str, schema: dict[str, Any]) -> None:
    """Formats of values, and that nothing else is in it."""
    if "properties" not in schema:
        return
    schema["additionalProperties"] = False
    for field, value in schema["properties"].items():
        if value.get("type") != "string":
            continue
        if found := _FORMATS.get("id" if field.endswith("_id") else field):
            value["format"] = found
    if name == "Problem":
        schema["properties"]["errors"]["additionalProperties"] = {"type": "string"}


def _complete(operation: dict[str, Any], summary: str) -> None:
    """What it is for, headers of an answer, and the other form of a list."""
    operation["summary"] = summary
    for parameter in operation["parameters"]:
        parameter["description"] = str(PARAMETERS[parameter["name"]])
    good = operation["responses"]["200"]
    header = {"schema": {"type": "string"}}
    good["headers"] = {"Content-Language": header}
    if any(one["name"] == "format" for one in operation["parameters"]):
        good["content"]["application/x-ndjson"] = {"schema": {"type": "string"}}
    else:
        good["headers"]["ETag"] = header
