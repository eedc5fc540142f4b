"""A temporary PostgreSQL server that drills may stop."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tools.serving import free_port

OWNER = "postgres"  # PostgreSQL refuses to run as root


class NoPostgresError(Exception):
    """The programs of a PostgreSQL server are not on this machine."""


def programs() -> Path:
    """The folder with initdb and pg_ctl. Raises NoPostgresError without one."""
    initdb = shutil.which("initdb")
    if initdb:
        return Path(initdb).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not installed:
        raise NoPostgresError("initdb is not on this machine; Debian's package is postgresql")
    return installed[-1].parent


class Cluster:
    """A server with one empty database at `url`."""

    def __init__(self, folder: Path, port: int) -> None:
        self._data = folder / "data"
        self._port = port
        self.url = f"postgres://{OWNER}@127.0.0.1:{port}/postgres"

    def make(self) -> None:
        self._run("initdb", "-D", self._data, "-U", OWNER, "-A", "trust", "--no-sync")

    def start(self) -> None:
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -k {self._data}"
        log = self._data / "server.log"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", log, "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """`immediate` looks like a crash to clients; `fast` disconnects them properly."""
        self._run("pg_ctl", "-D", self._data, "-m", mode, "-w", "stop")

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(programs() / program), *map(str, arguments)]
        user = OWNER if os.geteuid() == 0 else None
        subprocess.run(
            command,
            user=user,
            check=True,
            cwd="/",
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        )


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A running server. Raises NoPostgresError when PostgreSQL is not installed."""
    programs()
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        server = Cluster(Path(folder), free_port())
        server.make()
        server.start()
        try:
            yield server
        finally:
            with suppress(subprocess.CalledProcessError):  # it may be stopped already
                server.stop()
