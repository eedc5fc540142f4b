"""Runs the whole test suite on SQLite, then on PostgreSQL where one can be reached.

    python -m tools.run_tests [arguments for pytest]

PostgreSQL is the server in DATABASE_URL, or else a local one at 127.0.0.1:5432.
Browser tests, tests that go through every URL or all content, and tests without a database run on
SQLite only, unless EVERYTHING=1. With DEMAND_ALL=1, as in CI, a skipped test is a failure.
"""

import os
import subprocess
import sys

import psycopg

LOCAL_SERVER = "postgres://postgres@127.0.0.1:5432/postgres"


# Slow tests that do not depend on the database; with EVERYTHING=1 they run on both.
_LONG = ["-m", "not browser and not walk"]
# Two more than there are processors, because tests also wait: for a browser, a server, the disk or
# another process.
_WORKERS = (os.cpu_count() or 1) + 2
# A file stays with one process, so that shared fixtures are made once. Files run in the order of
# the folders in pyproject.toml, slowest first.
_AT_ONCE = ["-n", str(_WORKERS), "--dist", "loadfile", "--no-loadscope-reorder"]
_ON_SQLITE_ONLY = [] if os.environ.get("EVERYTHING") == "1" else _LONG


def postgres() -> str | None:
    """URL of a PostgreSQL server that responds; None when there is none."""
    url = os.environ.get("DATABASE_URL") or LOCAL_SERVER
    if not url.startswith(("postgres://", "postgresql://")):
        return None
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError:
        return None
    return url


def run(name: str, database_url: str, arguments: list[str], *, again: bool = False) -> int:
    """`again`: skip the tests without a database, which an earlier run included."""
    print(f"== Tests on {name}", flush=True)
    # Keep bytecode, for the second run and for every server that a test starts.
    environment = {**os.environ, "DATABASE_URL": database_url, "PYTHONDONTWRITEBYTECODE": ""}
    if again and os.environ.get("EVERYTHING") != "1":
        environment["ONLY_WITH_DATABASE"] = "1"
    call = [sys.executable, "-m", "pytest", *_AT_ONCE, *arguments]
    return subprocess.run(call, env=environment, check=False).returncode


def main() -> int:
    arguments = sys.argv[1:]
    url = postgres()
    if url is None:
        why = "DATABASE_URL names no PostgreSQL that answers, nor does one at 127.0.0.1:5432"
        print(f"== Tests on PostgreSQL: skipped, because {why}.", flush=True)
    failed = run("SQLite", "", arguments)
    if url:
        failed = run("PostgreSQL", url, [*_ON_SQLITE_ONLY, *arguments], again=True) or failed
    elif os.environ.get("DEMAND_ALL") == "1":
        failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
