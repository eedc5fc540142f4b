"""Validates objects against the schemas of HSDS: no other fields, and no null."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf.locale import LANG_INFO
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

BASE = "https://standard.example/"
_SERVICE = {"$ref": f"{BASE}service.json"}
ADDITIONAL = {
    "organization.json": {"services": {"type": "array", "items": _SERVICE}},
    "service_at_location.json": {"service": _SERVICE},
}
"""Listed in docs/hsds.md: in the text and examples of the standard, not in its schemas."""

FORMATS = {
    "assured_date": r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    "last_modified": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z",
    "byday": r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU))*",
    "byweekno": r"\d{1,2}(,\d{1,2})*",
    "valid_from": r"\d{4}-\d\d-\d\d",
    "valid_to": r"\d{4}-\d\d-\d\d",
    "opens_at": r"([01]\d|2[0-3]):[0-5]\d",
    "closes_at": r"([01]\d|2[0-3]):[0-5]\d",
    "extent_type": r"text",
    "language": r"nl|en",
}


@cache
def _registry(folder: Path) -> Any:
    registry = Registry()
    for path in sorted((folder / "hsds/schema").glob("*.json")):
        schema = json.loads(path.read_text())
        schema["properties"] |= ADDITIONAL.get(path.name, {})
        schema |= {"additionalProperties": False, "$id": BASE + path.name}
        registry = registry.with_resource(BASE + path.name, DRAFT202012.create_resource(schema))
    return registry


def errors_in(folder: Path, noun: str, value: Any) -> list[str]:
    """Validation errors of `value` as a `noun` of the standard: service, organization, ..."""
    validator = Draft202012Validator(
        {"$ref": f"{BASE}{noun}.json"},
        registry=_registry(folder),
        format_checker=FormatChecker(),
    )
    errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
    return errors + list(_extra_errors(value, "$"))


def _extra_errors(value: Any, path: str) -> Iterator[str]:
    """What the schemas do not check: formats of dates, times and codes, and empty values."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _extra_errors(item, f"{path}[{number}]")
    elif isinstance(value, dict):
        for name, field in value.items():
            if name in FORMATS and not re.fullmatch(FORMATS[name], field):
                yield f"{path}.{name}: {field!r}"
            if name == "languages":
                codes = [language["code"] for language in field]
                yield from (f"{path}: {code}" for code in codes if not _is_code(code))
            yield from _extra_errors(field, f"{path}.{name}")
    elif value is None or value == "":
        yield f"{path} is empty"


def _is_code(code: str) -> bool:
    return code in LANG_INFO or bool(re.fullmatch(r"[a-z]{3}", code))
