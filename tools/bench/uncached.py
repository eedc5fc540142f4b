"""Pages that are not cached, each asked for in turn with a Django view that reads one row, under
the same server with the same workers, on the same database with the same settings.

A ratio of 5 means five times its time. On SQLite, and on PostgreSQL where one answers.
"""

from __future__ import annotations

import platform

import django

from tools.bench.addresses import HOME, RESULT, SEARCH, SERVICE
from tools.bench.databases import new_postgres
from tools.bench.in_turn import medians
from tools.bench.queries import counted
from tools.bench.rows import Row, at_most, printed
from tools.serving import prepared, server

ROUNDS = 150
MOST_TIMES, MOST_QUERIES = 8, 10
HELD = {"result": RESULT, "desk": SERVICE, "home": HOME}
ASIDE = {
    "first question": "/verwijzen/",
    "all desks": "/loketten/",
    "signals": "/signalen/",
    "law": "/wetsartikelen/",
    "search": SEARCH,
    "suggestions": "/zoeken/suggesties/?q=veil",
}


def run() -> list[Row]:
    print(
        f"\nPages without cache beside a view that reads one row. Python "
        f"{platform.python_version()}, Django {django.get_version()}, 1 worker, {ROUNDS} rounds"
    )
    rows = measured("SQLite")
    with new_postgres() as address:
        if address is None:
            print("PostgreSQL: none answers")
            return rows
        return [*rows, *measured("PostgreSQL", DATABASE_URL=address)]


def measured(database: str, **variables: str) -> list[Row]:
    with prepared(PAGE_CACHE="0", **variables) as environment:
        queries = counted(environment, list(HELD.values()))
        rows = [
            printed(at_most(f"{database}: {name}, queries", number, MOST_QUERIES, ""))
            for name, number in zip(HELD, queries, strict=True)
        ]
        return rows + [printed(row) for row in timed(database, environment)]


def timed(database: str, environment: dict[str, str]) -> list[Row]:
    """A ratio for each page; those of `HELD` have a target."""
    rows = []
    with (
        server("portal.wsgi:application", environment) as ours,
        server("tools.empty_view:application", environment) as theirs,
    ):
        for name, path in (HELD | ASIDE).items():
            page, one_row, empty = medians(
                [(ours, path), (theirs, "/one-row"), (theirs, "/empty")], rounds=ROUNDS
            )
            said = f" ({page * 1000:.1f} / {one_row * 1000:.2f} ms)"
            row = at_most(f"{database}: {name}", page / one_row, MOST_TIMES, "x", said=said)
            rows.append(row if name in HELD else Row(row.name, row.figure))
        rows.append(Row(f"{database}: that view", f"{one_row / empty:.1f}x an empty one"))
    return rows


if __name__ == "__main__":
    run()
