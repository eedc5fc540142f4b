"""python -m tools.bench [name ...]: runs the named benchmarks (warm, growth, ...), or all of them.

Each runs in a process of its own; its output is also written to docs/benchmarks.md.
"""

import argparse
import os
import subprocess
import sys
from datetime import UTC, datetime

from tools.bench.report import machine, write

BENCHMARKS = (
    "warm",
    "two_workers",
    "uncached",
    "growth",
    "wire",
    "memory",
    "starting",
    "hsds",
    "export",
    "paper",
    "search",
    "search_page",
    "sentences",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHMARKS))
    names = parser.parse_args().names
    if unknown := set(names) - set(BENCHMARKS):
        parser.error(
            f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}"
        )
    print(machine())
    return max(run_and_record(name) for name in names or BENCHMARKS)


def run_and_record(name: str) -> int:
    """Run the benchmark `name`, print and record its output, and return its exit code."""
    command = [sys.executable, "-u", "-m", f"tools.bench.{name}"]
    lines = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
    if process.returncode == 0:
        write(name, "".join(lines), on=datetime.now(UTC).date())
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
