"""Pages without the page cache, measured alternately with a Django view that reads one row, under
the same server with the same workers, database and settings.

A ratio of 5 means five times the duration. On SQLite, and on PostgreSQL when a server responds.
"""

from __future__ import annotations

import platform

import django

from tools.bench.databases import new_postgres
from tools.bench.interleaved import medians
from tools.bench.queries import count_queries
from tools.bench.results import Result, at_most, show
from tools.bench.urls import FORM, HOME, RESULT, SEARCH, SENTENCE, SERVICE
from tools.serving import prepared, server

ROUNDS = 150
MAX_RATIO, MAX_QUERIES = 8, 10
WITH_TARGET = {"result": RESULT, "desk": SERVICE, "home": HOME}
WITHOUT_TARGET = {
    "first question": "/verwijzen/",
    "all desks": "/loketten/",
    "signals": "/signalen/",
    "law": "/wetsartikelen/",
    "search by a link": SEARCH,
    "suggestions": "/zoeken/suggesties/?q=veil",
}
SEARCHED = {"a keyword": "vielig thuis", "a sentence": SENTENCE}
"""Texts that are searched for by POST, as visitors do."""


def run() -> list[Result]:
    print(
        f"\nPages without cache beside a view that reads one row. Python "
        f"{platform.python_version()}, Django {django.get_version()}, 1 worker, {ROUNDS} rounds"
    )
    results = measure("SQLite")
    with new_postgres() as address:
        if address is None:
            print("PostgreSQL: none answers")
            return results
        return [*results, *measure("PostgreSQL", DATABASE_URL=address)]


def measure(database: str, **variables: str) -> list[Result]:
    with prepared(PAGE_CACHE="0", **variables) as environment:
        queries = count_queries(environment, list(WITH_TARGET.values()))
        results = [
            show(at_most(f"{database}: {name}, queries", number, MAX_QUERIES, ""))
            for name, number in zip(WITH_TARGET, queries, strict=True)
        ]
        return results + [show(result) for result in compare(database, environment)]


def compare(database: str, environment: dict[str, str]) -> list[Result]:
    """The ratio of each page; those of `WITH_TARGET` have a target."""
    results = []
    with (
        server("portal.rsgi:application", environment) as portal,
        server("tools.baseline_view:application", environment) as baseline,
    ):
        pages = {name: (path,) for name, path in (WITH_TARGET | WITHOUT_TARGET).items()}
        searches = {f"search for {name}": (FORM, text) for name, text in SEARCHED.items()}
        for name, asked in {**pages, **searches}.items():
            page, one_row, empty = medians(
                [(portal, *asked), (baseline, "/one-row"), (baseline, "/empty")], rounds=ROUNDS
            )
            detail = f" ({page * 1000:.1f} / {one_row * 1000:.2f} ms)"
            result = at_most(f"{database}: {name}", page / one_row, MAX_RATIO, "x", detail=detail)
            results.append(result if name in WITH_TARGET else Result(result.name, result.figure))
        results.append(Result(f"{database}: that view", f"{one_row / empty:.1f}x an empty one"))
    return results


if __name__ == "__main__":
    run()
