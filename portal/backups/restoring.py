"""Restore a backup: check it, stage it, verify it, and replace all content in one transaction."""

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
from portal.backups.errors import backup_errors
from portal.backups.manifest import BackupError, Manifest, differences, reasons_against
from portal.backups.taking import engine_of, take_backup

_PREFIXES = ("No room to work in", "The database says")


@dataclass(frozen=True, slots=True)
class Restored:
    """The manifest of what was restored, and the path of a backup of the state before."""

    manifest: Manifest
    before: Path


def inspect(connection: BaseDatabaseWrapper, source: Path) -> Manifest:
    """The manifest of `source`. BackupError has every reason why it cannot be restored here."""
    with backup_errors(*_PREFIXES), TemporaryDirectory() as folder:
        return _open(connection, source, Path(folder))[0]


def restore(
    connection: BaseDatabaseWrapper, source: Path, *, keep_in: Path, at: datetime
) -> Restored:
    """Replace all content by that of `source`, and back up the state before to `keep_in`.

    In one transaction, so others see either the state before or the restored one. After a
    BackupError nothing was changed.
    """
    engine = engine_of(connection)
    before = keep_in / f"before-restore-{timezone.localtime(at):%Y%m%d-%H%M%S}.zip"
    with backup_errors(*_PREFIXES), TemporaryDirectory() as folder:
        manifest, payload = _open(connection, source, Path(folder))
        expected = manifest.snapshot.tables
        with engine.staged(connection, payload) as schema:
            _refuse(differences(expected, engine.sums(connection, schema), "the restored copy"))
            engine.stop_writers(connection)
            take_backup(connection, before, at=at)
            engine.replace(connection)
            connection.check_constraints()
            _refuse(differences(expected, engine.sums(connection), "the database"))
            content_changed()  # to a version of its own: pages cached before are not shown
    return Restored(manifest, before)


def _open(connection: BaseDatabaseWrapper, source: Path, folder: Path) -> tuple[Manifest, Path]:
    manifest, payload = unpack(source, folder)
    _refuse(reasons_against(manifest, connection.vendor, _migrations(connection)))
    return manifest, payload


def _migrations(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """Applied migrations. BackupError when some of this portal are not applied."""
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
