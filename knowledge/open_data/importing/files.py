"""From a file or folder to their objects; what cannot be trusted is refused before it is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile, is_zipfile

from knowledge.open_data.importing.problems import Problem, refused
from knowledge.open_data.importing.tables import TABLES, nested

MB = 1024 * 1024
MOST_BYTES = 50 * MB  # of one file, and of all that a ZIP unpacks to
MOST_FILES = 200
MOST_RECORDS = 50_000
JSON_ENDINGS = (".json", ".jsonl", ".ndjson")

Row = dict[str, Any]


@dataclass
class Feed:
    """What was read: (place, object) of each. `unread` are files that hold something else."""

    services: list[tuple[str, Row]] = field(default_factory=list)
    organizations: list[tuple[str, Row]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_feed(path: Path) -> Feed:
    """The services and organisations in `path`. RefusedError when nothing can be made of it."""
    if not path.exists():
        raise refused(str(path), "is not there")
    files = _files(path)
    feed = Feed()
    tables = {name: data for name, data in files.items() if name in TABLES}
    if "services.csv" in tables or "organizations.csv" in tables:
        services, organizations, feed.problems = nested(tables)
        feed.services, feed.organizations = services, organizations
        feed.unread = [name for name in files if name not in TABLES]
    else:
        for name, data in files.items():
            _read_json(feed, name, data)
    if not (feed.services or feed.organizations or feed.problems):
        raise refused(path.name, "holds no services and no organisations")
    if len(feed.services) + len(feed.organizations) > MOST_RECORDS:
        raise refused(path.name, f"holds more than {MOST_RECORDS:,} records; send it in parts")
    return feed


def _files(path: Path) -> dict[str, bytes]:
    """Name and content of each file that may be read, in the order of their names."""
    if path.is_dir():
        wanted = [one for one in sorted(path.iterdir()) if _is_ours(one.name)]
        if len(wanted) > MOST_FILES:
            raise refused(path.name, f"holds more than {MOST_FILES} files")
        return {one.name: _bytes(one, inside=path) for one in wanted}
    if path.stat().st_size <= MOST_BYTES and is_zipfile(path):
        return _unpacked(path)
    return {path.name: _bytes(path)}


def _is_ours(name: str) -> bool:
    return name in TABLES or (name.endswith(JSON_ENDINGS) and name != "datapackage.json")


def _bytes(path: Path, inside: Path | None = None) -> bytes:
    if inside and not path.resolve().is_relative_to(inside.resolve()):
        raise refused(path.name, "leads to a place outside the folder")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refused(path.name, f"is larger than {MOST_BYTES // MB} MB; send it in parts")
        return path.read_bytes()
    except OSError as error:
        raise refused(path.name, f"cannot be read: {error.strerror}") from error


def _unpacked(path: Path) -> dict[str, bytes]:
    """Read in memory by name and never written anywhere, so that no path can lead elsewhere."""
    try:
        with ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MOST_FILES:
                raise refused(path.name, f"holds more than {MOST_FILES} files")
            found: dict[str, bytes] = {}
            for info in sorted(infos, key=lambda info: info.filename):
                name = _safe_name(path, info.filename)
                if not _is_ours(name):
                    continue
                if name in found:
                    raise refused(f"{path.name}: {name}", "stands in it twice")
                left = MOST_BYTES - sum(map(len, found.values()))
                with archive.open(info) as packed:  # what it says of its size may be a lie
                    found[name] = packed.read(left + 1)
                if len(found[name]) > left:
                    raise refused(path.name, f"unpacks to more than {MOST_BYTES // MB} MB")
            return found
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise refused(path.name, f"is not a ZIP that can be read: {error}") from error


def _safe_name(path: Path, name: str) -> str:
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]:
        raise refused(f"{path.name}: {name}", "this path leads out of the ZIP")
    return parts[-1]


def _read_json(feed: Feed, name: str, data: bytes) -> None:
    for place, row in _objects(feed, name, data):
        if not isinstance(row, dict):
            feed.problems.append(Problem(place, "", "is not an object"))
        elif _is_service(row):
            feed.services.append((place, row))
        elif _is_organization(row):
            feed.organizations.append((place, row))
        elif name not in feed.unread:
            feed.unread.append(name)


_OF_SERVICES = {
    "status", "organization", "service_at_locations", "service_areas", "program", "assured_date",
    "application_process", "eligibility_description", "minimum_age", "maximum_age",
}  # fmt: skip


def _is_service(row: Row) -> bool:
    of_places = {"service_id", "service", "location", "location_id"}
    return bool(_OF_SERVICES & row.keys()) and not of_places & row.keys()


def _is_organization(row: Row) -> bool:
    """Anything that names and describes itself, unless it can only be something else."""
    others = {"location_type", "taxonomy_detail", "taxonomy", "code", "version", "location"}
    return "name" in row and not others & row.keys()


def _objects(feed: Feed, name: str, data: bytes) -> Iterator[tuple[str, Any]]:
    """The objects of one file, with where they stand: one, a list, a page of an API, or lines."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        feed.problems.append(Problem(name, "", f"line {line} is not in UTF-8"))
        return
    if not name.endswith(".json"):
        found = list(_lines(feed, name, text))
        if found or name.endswith((".jsonl", ".ndjson")):
            yield from found
            return
    try:
        yield from _listed(name, _parsed(text))
    except ValueError as error:
        feed.problems.append(Problem(name, "", f"is not JSON: {error}"))


def _listed(name: str, whole: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(whole, dict) and isinstance(whole.get("contents"), list):
        whole = whole["contents"]
    if isinstance(whole, list):
        yield from ((f"{name}, record {place}", row) for place, row in enumerate(whole, start=1))
    else:
        yield name, whole


def _lines(feed: Feed, name: str, text: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield f"{name}, line {number}", _parsed(line)
            except ValueError as error:
                feed.problems.append(Problem(f"{name}, line {number}", "", f"is not JSON: {error}"))


def _parsed(text: str) -> Any:
    """ValueError when it is not JSON; NaN and Infinity are not."""

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no value of JSON")

    try:
        return json.loads(text, parse_constant=refuse)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
