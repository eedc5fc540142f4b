"""What goes wrong with a backup, in words for who made or restored it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error

from portal.backups.manifest import BackupError


@contextmanager
def in_words(of_disk: str, of_database: str) -> Iterator[None]:
    """What the disk or the database complains of, as a sentence that begins with these words."""
    try:
        yield
    except OSError as error:
        raise BackupError(f"{of_disk}: {error.strerror}.") from error
    except (Error, sqlite3.Error) as error:
        said = str(error).partition("\n")[0]
        raise BackupError(f"{of_database}: {said}.") from error
