"""What a backup says of itself, and what speaks against restoring it. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

FORMAT = 1
"""Raised when a portal of before could no longer read the file."""


class BackupError(Exception):
    """Nothing was changed. Every reason is a sentence for who runs the portal."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class TableSum:
    """How many rows, and the SHA-256 over the sorted SHA-256 of each: no order matters."""

    rows: int
    checksum: str


def sum_of(hashes: Iterable[str]) -> TableSum:
    """The sum of a table from the hash of each row, as 64 hexadecimal digits."""
    ordered = sorted(hashes)
    return TableSum(len(ordered), hashlib.sha256("".join(ordered).encode()).hexdigest())


EMPTY = sum_of([])


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment of a database: its tables by name, and the migrations that were applied."""

    tables: Mapping[str, TableSum]
    migrations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """`engine` as Django calls it; `made_at` in ISO 8601; `payload` the SHA-256 of the dump."""

    engine: str
    portal: str
    made_at: str
    payload: str
    snapshot: Snapshot

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.snapshot.tables.values())

    def as_json(self) -> str:
        tables = {name: asdict(table) for name, table in sorted(self.snapshot.tables.items())}
        data = {
            "format": FORMAT,
            "engine": self.engine,
            "portal": self.portal,
            "made_at": self.made_at,
            "payload": self.payload,
            "migrations": sorted(self.snapshot.migrations),
            "tables": tables,
        }
        return json.dumps(data, indent=1)


def read_manifest(text: bytes) -> Manifest:
    """The manifest that `as_json` wrote. BackupError when it is damaged or too new."""
    try:
        data = json.loads(text)
        if data["format"] > FORMAT:
            raise BackupError(
                f"The file has format {data['format']} and this portal reads up to {FORMAT}: "
                "restore it with a newer version of the portal."
            )
        tables = {str(name): TableSum(**table) for name, table in data["tables"].items()}
        snapshot = Snapshot(tables, frozenset(data["migrations"]))
        own = (data["engine"], data["portal"], data["made_at"], data["payload"])
        return Manifest(*own, snapshot)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError("The file is damaged: its manifest cannot be read.") from error


def reasons_against(manifest: Manifest, engine: str, migrations: frozenset[str]) -> list[str]:
    """Why this file does not fit a portal on `engine` whose database has these migrations."""
    found = []
    if manifest.engine != engine:
        found.append(
            f"The file was made from {manifest.engine} and this portal runs on {engine}: "
            "restore it where DATABASE_URL names the same kind of database."
        )
    unknown = manifest.snapshot.migrations - migrations
    if unknown:
        found.append(
            f"The file has migrations that this portal does not have ({_some(unknown)}): "
            f"install version {manifest.portal} or newer first."
        )
    lacking = migrations - manifest.snapshot.migrations
    if lacking:
        found.append(
            f"The file is older and lacks migrations of this portal ({_some(lacking)}): install "
            f"version {manifest.portal}, restore into its empty database, and then upgrade."
        )
    return found


def differences(
    wanted: Mapping[str, TableSum], found: Mapping[str, TableSum], where: str
) -> list[str]:
    """What is not the same in each table, one sentence for each."""
    reasons = []
    for name in sorted({*wanted, *found}):
        if name not in found:
            reasons.append(f"Table {name} is not in {where}.")
        elif name not in wanted:
            reasons.append(f"Table {name} is in {where} and not in the file.")
        elif wanted[name].rows != found[name].rows:
            counts = f"{found[name].rows} rows and should have {wanted[name].rows}"
            reasons.append(f"Table {name} in {where} has {counts}.")
        elif wanted[name] != found[name]:
            reasons.append(f"Table {name} in {where} has other contents than the file promises.")
    return reasons


def _some(names: Iterable[str]) -> str:
    ordered = sorted(names)
    return ", ".join(ordered[:3]) + (f" and {len(ordered) - 3} more" if len(ordered) > 3 else "")
