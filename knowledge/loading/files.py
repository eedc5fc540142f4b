"""Read and validate content files; nothing is written here."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import models

from knowledge.introspection import (
    LANGUAGES,
    foreign_keys,
    many_to_many,
    plain_fields,
    translated_fields,
)
from knowledge.loading.entries import EntrySpec, Part
from knowledge.models import Status
from knowledge.models.entry import SourcedEntry

Raw = dict[str, Any]


class KnownSlugs(dict[Any, set[str]]):
    """Slugs that references may point to, by model: from the files and the database."""

    def __missing__(self, model: type[models.Model]) -> set[str]:
        self[model] = set(model._default_manager.values_list("slug", flat=True))
        return self[model]


@dataclass(frozen=True, slots=True)
class ContentProblem:
    """A validation problem: file, slug of the entry, and a message that names the field."""

    file: str
    entry: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: {self.message}"


class ContentError(Exception):
    """The content is invalid and nothing was loaded; `problems` lists every problem."""

    def __init__(self, problems: Sequence[ContentProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class FileEntry:
    """An entry as it stands in the file of this name."""

    file: str
    raw: Raw


def read_entries(spec: EntrySpec) -> tuple[dict[str, FileEntry], list[ContentProblem]]:
    """The entries of a file, or of the files in a folder, by slug; and problems of the files."""
    if not spec.file.is_dir():
        files = [spec.file]
    elif not (files := sorted(spec.file.glob("*.yaml"))):
        return {}, [ContentProblem(spec.file.name, "-", "has no .yaml files")]
    entries: dict[str, FileEntry] = {}
    problems = []
    for file in files:
        try:
            loaded = _rows(spec) if file.suffix == ".csv" else _yaml(file)
        except (OSError, UnicodeDecodeError, yaml.YAMLError, csv.Error) as error:
            message = f"cannot be read: {' '.join(str(error).split())}"
            problems.append(ContentProblem(file.name, "-", message))
            continue
        problems += _add_entries(loaded, file.name, entries)
    return entries, problems


def _add_entries(loaded: Any, file: str, entries: dict[str, FileEntry]) -> list[ContentProblem]:
    """Add what a file holds to `entries`; problems of what is no entry, or is there already."""
    if not isinstance(loaded, list):
        return [ContentProblem(file, "-", "is not a list of entries")]
    problems = []
    for number, raw in enumerate(loaded, start=1):
        slug = raw.get("slug") if isinstance(raw, dict) else None
        if not isinstance(slug, str) or not slug:
            problems.append(ContentProblem(file, f"entry {number}", "has no slug"))
        elif slug not in entries:
            entries[slug] = FileEntry(file, raw)
        elif (other := entries[slug].file) == file:
            problems.append(ContentProblem(file, slug, "appears twice in the file"))
        else:
            problems.append(ContentProblem(file, slug, f"is in {other} too"))
    return problems


# The safe loader, in C where PyYAML has it: ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _yaml(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (safe loader)


def _rows(spec: EntrySpec) -> list[Raw] | None:
    """Rows of a CSV file as entries: empty cells are omitted, lists are space-separated.

    None when the header has no slug. Raises csv.Error for a row of another width than the header.
    """
    lists = {many.name for many in many_to_many(spec.model)}
    with spec.file.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file, strict=True)) or [[]]
    if "slug" not in header:
        return None
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            raise csv.Error(f"entry {number} has {len(row)} cells instead of {len(header)}")
    return [
        {
            name: cell.split() if name in lists else cell.strip()
            for name, cell in zip(header, row, strict=True)
            if cell.strip()
        }
        for row in rows
    ]


def entry_problems(raw: Raw, spec: EntrySpec, known: KnownSlugs) -> Iterator[str]:
    """Problems of one entry: unknown fields, missing texts, dangling references."""
    yield from _fields(raw, spec, known, "")
    published = raw.get("status", Status.PUBLISHED) == Status.PUBLISHED
    if issubclass(spec.model, SourcedEntry) and published and not raw.get("sources"):
        yield "sources: a published entry needs at least one"


def _fields(raw: Raw, shape: EntrySpec | Part, known: KnownSlugs, prefix: str) -> Iterator[str]:
    model, parent = shape.model, shape.parent
    texts = set(translated_fields(model))
    keys = {key.name: key.related_model for key in foreign_keys(model, parent)}
    lists = {many.name: many.related_model for many in many_to_many(model)}
    fields = {field.name for field in plain_fields(model, parent)}
    parts = {part.key: part for part in shape.parts}
    for name, value in raw.items():
        path = f"{prefix}{name}"
        if name in texts:
            yield from _text(path, value)
        elif name in keys:
            yield from _references(path, [value], keys[name], known)
        elif name in lists:
            yield from _references(path, value, lists[name], known)
        elif name in parts:
            yield from _part(path, value, parts[name], known)
        elif name not in fields:
            yield f"{path}: is not a field of {model._meta.model_name}"
        elif isinstance(value, dict | list):
            yield f"{path}: must be one value"


def _text(path: str, value: Any) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path}: must have a text for each of: {', '.join(LANGUAGES)}"
        return
    for code in value:
        if code not in LANGUAGES:
            yield f"{path}: {code!r} is not a language of this site"
    for code in LANGUAGES:
        if not isinstance(value.get(code), str):
            yield f"{path}: has no text in {code}"


def _references(path: str, values: Any, model: Any, known: KnownSlugs) -> Iterator[str]:
    if not isinstance(values, list):
        yield f"{path}: must be a list of slugs"
        return
    for value in values:
        if not isinstance(value, str) or value not in known[model]:
            yield f"{path}: there is no {model._meta.model_name} {value!r}"
    for value in {value for value in values if isinstance(value, str) and values.count(value) > 1}:
        yield f"{path}: {value!r} appears twice"


def _part(path: str, items: Any, part: Part, known: KnownSlugs) -> Iterator[str]:
    if not isinstance(items, list):
        yield f"{path}: must be a list"
        return
    for number, item in enumerate(items, start=1):
        row = {part.shorthand: item} if part.shorthand and isinstance(item, str) else item
        if not isinstance(row, dict):
            yield f"{path} {number}: must have fields"
            continue
        name = f"{path} {row.get('slug', number)}: "
        yield from _fields(row, part, known, name)
