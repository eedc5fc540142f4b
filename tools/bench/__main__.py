"""python -m tools.bench, with names of benches (warm, growth, ...) or without: all of them."""

import argparse
import sys

from tools.bench import export, growth, hsds, memory, paper, search, starting, uncached, warm, wire

BENCHES = {
    "warm": warm.run,
    "uncached": uncached.run,
    "growth": growth.run,
    "wire": wire.run,
    "memory": memory.run,
    "starting": starting.run,
    "hsds": hsds.run,
    "export": export.run,
    "paper": paper.run,
    "search": search.run,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHES))
    names = parser.parse_args().names
    if unknown := set(names) - set(BENCHES):
        parser.error(f"no bench {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
    for name in names or BENCHES:
        BENCHES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
