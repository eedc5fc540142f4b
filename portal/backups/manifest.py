"""The manifest of a backup, and the reasons not to restore it. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from knowledge.values.bounded_json import bounded_json

FORMAT = 1
"""To be raised when earlier versions of the portal cannot read the file any more."""
LONGEST = 1_000_000  # bytes; with a hundred tables it has 20,000


class BackupError(Exception):
    """Raised before anything was changed. Each reason is a sentence for the operator."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class TableSum:
    """Row count, and the SHA-256 of the sorted SHA-256 of all rows, so that order is irrelevant."""

    rows: int
    checksum: str


def sum_of(hashes: Iterable[str]) -> TableSum:
    """`hashes` of the rows, as 64 hexadecimal digits each."""
    ordered = sorted(hashes)
    return TableSum(len(ordered), hashlib.sha256("".join(ordered).encode()).hexdigest())


EMPTY = sum_of([])


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Checksums of a database at one moment, by table, and its applied migrations."""

    tables: Mapping[str, TableSum]
    migrations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """`engine` is Django's vendor name, `made_at` ISO 8601, `payload` the SHA-256 of the dump.

    `commit` is empty when it is not known; many commits are of one version of the `portal`.
    """

    engine: str
    portal: str
    made_at: str
    payload: str
    snapshot: Snapshot
    commit: str = ""

    @property
    def made_by(self) -> str:
        return software(self.portal, self.commit)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.snapshot.tables.values())

    def as_json(self) -> str:
        tables = {name: asdict(table) for name, table in sorted(self.snapshot.tables.items())}
        data = {
            "format": FORMAT,
            "engine": self.engine,
            "portal": self.portal,
            "commit": self.commit,
            "made_at": self.made_at,
            "payload": self.payload,
            "migrations": sorted(self.snapshot.migrations),
            "tables": tables,
        }
        return json.dumps(data, indent=1)


def software(version: str, commit: str) -> str:
    """What made a backup, for who must install it."""
    return f"version {version} (commit {commit})" if commit else f"version {version}"


def read_manifest(text: bytes) -> Manifest:
    """Parse what `as_json` wrote. BackupError when it is damaged or of a newer format."""
    try:
        data = bounded_json(text, longest=LONGEST)
        if data["format"] > FORMAT:
            raise BackupError(
                f"The file has format {data['format']} but this portal only reads up to {FORMAT}: "
                "restore it with a newer version of the portal."
            )
        tables = {str(name): TableSum(**table) for name, table in data["tables"].items()}
        snapshot = Snapshot(tables, frozenset(data["migrations"]))
        header = (data["engine"], data["portal"], data["made_at"], data["payload"])
        return Manifest(*header, snapshot, str(data.get("commit", "")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError("The file is damaged: its manifest cannot be read.") from error


def reasons_against(manifest: Manifest, engine: str, migrations: frozenset[str]) -> list[str]:
    """Why the file cannot be restored on `engine` in a database with these migrations."""
    reasons = []
    if manifest.engine != engine:
        reasons.append(
            f"The file was made from {manifest.engine} but this portal runs on {engine}: "
            "restore it where DATABASE_URL is the same kind of database."
        )
    unknown = manifest.snapshot.migrations - migrations
    if unknown:
        reasons.append(
            f"The file has migrations that this portal does not have ({_some(unknown)}): "
            f"install {manifest.made_by} or newer first."
        )
    lacking = migrations - manifest.snapshot.migrations
    if lacking:
        reasons.append(
            f"The file is older and lacks migrations of this portal ({_some(lacking)}): install "
            f"{manifest.made_by}, restore into its empty database, and then upgrade."
        )
    return reasons


def differences(
    expected: Mapping[str, TableSum], actual: Mapping[str, TableSum], where: str
) -> list[str]:
    """One sentence for each table that differs."""
    reasons = []
    for name in sorted({*expected, *actual}):
        if name not in actual:
            reasons.append(f"Table {name} is not in {where}.")
        elif name not in expected:
            reasons.append(f"Table {name} is in {where} but not in the file.")
        elif expected[name].rows != actual[name].rows:
            counts = f"{actual[name].rows} rows but should have {expected[name].rows}"
            reasons.append(f"Table {name} in {where} has {counts}.")
        elif expected[name] != actual[name]:
            reasons.append(
                f"Table {name} in {where} does not have the contents recorded in the file."
            )
    return reasons


def _some(names: Iterable[str]) -> str:
    ordered = sorted(names)
    return ", ".join(ordered[:3]) + (f" and {len(ordered) - 3} more" if len(ordered) > 3 else "")
