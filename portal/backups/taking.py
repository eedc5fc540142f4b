"""Take a backup: a consistent snapshot, verified before it gets its name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.backends.base.base import BaseDatabaseWrapper

from knowledge.models import OutgoingMail
from portal.backups import archive, postgresql, sqlite
from portal.backups.commit import commit_of
from portal.backups.errors import backup_errors
from portal.backups.manifest import BackupError, Manifest

ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def engine_of(connection: BaseDatabaseWrapper) -> ModuleType:
    return ENGINES[connection.vendor]


def excluded_tables() -> frozenset[str]:
    """Tables that are backed up empty: sessions and caches, so that after a restore everybody signs
    in again and rate limits start anew; and mail that waits, which holds links to accounts.
    """
    caches = settings.CACHES.values()
    in_database = {
        cache["LOCATION"] for cache in caches if cache["BACKEND"].endswith(".SealedTable")
    }
    return frozenset({Session._meta.db_table, OutgoingMail._meta.db_table, *in_database})


def take_backup(
    connection: BaseDatabaseWrapper, target: Path, *, at: datetime, overwrite: bool = False
) -> Manifest:
    """Write a backup to `target`. After a BackupError there is no partial file."""
    if target.exists() and not overwrite:
        raise BackupError(f"{target} already exists: choose another name, or add --overwrite.")
    if not target.parent.is_dir():
        raise BackupError(f"There is no folder {target.parent}.")
    with (
        backup_errors(
            f"{target} could not be written", f"{target} could not be made, the database says"
        ),
        TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as name,
    ):
        folder = Path(name)
        payload, packed = folder / "payload", folder / "packed"
        snapshot = engine_of(connection).dump(connection, payload, excluded_tables())
        made_at = at.astimezone(UTC).isoformat(timespec="seconds")
        header = (connection.vendor, settings.VERSION, made_at, archive.checksum(payload))
        manifest = Manifest(*header, snapshot, commit_of(settings.BASE_DIR))
        archive.pack(packed, manifest, payload)
        payload.unlink()
        if archive.unpack(packed, folder)[0] != manifest:
            raise BackupError("The file that was written does not have the expected contents.")
        archive.put_in_place(packed, target)
    return manifest
