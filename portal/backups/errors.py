"""Errors of the disk and the database as a BackupError that an operator understands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error

from portal.backups.manifest import BackupError


@contextmanager
def backup_errors(disk_prefix: str, database_prefix: str) -> Iterator[None]:
    """Turn OSError and database errors into a BackupError, a sentence that begins with a prefix."""
    try:
        yield
    except OSError as error:
        raise BackupError(f"{disk_prefix}: {error.strerror}.") from error
    except (Error, sqlite3.Error) as error:
        reason = str(error).partition("\n")[0]
        raise BackupError(f"{database_prefix}: {reason}.") from error
