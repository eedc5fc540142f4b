"""One step of tools/bench/export.py, in a fresh process."""

from __future__ import annotations

import resource
import sys
import time
from typing import Any

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.test import RequestFactory  # noqa: E402 - after the set-up
from django.utils import timezone  # noqa: E402

from knowledge.models import (  # noqa: E402
    ContactDetail,
    Organisation,
    PublicTrace,
    Service,
    Status,
)

DESKS, ORGANISATIONS, MAX_MB = 10_000, 500, 150
TEXT = "Hier kan hij terecht met een vraag, ook zonder afspraak en zonder zijn naam te zeggen. " * 6
DETAILS = {
    "phone": "033 448 11 86",
    "website": "https://voorbeeld.example/",
    "chat": "https://c.example/",
}


def fill() -> None:
    common = {"status": Status.PUBLISHED, "summary_nl": TEXT, "summary_en": TEXT}
    organisations = Organisation.objects.bulk_create(
        Organisation(
            slug=f"huis-{n}", name_nl=f"Huis {n}", name_en=f"House {n}", kind="care", **common
        )
        for n in range(ORGANISATIONS)
    )
    desks = Service.objects.bulk_create(
        Service(
            slug=f"loket-{n}",
            organisation=organisations[n % ORGANISATIONS],
            name_nl=f"Loket {n}",
            name_en=f"Desk {n}",
            languages="nl en",
            not_for_nl=TEXT,
            not_for_en=TEXT,
            **common,
        )
        for n in range(DESKS)
    )
    now = timezone.now()
    traces = [PublicTrace(service=desk, changed_at=now, was_public=True) for desk in desks]
    PublicTrace.objects.bulk_create(traces)
    _fill_details(desks)


def _fill_details(desks: list[Service]) -> None:
    ContactDetail.objects.bulk_create(
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


def fetch(address: str) -> None:
    """Stream the response like the server, keeping none of it, and print the figures."""
    request = RequestFactory(SERVER_NAME="localhost").get(address).environ
    started = time.perf_counter()
    handler = WSGIHandler()
    status: list[str] = []

    def start(line: str, _headers: Any, _error: Any = None) -> Any:
        status.append(line)

    response = handler(request, start)
    first, size = 0.0, 0
    for chunk in response:
        first = first or time.perf_counter() - started
        size += len(chunk)
    duration = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    verdict = "holds" if peak <= MAX_MB else "MISSED"
    print(
        f"{address:<28}{status[0][:3]}{size / 1e6:8.1f} MB{duration:8.1f} s, first byte after "
        f"{first:.2f} s{peak:8.0f} MB of memory  {verdict}",
        flush=True,
    )


if __name__ == "__main__":
    fill() if sys.argv[1] == "fill" else fetch(sys.argv[1])
