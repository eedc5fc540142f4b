"""Runs the portal on a free port with a database of its own, for tools and tests."""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORTAL = "portal.rsgi:application"
PATIENCE = 180  # seconds to wait for the server


def free_port() -> int:
    """A TCP port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Wait until `address` responds; raises TimeoutError after PATIENCE seconds."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError(f"{address} did not answer within {PATIENCE} seconds")


@dataclass(frozen=True, slots=True)
class Running:
    """A running server: its URL, and the process id of the parent of its workers."""

    address: str
    pid: int


@contextmanager
def running(
    application: str, environment: dict[str, str], workers: int = 1, log: Path | None = None
) -> Iterator[Running]:
    """Run `application` under the production server, with stderr appended to `log` if given."""
    port = free_port()
    module, options = _server_of(application)
    command = [sys.executable, "-m", module, "--port", str(port), "--workers", str(workers)]
    with (log or Path(os.devnull)).open("ab") as stderr:
        process = subprocess.Popen(
            [*command, *options, application],
            env={**os.environ, **environment},
            cwd=ROOT,
            stderr=stderr if log else None,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{address}/healthz")
            yield Running(address, process.pid)
        finally:
            process.terminate()
            process.wait()


def _server_of(application: str) -> tuple[str, tuple[str, ...]]:
    """The module that serves it: our own, or a bare one for a WSGI application beside it."""
    if application == PORTAL:
        return "portal.serve", ()
    return "granian", ("--interface", "wsgi", "--blocking-threads", "4", "--log-level", "warning")


@contextmanager
def server(application: str, environment: dict[str, str], workers: int = 1) -> Iterator[str]:
    """URL of `application` under the production server."""
    with running(application, environment, workers) as running_server:
        yield running_server.address


EDITOR = ("redactie@voorbeeld.example", "een-lang-wachtwoord-alleen-hier")


Fill = Callable[[dict[str, str]], None]
"""Fills the database of a portal with these environment variables."""


@contextmanager
def prepared(
    quick: bool = False, filled: Fill | None = None, /, **variables: str
) -> Iterator[dict[str, str]]:
    """Environment variables of a portal with the starting content, in a temporary folder.

    On SQLite, unless `variables` name another, empty database. `EDITOR` can sign in. With `quick`,
    tables are made from the models and the page cache is not warmed: those two take most of the
    time. With `filled` it does so instead of loading the content.
    """
    # The process that warms the page cache may still write after the server has ended.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment = {"DATA_DIR": folder, "DATABASE_URL": "", "VERWIJSWIJZER_LOCAL": "1"}
        environment |= {"DJANGO_SETTINGS_MODULE": "portal.settings"}
        environment |= {"DJANGO_SUPERUSER_PASSWORD": EDITOR[1]}
        environment |= ({"PAGES_BEFOREHAND": "0"} if quick else {}) | variables
        with_static_files(folder)
        if filled:
            filled(environment)
        elif quick:
            run_python(environment, "-m", "tools.fast_setup", EDITOR[0], EDITOR[0])
        else:
            manage(environment, "prepare")
            make_editor(environment)
        yield environment


def make_editor(environment: dict[str, str]) -> None:
    account = ("--noinput", "--username", EDITOR[0], "--email", EDITOR[0])
    manage(environment, "createsuperuser", *account)


def with_static_files(folder: str) -> None:
    """Link the collected static files into this DATA_DIR."""
    (Path(folder) / "static").symlink_to(_collected_static())


@cache
def _collected_static() -> Path:
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    environment = {"DATA_DIR": folder, "DATABASE_URL": "", "VERWIJSWIJZER_LOCAL": "1"}
    environment |= {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    return Path(folder) / "static"


def manage(environment: dict[str, str], *command: str) -> None:
    """Run a command of manage.py in `environment`, without its output."""
    run_python(environment, "manage.py", *command)


def run_python(environment: dict[str, str], *arguments: str) -> None:
    """Run Python with these arguments in `environment`, without its output."""
    subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, **environment},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        check=True,
    )


@contextmanager
def portal(workers: int = 1) -> Iterator[str]:
    """URL of a portal with the starting content, on SQLite in a temporary folder.

    `EDITOR` (email address and password) can sign in.
    """
    with (
        prepared() as environment,
        server("portal.rsgi:application", environment, workers) as address,
    ):
        yield address
