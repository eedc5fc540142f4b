"""Start-up time: from `make run`, when already installed, to the first page."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time

from tools.bench.results import Result, at_most, show
from tools.serving import ROOT, free_port, wait_for

MAX_SECONDS = 6.0


def run() -> list[Result]:
    print("\nFrom `make run` to the first page")
    with tempfile.TemporaryDirectory() as folder:
        environment = {"DATA_DIR": folder, "DATABASE_URL": "", "VERWIJSWIJZER_LOCAL": "1"}
        first, again = (_seconds(environment) for _start in range(2))
    return [
        show(Result("first start, with its packages there", f"{first:.1f} s")),
        show(at_most("second start", again, MAX_SECONDS, " s")),
    ]


def _seconds(environment: dict[str, str]) -> float:
    port = free_port()
    started = time.perf_counter()
    process = subprocess.Popen(
        ["make", "--no-print-directory", "run", f"PORT={port}"],
        env={**os.environ, **environment},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        return time.perf_counter() - started
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


if __name__ == "__main__":
    run()
