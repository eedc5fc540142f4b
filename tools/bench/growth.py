"""A portal with 10,000 desks, 5,000 signals and a guide of 100 questions beside one with the
shipped content: the same pages, asked for in turn, without the page cache.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tools.bench.addresses import HOME, RESULT, SEARCH, SERVICE
from tools.bench.in_turn import medians
from tools.bench.rows import Row, at_most, printed
from tools.serving import ROOT, prepared, server

ROUNDS = 100
MOST_TIMES = 1.2
HELD = {"desk": SERVICE, "result": RESULT, "search": SEARCH}
ASIDE = {"home": HOME, "all desks": "/loketten/", "signals": "/signalen/"}


def run() -> list[Row]:
    print("\nGrowth: 10,000 desks, 5,000 signals and 100 questions beside the shipped content")
    rows = []
    with prepared(PAGE_CACHE="0") as small, prepared(PAGE_CACHE="0") as large:
        grow(large)
        with (
            server("portal.wsgi:application", small) as shipped,
            server("portal.wsgi:application", large) as grown,
        ):
            for name, path in (HELD | ASIDE).items():
                more, less = medians([(grown, path), (shipped, path)], rounds=ROUNDS)
                said = f" ({more * 1000:.1f} / {less * 1000:.1f} ms)"
                row = at_most(f"Growth: {name}", more / less, MOST_TIMES, "x", said=said)
                rows.append(printed(row if name in HELD else Row(row.name, row.figure)))
    return rows


def grow(environment: dict[str, str]) -> None:
    """Make the portal of `environment` large."""
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", **environment}
    call = [sys.executable, "-m", "tools.bench.growing"]
    subprocess.run(call, env=variables, cwd=ROOT, check=True)


if __name__ == "__main__":
    run()
