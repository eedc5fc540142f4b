"""python -m tools.drill [--short] [name ...]: fault injection, all faults or the named ones.

Prints the figures with their targets. Exits with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from tools.bench.report import write
from tools.bench.results import show
from tools.drill.faults import FAULTS, run_faults


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.drill", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(FAULTS))
    parser.add_argument("--short", action="store_true", help="only some seconds for each fault")
    options = parser.parse_args()
    if unknown := set(options.names) - set(FAULTS):
        parser.error(f"no drill {', '.join(sorted(unknown))}; there are {', '.join(FAULTS)}")
    results = [show(result) for result in run_faults(options.names, short=options.short)]
    if not options.short and not options.names:
        write("drill", "\n".join(map(str, results)), on=datetime.now(UTC).date())
    missed = [result.name for result in results if result.passed is False]
    for name in missed:
        print(f"Does not hold: {name}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
