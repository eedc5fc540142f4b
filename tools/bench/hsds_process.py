"""Run by tools/bench/hsds.py in a temporary test database, on SQLite or PostgreSQL."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import django

django.setup()

from django.db import connection  # noqa: E402 - after the set-up
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
    teardown_databases,
)
from django.utils import timezone  # noqa: E402

from knowledge.open_data.hsds.values import ORGANISATION, uid  # noqa: E402
from tools.synthetic_desks import GROUP, SPECIAL, make_desks  # noqa: E402

SIZES = (100, 10_000)
ROUNDS = 15


def requests() -> dict[str, str]:
    organisation = uid(ORGANISATION, "proef-organisatie-0")
    audience = uid("taxonomy_term", "audience", SPECIAL)
    group = uid("taxonomy_term", "group", GROUP)
    recently = (timezone.now() - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "a page of 50": "services?per_page=50",
        "the same, full": "services?per_page=50&full=true",
        "far down": "services?per_page=50&page=2",
        "changed lately": f"services?per_page=50&modified_after={recently}",
        "of one organisation": f"services?per_page=50&organization_id={organisation}",
        "for one audience": f"services?per_page=50&taxonomy_term_id={audience}",
        "not for one group": f"services?per_page=50&taxonomy_term_id={group}",
        "organisations": "organizations?per_page=50&full=true",
        "everything, minimal": "services?minimal=true",
    }


def measure(path: str) -> tuple[float, int]:
    """Median milliseconds of one response, and its number of queries."""
    client, times = Client(), []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        response = client.get(f"/api/hsds/{path}")
        times.append(time.perf_counter() - started)
        assert response.status_code == 200, response.content
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/api/hsds/{path}")
    return statistics.median(times[2:]) * 1000, len(queries)


@contextmanager
def database() -> Iterator[None]:
    setup_test_environment()
    configuration = setup_databases(verbosity=0, interactive=False)
    yield
    teardown_databases(configuration, verbosity=0)


def main() -> None:
    measurements: dict[str, list[tuple[float, int]]] = {}
    with database():
        for start, size in zip((0, *SIZES), SIZES, strict=False):
            make_desks(start, size)
            for name, path in requests().items():
                measurements.setdefault(name, []).append(measure(path))
    print(f"{connection.vendor}; median of {ROUNDS}, milliseconds (queries)")
    print(f"{'':<22}{SIZES[0]:>14}{SIZES[1]:>16}{'ratio':>8}")
    for name, ((few, queries), (many, more_queries)) in measurements.items():
        first, second = f"{few:.1f} ({queries})", f"{many:.1f} ({more_queries})"
        print(f"{name:<22}{first:>14}{second:>16}{many / few:>8.1f}")


if __name__ == "__main__":
    main()
