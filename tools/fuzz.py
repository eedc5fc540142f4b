"""Fuzzing: sends malformed requests to every URL of the site, different ones each time.

    python -m tools.fuzz [--inputs 100000] [--seed 7]

Prints the number of requests and routes, the duration and the seed; the same seed sends the same
requests. Failures are shrunk to a minimal example. The requests are those of
tests/portal/test_fuzz.py.
"""

import os
import secrets
import subprocess
import sys
import time
from argparse import ArgumentParser


def main() -> int:
    parser = ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9))
    options = parser.parse_args()
    print(f"{options.inputs:,} inputs, seed {options.seed}", flush=True)
    variables = {"FUZZ_INPUTS": str(options.inputs), "FUZZ_SEED": str(options.seed)}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-s",
        "--show-capture=no",
        "tests/portal/test_fuzz.py",
    ]
    started = time.monotonic()
    failed = subprocess.run(command, env={**os.environ, **variables}, check=False).returncode
    duration = time.monotonic() - started
    print(
        f"{duration:.0f} s; the same again: make fuzz INPUTS={options.inputs} SEED={options.seed}"
    )
    return failed


if __name__ == "__main__":
    sys.exit(main())
