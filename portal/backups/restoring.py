"""Restoring a backup: checked, put beside what is there, verified, and then all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from knowledge.caching.content_version import content_changed
from portal.backups.archive import unpack
from portal.backups.manifest import BackupError, Manifest, differences, reasons_against
from portal.backups.taking import engine_of, take_backup
from portal.backups.words import in_words

_WORDS = ("No room to work in", "The database says")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and the backup of what was there before."""

    manifest: Manifest
    before: Path


def look(connection: BaseDatabaseWrapper, source: Path) -> Manifest:
    """What stands in `source`, when it can be restored here. BackupError names every reason."""
    with in_words(*_WORDS), TemporaryDirectory() as folder:
        return _opened(connection, source, Path(folder))[0]


def restore(
    connection: BaseDatabaseWrapper, source: Path, *, keep_in: Path, at: datetime
) -> Restored:
    """Replace all content by that of `source`, and keep what was there as a backup in `keep_in`.

    One transaction: others see the state of before until it ends, and the whole new one after.
    BackupError: nothing was changed.
    """
    engine = engine_of(connection)
    before = keep_in / f"before-restore-{timezone.localtime(at):%Y%m%d-%H%M%S}.zip"
    with in_words(*_WORDS), TemporaryDirectory() as folder:
        manifest, payload = _opened(connection, source, Path(folder))
        wanted = manifest.snapshot.tables
        with engine.staged(connection, payload) as place:
            _refuse(differences(wanted, engine.sums(connection, place), "the restored copy"))
            engine.stop_writers(connection)
            take_backup(connection, before, at=at)
            engine.replace(connection)
            connection.check_constraints()
            _refuse(differences(wanted, engine.sums(connection), "the database"))
            content_changed()  # to a version of its own: pages cached before are not shown
    return Restored(manifest, before)


def _opened(connection: BaseDatabaseWrapper, source: Path, folder: Path) -> tuple[Manifest, Path]:
    manifest, payload = unpack(source, folder)
    _refuse(reasons_against(manifest, connection.vendor, _migrations(connection)))
    return manifest, payload


def _migrations(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """What is applied here. Refused when that is not all that this portal has."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise BackupError(
            "The database here lacks tables of this portal: run `manage.py migrate` and "
            "`manage.py createcachetable` first."
        )
    return frozenset(f"{app}.{name}" for app, name in executor.loader.applied_migrations)


def _refuse(reasons: Sequence[str]) -> None:
    if reasons:
        raise BackupError(*reasons)
