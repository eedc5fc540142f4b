"""From `make run`, the second time, to the first page."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time

from tools.bench.rows import Row, at_most, printed
from tools.serving import ROOT, free_port, wait_for

MOST = 6.0  # seconds


def run() -> list[Row]:
    print("\nFrom `make run` to the first page")
    with tempfile.TemporaryDirectory() as folder:
        environment = {"DATA_DIR": folder, "DATABASE_URL": "", "VERWIJSWIJZER_LOCAL": "1"}
        first, again = (_seconds(environment) for _start in range(2))
    return [
        printed(Row("first start, with its packages there", f"{first:.1f} s")),
        printed(at_most("second start", again, MOST, " s")),
    ]


def _seconds(environment: dict[str, str]) -> float:
    port = free_port()
    begun = time.perf_counter()
    process = subprocess.Popen(
        ["make", "--no-print-directory", "run", f"PORT={port}"],
        env={**os.environ, **environment},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        return time.perf_counter() - begun
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


if __name__ == "__main__":
    run()
