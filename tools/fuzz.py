"""Sends damaged requests to every address of the site, other ones each time.

    python -m tools.fuzz [--inputs 100000] [--seed 7]

Prints how many, to how many routes, how long and with which seed; the same seed sends the same.
A fault is printed as small as it can be made. The requests are those of tests/portal/test_fuzz.py.
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
    given = parser.parse_args()
    print(f"{given.inputs:,} inputs, seed {given.seed}", flush=True)
    chosen = {"FUZZ_INPUTS": str(given.inputs), "FUZZ_SEED": str(given.seed)}
    call = [sys.executable, "-m", "pytest", "-s", "--show-capture=no", "tests/portal/test_fuzz.py"]
    began = time.monotonic()
    failed = subprocess.run(call, env={**os.environ, **chosen}, check=False).returncode
    took = time.monotonic() - began
    print(f"{took:.0f} s; the same again: make fuzz INPUTS={given.inputs} SEED={given.seed}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
