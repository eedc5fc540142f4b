"""python -m tools.bench, with names of benches (warm, growth, ...) or without: all of them.

Each runs in a process of its own; what it prints also goes to docs/benchmarks.md.
"""

import argparse
import os
import subprocess
import sys
from datetime import UTC, datetime

from tools.bench.document import machine, write

BENCHES = (
    "warm",
    "uncached",
    "growth",
    "wire",
    "memory",
    "starting",
    "hsds",
    "export",
    "paper",
    "search",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHES))
    names = parser.parse_args().names
    if unknown := set(names) - set(BENCHES):
        parser.error(f"no bench {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
    print(machine())
    return max(printed_and_written(name) for name in names or BENCHES)


def printed_and_written(name: str) -> int:
    """The exit code of the bench `name`."""
    call = [sys.executable, "-u", "-m", f"tools.bench.{name}"]
    lines = []
    with subprocess.Popen(
        call, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
    if process.returncode == 0:
        write(name, "".join(lines), on=datetime.now(UTC).date())
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
