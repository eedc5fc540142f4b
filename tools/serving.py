"""The portal on a free port with a database of its own, for tools that look at it."""

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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 180  # seconds for the server to answer


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Return when `address` answers; TimeoutError when it does not in time."""
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
    """A server: where it answers, and the process that its workers are children of."""

    address: str
    pid: int


@contextmanager
def running(
    application: str, environment: dict[str, str], workers: int = 1, log: Path | None = None
) -> Iterator[Running]:
    """`application` under the production server; what it says goes to `log`, if there is one."""
    port = free_port()
    call = [sys.executable, "-m", "portal.serve", "--port", str(port), "--workers", str(workers)]
    with (log or Path(os.devnull)).open("ab") as written:
        process = subprocess.Popen(
            [*call, application],
            env={**os.environ, **environment},
            cwd=ROOT,
            stderr=written if log else None,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{address}/healthz")
            yield Running(address, process.pid)
        finally:
            process.terminate()
            process.wait()


@contextmanager
def server(application: str, environment: dict[str, str], workers: int = 1) -> Iterator[str]:
    """The address of `application` under the production server."""
    with running(application, environment, workers) as found:
        yield found.address


EDITOR = ("redactie@voorbeeld.example", "een-lang-wachtwoord-alleen-hier")


@contextmanager
def prepared(quick: bool = False, /, **variables: str) -> Iterator[dict[str, str]]:
    """The environment of a portal with the starting content, in a folder of its own.

    On SQLite, unless `variables` name another database that is empty. `EDITOR` can sign in. When
    `quick`, tables are made from the models, and no page is made before it is asked for: those
    two take most of the time.
    """
    # Who makes pages beforehand may still write for a moment after the server has ended.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment = {"DATA_DIR": folder, "DATABASE_URL": "", "VERWIJSWIJZER_LOCAL": "1"}
        environment |= {"DJANGO_SETTINGS_MODULE": "portal.settings"}
        environment |= {"DJANGO_SUPERUSER_PASSWORD": EDITOR[1]}
        environment |= ({"PAGES_BEFOREHAND": "0"} if quick else {}) | variables
        with_static_files(folder)
        if quick:
            called(environment, "-m", "tools.quickly_prepared", EDITOR[0], EDITOR[0])
        else:
            manage(environment, "prepare")
            account = ("--noinput", "--username", EDITOR[0], "--email", EDITOR[0])
            manage(environment, "createsuperuser", *account)
        yield environment


def with_static_files(folder: str) -> None:
    """Put the collected files where a portal with this DATA_DIR looks for them."""
    (Path(folder) / "static").symlink_to(_collected())


@cache
def _collected() -> Path:
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    environment = {"DATA_DIR": folder, "DATABASE_URL": "", "VERWIJSWIJZER_LOCAL": "1"}
    environment |= {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    return Path(folder) / "static"


def manage(environment: dict[str, str], *command: str) -> None:
    """A command of manage.py in `environment`, without what it prints."""
    called(environment, "manage.py", *command)


def called(environment: dict[str, str], *arguments: str) -> None:
    """Python with these arguments in `environment`, without what it prints."""
    subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, **environment},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        check=True,
    )


@contextmanager
def portal(workers: int = 1) -> Iterator[str]:
    """The address of a portal with the starting content, on SQLite in a folder of its own.

    `EDITOR` can sign in: e-mail address and password.
    """
    with prepared() as environment, server("portal.wsgi:application", environment, workers) as here:
        yield here
