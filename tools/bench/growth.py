"""Scaling: a portal with 10,000 desks, 5,000 signals and a guide of 100 questions, compared with
the shipped content. The same pages, measured alternately and without the page cache.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tools.bench.interleaved import medians
from tools.bench.results import Result, at_most, show
from tools.bench.urls import HOME, RESULT, SEARCH, SERVICE
from tools.serving import ROOT, prepared, server

ROUNDS = 100
MAX_RATIO = 1.2
WITH_TARGET = {"desk": SERVICE, "result": RESULT, "search": SEARCH}
WITHOUT_TARGET = {"home": HOME, "all desks": "/loketten/", "signals": "/signalen/"}


def run() -> list[Result]:
    print("\nGrowth: 10,000 desks, 5,000 signals and 100 questions beside the shipped content")
    results = []
    with (
        prepared(PAGE_CACHE="0") as small_portal,
        prepared(PAGE_CACHE="0") as large_portal,
    ):
        make_large(large_portal)
        with (
            server("portal.wsgi:application", small_portal) as shipped,
            server("portal.wsgi:application", large_portal) as large,
        ):
            for name, path in (WITH_TARGET | WITHOUT_TARGET).items():
                slow, fast = medians([(large, path), (shipped, path)], rounds=ROUNDS)
                detail = f" ({slow * 1000:.1f} / {fast * 1000:.1f} ms)"
                result = at_most(f"Growth: {name}", slow / fast, MAX_RATIO, "x", detail=detail)
                if name in WITHOUT_TARGET:
                    result = Result(result.name, result.figure)
                results.append(show(result))
    return results


def make_large(environment: dict[str, str]) -> None:
    """Fill the portal of `environment` with synthetic data."""
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", **environment}
    command = [sys.executable, "-m", "tools.bench.large_portal"]
    subprocess.run(command, env=variables, cwd=ROOT, check=True)


if __name__ == "__main__":
    run()
