"""pg_dump and pg_restore. Passwords go through the environment, never the command line."""

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
    """BackupError when `tool` is missing or older than the `server` (a major version)."""
    output = _run([tool, "--version"], {})
    version = re.search(r"\) (\d+)", output)
    if not version or int(version[1]) < server:
        raise BackupError(
            f"{tool} here is {output.strip()!r} but the server is PostgreSQL {server}: "
            f"install postgresql-client-{server} or newer."
        )


def dump(
    database: dict[str, Any], payload: Path, moment: str, schema: str, excluded: Collection[str]
) -> None:
    """Dump `schema` at the exported snapshot `moment`, in pg_dump's custom format."""
    (_psql, *server), environment = DatabaseClient.settings_to_cmd_args_env(database, [])
    command = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--no-password"]
    command += [f"--snapshot={moment}", f'--schema="{schema}"', f"--file={payload}"]
    command += [f'--exclude-table-data="{schema}"."{table}"' for table in excluded]
    _run([*command, *server], environment or {})


@contextmanager
def script(payload: Path) -> Iterator[Iterator[bytes]]:
    """Lines of the script that fills the tables; BackupError when pg_restore fails."""
    command = ["pg_restore", "--data-only", "--no-owner", "--file=-", str(payload)]
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(  # noqa: S603
                command, stdout=subprocess.PIPE, stderr=errors
            )
        except FileNotFoundError as error:
            raise _missing("pg_restore") from error
        with process:
            assert process.stdout  # noqa: S101
            yield process.stdout
        errors.seek(0)
        if process.returncode:
            raise _failed("pg_restore", errors.read().decode(errors="replace"))


def _run(command: list[str], environment: dict[str, str]) -> str:
    try:
        finished = subprocess.run(  # noqa: S603
            command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise _missing(command[0]) from error
    if finished.returncode:
        raise _failed(command[0], finished.stderr)
    return finished.stdout


def _missing(tool: str) -> BackupError:
    return BackupError(f"{tool} is not on this machine: install the client tools of PostgreSQL.")


def _failed(tool: str, output: str) -> BackupError:
    lines = output.strip().splitlines() or ["it gave no reason"]
    return BackupError(f"{tool} failed: {lines[0].removeprefix(f'{tool}: ').rstrip('.')}.")
