"""One step of tools/bench/export.py, in a fresh process."""

from __future__ import annotations

import resource
import sys
import time
from itertools import islice
from typing import Any

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import RequestFactory  # noqa: E402 - after the set-up
from django.utils import timezone  # noqa: E402

from knowledge.models import (  # noqa: E402
    ContactDetail,
    Organisation,
    PublicTrace,
    Service,
    Status,
)
from knowledge.tokens.targets import as_typed  # noqa: E402

DESKS_OF_ONE = 20
BATCH = 1_000  # rows in one statement: PostgreSQL reads a statement of 100,000 for minutes
MAX_GROWTH, MAX_WAIT = 10, 0.3  # MB beyond an idle process, seconds to the first byte
TEXT = "Hier kan hij terecht met een vraag, ook zonder afspraak en zonder zijn naam te zeggen. " * 6
OTHERWISE = f"{TEXT}Bel anders [tel:veilig-thuis] of [tel:comensha]."
DETAILS = {
    "phone": "033 448 11 86",
    "website": "https://voorbeeld.example/",
    "chat": "https://c.example/",
}


HANDLER = WSGIHandler()


def fill(number: int) -> None:
    common = {"status": Status.PUBLISHED, "summary_nl": TEXT, "summary_en": TEXT}
    organisations = [
        Organisation(
            slug=f"huis-{n}", name_nl=f"Huis {n}", name_en=f"House {n}", kind="care", **common
        )
        for n in range(max(number // DESKS_OF_ONE, 1))
    ]
    Organisation.objects.bulk_create(organisations, BATCH)
    desks = [
        Service(
            slug=f"loket-{n}",
            organisation=organisations[n % len(organisations)],
            name_nl=f"Loket {n}",
            name_en=f"Desk {n}",
            languages="nl en",
            not_for_nl=OTHERWISE,
            not_for_en=OTHERWISE,
            **common,
        )
        for n in range(number)
    ]
    Service.objects.bulk_create(desks, BATCH)
    now = timezone.now()
    traces = [PublicTrace(service=desk, changed_at=now, was_public=True) for desk in desks]
    PublicTrace.objects.bulk_create(traces, BATCH)
    _fill_details(desks)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")


def fill_as_typed(number: str) -> None:
    with as_typed():  # else each text would be shown while it is written
        fill(int(number))


def _fill_details(desks: list[Service]) -> None:
    details = (
        ContactDetail(
            slug=f"loket-{n}-{kind}",
            service=desk,
            kind=kind,
            value=value,
            opening_hours="Mo-Fr 09:00-17:00; PH off",
            status=Status.PUBLISHED,
        )
        for n, desk in enumerate(desks)
        for kind, value in DETAILS.items()
    )
    while batch := list(islice(details, BATCH)):
        ContactDetail.objects.bulk_create(batch)


def fetch(address: str) -> None:
    """Make the file in an idle process, and print the figures."""
    stream("/healthz")
    idle = peak_mb()
    began = time.process_time()
    status, first, size, seconds = stream(address)
    busy = time.process_time() - began
    growth = peak_mb() - idle
    verdict = "holds" if growth <= MAX_GROWTH and first <= MAX_WAIT else "MISSED"
    print(
        f"{address:<34}{status}{size / 1e6:8.1f} MB{seconds:7.1f} s ({busy:.1f} of processor), "
        f"first byte after {first:.2f} s, memory {idle:.0f} +{growth:.1f} MB  {verdict}",
        flush=True,
    )


def stream(address: str) -> tuple[str, float, int, float]:
    """Stream the response like the server, keeping none of it: its status, seconds to the first
    byte, size and duration.
    """
    request = RequestFactory(SERVER_NAME="localhost").get(address).environ
    started = time.perf_counter()
    status: list[str] = []

    def start(line: str, _headers: Any, _error: Any = None) -> Any:
        status.append(line)

    first, size = 0.0, 0
    for chunk in HANDLER(request, start):
        first = first or time.perf_counter() - started
        size += len(chunk)
    return status[0][:3], first, size, time.perf_counter() - started


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    {"fill": fill_as_typed, "fetch": fetch}[sys.argv[1]](sys.argv[2])
