"""python -m tools.drill [--short] [name ...]: faults for real, all of them or the ones named.

Prints the figures, each beside its target. Ends with 1 when one does not hold.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from tools.bench.document import write
from tools.bench.rows import printed
from tools.drill.faults import FAULTS, drilled


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.drill", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(FAULTS))
    parser.add_argument("--short", action="store_true", help="each fault for seconds only")
    given = parser.parse_args()
    if unknown := set(given.names) - set(FAULTS):
        parser.error(f"no drill {', '.join(sorted(unknown))}; there are {', '.join(FAULTS)}")
    rows = [printed(row) for row in drilled(given.names, short=given.short)]
    if not given.short and not given.names:
        write("drill", "\n".join(map(str, rows)), on=datetime.now(UTC).date())
    missed = [row.name for row in rows if row.holds is False]
    for name in missed:
        print(f"Does not hold: {name}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
