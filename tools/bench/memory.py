"""Memory of a worker while 10,000 requests go over all pages, and whether it grows.

On a machine whose pages were made beforehand, as they are some seconds after the first start. A
worker that typesets a PDF itself, of an outcome or for a municipality, holds some 60 MB more.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

from tools.bench.in_turn import connect
from tools.bench.rows import Row, printed
from tools.serving import ROOT, manage, prepared, server

REQUESTS, MOST, GROWTH = 10_000, 200, 5  # MB, and per cent between the half and the end
_LIST = """
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


def run() -> list[Row]:
    print(f"\nMemory of a worker, {REQUESTS} requests over all pages, made beforehand")
    with prepared() as environment:
        manage(environment, "warm_pages")
        return _measured(environment)


def _measured(environment: dict[str, str]) -> list[Row]:
    with server("portal.wsgi:application", environment) as address:
        pages = itertools.cycle(_addresses(environment))
        worker = _worker_of(address)
        used = [_megabytes(worker)]
        for _half in range(2):
            _ask(address, pages, REQUESTS // 2)
            used.append(_megabytes(worker))
    start, half, end = used
    figure = f"{end:.0f} MB (at the start {start:.0f}, half way {half:.0f})"
    grown = (end - half) / half * 100
    return [
        printed(Row("memory of a worker", figure, f"under {MOST} MB", end < MOST)),
        printed(
            Row(
                "growth in the second half",
                f"{grown:.1f} %",
                f"at most {GROWTH} %",
                grown <= GROWTH,
            )
        ),
    ]


def _addresses(environment: dict[str, str]) -> list[str]:
    made = subprocess.run(
        [sys.executable, "-c", _LIST],
        env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "portal.settings"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return list(json.loads(made.stdout))


def _ask(address: str, pages: itertools.cycle[str], times: int) -> None:
    connection = connect(address)
    for path in itertools.islice(pages, times):
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        response.read()
        if response.status not in (200, 302):
            raise RuntimeError(f"{path} answered {response.status}")
    connection.close()


def _worker_of(address: str) -> int:
    """The process that answers at `address`: the child of the server that we started."""
    port = address.rpartition(":")[2]
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and f"--port\0{port}\0" in _read(folder / "cmdline"):
            children = _read(folder / "task" / folder.name / "children").split()
            for child in children:
                if "resource_tracker" not in _read(Path("/proc", child, "cmdline")):
                    return int(child)
    raise RuntimeError(f"no worker found for {address}")


def _megabytes(process: int) -> float:
    """What it holds in memory."""
    status = _read(Path("/proc", str(process), "status"))
    line = next(one for one in status.splitlines() if one.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


if __name__ == "__main__":
    run()
