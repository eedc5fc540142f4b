"""Pages that are kept: answers a second beside an empty Django view with Django's default
middleware, under the same server with the same workers, in turn and in one run.
"""

from __future__ import annotations

import os
import statistics

from tools.bench.addresses import HOME, RESULT, SERVICE
from tools.bench.databases import new_postgres
from tools.bench.hammer import answers_a_second
from tools.bench.rows import Row, printed
from tools.serving import prepared, server

ROUNDS, SLICE = 7, 1.5  # seconds of each slice
LEAST = 1.0
PAGES = {"result": RESULT, "desk": SERVICE, "home": HOME}
REDIS = os.environ.get("BENCH_REDIS", "redis://127.0.0.1:6379/9")


def run() -> list[Row]:
    print(f"\nKept pages beside an empty view: answers a second, 1 worker, {ROUNDS} rounds")
    rows = measured("SQLite", least=LEAST)
    with new_postgres() as address:
        if address is None:
            print("PostgreSQL: none answers")
            return rows
        return [*rows, *measured("PostgreSQL, Redis", DATABASE_URL=address, CACHE_URL=REDIS)]


def measured(database: str, *, least: float | None = None, **variables: str) -> list[Row]:
    with (
        prepared(**variables) as environment,
        server("portal.wsgi:application", environment) as ours,
        server("tools.empty_view:application", environment) as theirs,
    ):
        return [
            printed(compared(database, name, path, ours, theirs)) for name, path in PAGES.items()
        ]


def compared(database: str, name: str, path: str, ours: str, theirs: str) -> Row:
    """A ratio of 2 means twice as many answers a second as the empty view."""
    slices = [
        (answers_a_second(ours, path, SLICE), answers_a_second(theirs, "/empty", SLICE))
        for _round in range(ROUNDS)
    ]
    page, empty = (statistics.median(each) for each in zip(*slices, strict=True))
    ratio = statistics.median(one / other for one, other in slices)
    return Row(
        f"{database}: {name}",
        f"{ratio:.2f}x ({page:.0f} / {empty:.0f} a second)",
        f"at least {LEAST:g}x",
        ratio >= LEAST,
    )


if __name__ == "__main__":
    run()
