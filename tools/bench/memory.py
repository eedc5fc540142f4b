"""Memory of a worker during 10,000 requests to all pages, and whether it leaks.

The page cache is warm, as it is some seconds after the first start. A worker that typesets a PDF
itself, for an outcome or a municipality, uses some 60 MB more.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

from tools.bench.interleaved import connect
from tools.bench.results import Result, show
from tools.serving import ROOT, manage, prepared, server

REQUESTS, MAX_MB, MAX_GROWTH = 10_000, 200, 5  # growth in per cent, over the second half
_LIST_SCRIPT = """
import json, django
django.setup()
from urllib.parse import urlencode
from portal.page_cache.addresses import public_addresses
from referrals.flow.paths import all_paths
from referrals.releases.publishing import current_guide
results = ["/verwijzen/?" + urlencode(p.position.answers) for p in all_paths(current_guide().flow)]
words = ["/zoeken/?q=" + word for word in ("fier", "vielig+thuis", "artikel+273f", "hotel", "app")]
print(json.dumps([*public_addresses(), *results[::4], *words]))
"""


def run() -> list[Result]:
    print(f"\nMemory of a worker, {REQUESTS} requests over all pages, made beforehand")
    with prepared() as environment:
        manage(environment, "warm_pages")
        return _measure(environment)


def _measure(environment: dict[str, str]) -> list[Result]:
    with server("portal.rsgi:application", environment) as address:
        pages = itertools.cycle(_paths(environment))
        worker = worker_of(address)
        used = [_resident_mb(worker)]
        for _half in range(2):
            _request(address, pages, REQUESTS // 2)
            used.append(_resident_mb(worker))
    start, half, end = used
    figure = f"{end:.0f} MB (at the start {start:.0f}, half way {half:.0f})"
    growth = (end - half) / half * 100
    return [
        show(Result("memory of a worker", figure, f"under {MAX_MB} MB", end < MAX_MB)),
        show(
            Result(
                "growth in the second half",
                f"{growth:.1f} %",
                f"at most {MAX_GROWTH} %",
                growth <= MAX_GROWTH,
            )
        ),
    ]


def _paths(environment: dict[str, str]) -> list[str]:
    completed = subprocess.run(
        [sys.executable, "-c", _LIST_SCRIPT],
        env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "portal.settings"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return list(json.loads(completed.stdout))


def _request(address: str, pages: itertools.cycle[str], times: int) -> None:
    connection = connect(address)
    for path in itertools.islice(pages, times):
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        response.read()
        if response.status not in (200, 302):
            raise RuntimeError(f"{path} answered {response.status}")
    connection.close()


def worker_of(address: str) -> int:
    """Process id of the worker that serves `address`."""
    port = address.rpartition(":")[2]
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and f"--port\0{port}\0" in _read(folder / "cmdline"):
            children = _read(folder / "task" / folder.name / "children").split()
            for child in children:
                if "resource_tracker" not in _read(Path("/proc", child, "cmdline")):
                    return int(child)
    raise RuntimeError(f"no worker found for {address}")


def _resident_mb(process: int) -> float:
    """Resident memory of a process."""
    status = _read(Path("/proc", str(process), "status"))
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


if __name__ == "__main__":
    run()
