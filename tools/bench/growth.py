"""Scaling: a portal with 10,000 desks, 5,000 signals and a guide of 100 questions, compared with
one of 100 desks. The same pages, measured alternately and without the page cache.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tools.bench.databases import new_postgres
from tools.bench.interleaved import medians
from tools.bench.results import Result, at_most, show
from tools.bench.urls import HOME, RESULT, SEARCH, SERVICE
from tools.serving import ROOT, prepared, server

ROUNDS = 100
MAX_RATIO = 1.2
WITH_TARGET = {
    "desk": SERVICE,
    "result": RESULT,
    "search": SEARCH,
    "all desks": "/loketten/",
    "all desks, page 2": "/loketten/?pagina=2",
}
WITHOUT_TARGET = {"home": HOME, "signals": "/signalen/"}


def run() -> list[Result]:
    print("\nGrowth: 10,000 desks, 5,000 signals and 100 questions beside 100 desks")
    results = measure("SQLite", {}, {})
    with new_postgres() as small, new_postgres() as large:
        if small and large:
            results += measure("PostgreSQL", {"DATABASE_URL": small}, {"DATABASE_URL": large})
        else:
            print("PostgreSQL: none answers")
    return results


def measure(database: str, small: dict[str, str], large: dict[str, str]) -> list[Result]:
    """Compare two portals, on databases given by these variables."""
    results = []
    with (
        prepared(PAGE_CACHE="0", PAGES_BEFOREHAND="0", **small) as small_portal,
        prepared(PAGE_CACHE="0", PAGES_BEFOREHAND="0", **large) as large_portal,
    ):
        fill(small_portal, "small")
        fill(large_portal)
        with (
            server("portal.rsgi:application", small_portal) as few,
            server("portal.rsgi:application", large_portal) as many,
        ):
            for name, path in (WITH_TARGET | WITHOUT_TARGET).items():
                slow, fast = medians([(many, path), (few, path)], rounds=ROUNDS)
                detail = f" ({slow * 1000:.1f} / {fast * 1000:.1f} ms)"
                title = f"Growth, {database}: {name}"
                result = at_most(title, slow / fast, MAX_RATIO, "x", detail=detail)
                if name in WITHOUT_TARGET:
                    result = Result(result.name, result.figure)
                results.append(show(result))
    return results


def fill(environment: dict[str, str], *size: str) -> None:
    """Fill the portal of `environment` with synthetic data."""
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", **environment}
    command = [sys.executable, "-m", "tools.bench.large_portal", *size]
    subprocess.run(command, env=variables, cwd=ROOT, check=True)


if __name__ == "__main__":
    run()
