"""Calling pg_dump and pg_restore. A password goes by the environment, never by the command line."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db.backends.postgresql.client import DatabaseClient

from portal.backups.manifest import BackupError


def refuse_older(tool: str, server: int) -> None:
    """BackupError when `tool` is not there, or older than the `server` (major versions)."""
    said = _run([tool, "--version"], {})
    found = re.search(r"\) (\d+)", said)
    if not found or int(found[1]) < server:
        raise BackupError(
            f"{tool} here is of {said.strip()!r} and the server is PostgreSQL {server}: "
            f"install postgresql-client-{server} or newer."
        )


def dump(
    database: dict[str, Any], payload: Path, moment: str, schema: str, left_empty: Collection[str]
) -> None:
    """Write `schema` as it was at the exported snapshot `moment`, in pg_dump's custom format."""
    (_psql, *server), environment = DatabaseClient.settings_to_cmd_args_env(database, [])
    call = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--no-password"]
    call += [f"--snapshot={moment}", f'--schema="{schema}"', f"--file={payload}"]
    call += [f'--exclude-table-data="{schema}"."{table}"' for table in left_empty]
    _run([*call, *server], environment or {})


@contextmanager
def script(payload: Path) -> Iterator[Iterator[bytes]]:
    """The lines of the script that fills the tables; BackupError when pg_restore fails."""
    call = ["pg_restore", "--data-only", "--no-owner", "--file=-", str(payload)]
    with tempfile.TemporaryFile() as complaints:
        try:
            process = subprocess.Popen(  # noqa: S603
                call, stdout=subprocess.PIPE, stderr=complaints
            )
        except FileNotFoundError as error:
            raise _missing("pg_restore") from error
        with process:
            assert process.stdout  # noqa: S101
            yield process.stdout
        complaints.seek(0)
        if process.returncode:
            raise _failed("pg_restore", complaints.read().decode(errors="replace"))


def _run(call: list[str], environment: dict[str, str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603
            call, env={**os.environ, **environment}, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise _missing(call[0]) from error
    if done.returncode:
        raise _failed(call[0], done.stderr)
    return done.stdout


def _missing(tool: str) -> BackupError:
    return BackupError(f"{tool} is not on this machine: install the client tools of PostgreSQL.")


def _failed(tool: str, said: str) -> BackupError:
    lines = said.strip().splitlines() or ["it gave no reason"]
    return BackupError(f"{tool} failed: {lines[0].removeprefix(f'{tool}: ').rstrip('.')}.")
