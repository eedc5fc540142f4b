"""Reads a file, folder or ZIP into a feed. Rejects unsafe input before reading it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile, is_zipfile

from knowledge.open_data.importing.problems import FeedProblem, feed_error
from knowledge.open_data.importing.tables import TABLES, join_tables
from knowledge.values.bounded_json import bounded_json

MB = 1024 * 1024
MAX_BYTES = 50 * MB  # of one file, and of a ZIP after unpacking
MAX_FILES = 200
MAX_RECORDS = 50_000
JSON_ENDINGS = (".json", ".jsonl", ".ndjson")

Row = dict[str, Any]


@dataclass
class Feed:
    """Objects with their origin. `skipped_files` contain no services or organisations."""

    services: list[tuple[str, Row]] = field(default_factory=list)
    organizations: list[tuple[str, Row]] = field(default_factory=list)
    skipped_files: list[str] = field(default_factory=list)
    problems: list[FeedProblem] = field(default_factory=list)


def read_feed(path: Path) -> Feed:
    """The services and organisations in `path`. Raises InvalidFeedError when it is unreadable."""
    if not path.exists():
        raise feed_error(str(path), "is not there")
    files = _files(path)
    feed = Feed()
    tables = {name: data for name, data in files.items() if name in TABLES}
    if "services.csv" in tables or "organizations.csv" in tables:
        services, organizations, feed.problems = join_tables(tables)
        feed.services, feed.organizations = services, organizations
        feed.skipped_files = [name for name in files if name not in TABLES]
    else:
        for name, data in files.items():
            _read_json(feed, name, data)
    if not (feed.services or feed.organizations or feed.problems):
        raise feed_error(path.name, "contains no services or organisations")
    if len(feed.services) + len(feed.organizations) > MAX_RECORDS:
        raise feed_error(
            path.name, f"contains more than {MAX_RECORDS:,} records; import it in parts"
        )
    return feed


def _files(path: Path) -> dict[str, bytes]:
    """Name and content of each readable file, sorted by name."""
    if path.is_dir():
        paths = [entry for entry in sorted(path.iterdir()) if _is_data_file(entry.name)]
        if len(paths) > MAX_FILES:
            raise feed_error(path.name, f"contains more than {MAX_FILES} files")
        return {entry.name: _bytes(entry, inside=path) for entry in paths}
    if path.stat().st_size <= MAX_BYTES and is_zipfile(path):
        return _unpacked(path)
    return {path.name: _bytes(path)}


def _is_data_file(name: str) -> bool:
    return name in TABLES or (name.endswith(JSON_ENDINGS) and name != "datapackage.json")


def _bytes(path: Path, inside: Path | None = None) -> bytes:
    if inside and not path.resolve().is_relative_to(inside.resolve()):
        raise feed_error(path.name, "points to a file outside the folder")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise feed_error(path.name, f"is larger than {MAX_BYTES // MB} MB; import it in parts")
        return path.read_bytes()
    except OSError as error:
        raise feed_error(path.name, f"cannot be read: {error.strerror}") from error


def _unpacked(path: Path) -> dict[str, bytes]:
    """Unpack in memory and never to disk, so that paths in the ZIP cannot escape (zip slip)."""
    try:
        with ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MAX_FILES:
                raise feed_error(path.name, f"contains more than {MAX_FILES} files")
            files: dict[str, bytes] = {}
            for info in sorted(infos, key=lambda info: info.filename):
                name = _safe_name(path, info.filename)
                if not _is_data_file(name):
                    continue
                if name in files:
                    raise feed_error(f"{path.name}: {name}", "appears in it twice")
                left = MAX_BYTES - sum(map(len, files.values()))
                with archive.open(info) as packed:  # its declared size may be forged
                    files[name] = packed.read(left + 1)
                if len(files[name]) > left:
                    raise feed_error(path.name, f"unpacks to more than {MAX_BYTES // MB} MB")
            return files
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise feed_error(path.name, f"is not a ZIP that can be read: {error}") from error


def _safe_name(path: Path, name: str) -> str:
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]:
        raise feed_error(f"{path.name}: {name}", "this path is outside the ZIP")
    return parts[-1]


def _read_json(feed: Feed, name: str, data: bytes) -> None:
    for origin, row in _objects(feed, name, data):
        if not isinstance(row, dict):
            feed.problems.append(FeedProblem(origin, "", "is not an object"))
        elif _is_service(row):
            feed.services.append((origin, row))
        elif _is_organization(row):
            feed.organizations.append((origin, row))
        elif name not in feed.skipped_files:
            feed.skipped_files.append(name)


_SERVICE_FIELDS = {
    "status", "organization", "service_at_locations", "service_areas", "program", "assured_date",
    "application_process", "eligibility_description", "minimum_age", "maximum_age",
}  # fmt: skip


def _is_service(row: Row) -> bool:
    location_fields = {"service_id", "service", "location", "location_id"}
    return bool(_SERVICE_FIELDS & row.keys()) and not location_fields & row.keys()


def _is_organization(row: Row) -> bool:
    """True for an object with a name that is not recognisably another type."""
    others = {"location_type", "taxonomy_detail", "taxonomy", "code", "version", "location"}
    return "name" in row and not others & row.keys()


def _objects(feed: Feed, name: str, data: bytes) -> Iterator[tuple[str, Any]]:
    """The objects of one file with their origin: one object, a list, an API page or JSON lines."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        feed.problems.append(FeedProblem(name, "", f"line {line} is not in UTF-8"))
        return
    if not name.endswith(".json"):
        objects = list(_lines(feed, name, text))
        if objects or name.endswith((".jsonl", ".ndjson")):
            yield from objects
            return
    try:
        yield from _items(name, _parsed(text))
    except ValueError as error:
        feed.problems.append(FeedProblem(name, "", f"is not JSON: {error}"))


def _items(name: str, content: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(content, dict) and isinstance(content.get("contents"), list):
        content = content["contents"]
    if isinstance(content, list):
        for number, row in enumerate(content, start=1):
            yield f"{name}, record {number}", row
    else:
        yield name, content


def _lines(feed: Feed, name: str, text: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield f"{name}, line {number}", _parsed(line)
            except ValueError as error:
                feed.problems.append(
                    FeedProblem(f"{name}, line {number}", "", f"is not JSON: {error}")
                )


def _parsed(text: str) -> Any:
    """Parse strict JSON: raises ValueError, also for NaN and Infinity."""

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is not a JSON value")

    return bounded_json(text, longest=MAX_BYTES, parse_constant=refuse)
