"""The schemas of the standard, as a check of one object: nothing else than they name, no null."""

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
"""What docs/hsds.md lists: in the text and the examples of the standard, not in its schemas."""

FORMATS = {
    "assured_date": r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    "last_modified": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z",
    "byday": r"(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*",
    "opens_at": r"([01]\d|2[0-3]):[0-5]\d",
    "closes_at": r"([01]\d|2[0-3]):[0-5]\d",
    "extent_type": r"text",
    "language": r"nl|en",
}


@cache
def _registry(folder: Path) -> Any:
    found = Registry()
    for path in sorted((folder / "hsds/schema").glob("*.json")):
        schema = json.loads(path.read_text())
        schema["properties"] |= ADDITIONAL.get(path.name, {})
        schema |= {"additionalProperties": False, "$id": BASE + path.name}
        found = found.with_resource(BASE + path.name, DRAFT202012.create_resource(schema))
    return found


def faults(folder: Path, noun: str, thing: Any) -> list[str]:
    """What is wrong with `thing` as a `noun` of the standard: service, organization, ..."""
    check = Draft202012Validator(
        {"$ref": f"{BASE}{noun}.json"},
        registry=_registry(folder),
        format_checker=FormatChecker(),
    )
    wrong = [f"{error.json_path}: {error.message}" for error in check.iter_errors(thing)]
    return wrong + list(_beyond(thing, "$"))


def _beyond(thing: Any, path: str) -> Iterator[str]:
    """What the schemas let pass: the form of days, times and codes, and empty values."""
    if isinstance(thing, list):
        for number, one in enumerate(thing):
            yield from _beyond(one, f"{path}[{number}]")
    elif isinstance(thing, dict):
        for name, value in thing.items():
            if name in FORMATS and not re.fullmatch(FORMATS[name], value):
                yield f"{path}.{name}: {value!r}"
            if name == "languages":
                yield from (f"{path}: {one['code']}" for one in value if not _is_code(one["code"]))
            yield from _beyond(value, f"{path}.{name}")
    elif thing is None or thing == "":
        yield f"{path} is empty"


def _is_code(code: str) -> bool:
    return code in LANG_INFO or bool(re.fullmatch(r"[a-z]{3}", code))
