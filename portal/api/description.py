"""The OpenAPI description: that of django-ninja, made more precise and in one language."""

from __future__ import annotations

import json
import re
from typing import Any

from ninja import NinjaAPI

from knowledge.open_data.datasets.package import LICENCE
from portal.api.reference_texts import ABOUT, PARAMETERS, SUMMARIES, TITLE

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


def openapi_description(api: NinjaAPI, base: str) -> dict[str, Any]:
    """The description in the active language; `base` is the URL of the API."""
    description: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="")))
    description["jsonSchemaDialect"] = DIALECT
    description["servers"] = [{"url": base.rstrip("/")}]
    description["info"] |= {"title": str(TITLE), "description": str(ABOUT), "license": _licence()}
    for name, schema in description["components"]["schemas"].items():
        _make_precise(name, schema)
    for path, operations in description["paths"].items():
        for operation in operations.values():
            _complete(operation, str(SUMMARIES[path]))
    return description


def _licence() -> dict[str, str]:
    return {"name": LICENCE["title"], "url": LICENCE["path"]}


def _make_precise(name: str, schema: dict[str, Any]) -> None:
    """Adds a title of its own and formats of values, and excludes additional properties."""
    if page_of := re.fullmatch(r"Page_(\w+)_", name):
        schema["title"] = f"PageOf{page_of[1]}"  # generated clients name their classes after it
    if "properties" not in schema:
        return
    schema["additionalProperties"] = False
    for field, value in schema["properties"].items():
        if value.get("type") != "string":
            continue
        if format := _FORMATS.get("id" if field.endswith("_id") else field):
            value["format"] = format
    if name == "Problem":
        schema["properties"]["errors"]["additionalProperties"] = {"type": "string"}


def _complete(operation: dict[str, Any], summary: str) -> None:
    """Adds the summary, parameter descriptions, response headers and the NDJSON form of a list."""
    operation["summary"] = summary
    for parameter in operation["parameters"]:
        parameter["description"] = str(PARAMETERS[parameter["name"]])
    ok = operation["responses"]["200"]
    header = {"schema": {"type": "string"}}
    ok["headers"] = {"Content-Language": header}
    if any(parameter["name"] == "format" for parameter in operation["parameters"]):
        ok["content"]["application/x-ndjson"] = {"schema": {"type": "string"}}
    else:
        ok["headers"]["ETag"] = header
