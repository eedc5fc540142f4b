"""Downloads of all data with 100,000 desks: first byte, duration, size and memory.

    python -m tools.bench export            100,000 desks, some twenty minutes
    python -m tools.bench.export 10000      with fewer desks, only printed
    python -m tools.bench.export 100000 PostgreSQL      on one of the two, only printed

Each file is made in a process of its own that has answered the probe of its health before: an idle
process. On SQLite, and on PostgreSQL where a server answers.
"""

import sys
from collections.abc import Sequence

from tools.bench import isolated
from tools.bench.databases import new_postgres

DESKS = 100_000
BOTH = ("SQLite", "PostgreSQL")
FILES = (
    "/api/hsds/services?minimal=true",
    "/api/kennis.json",
    "/api/hsds/organizations.jsonl",
    "/api/hsds/services?format=ndjson",
    "/api/hsds/services.jsonl",
    "/api/hsds/datapackage.zip",
)


def run(desks: int = DESKS, names: Sequence[str] = BOTH) -> None:
    print(f"\nExport: {desks:,} desks with {3 * desks:,} contact details")
    steps = [
        ["manage.py", "migrate", "--verbosity", "0"],
        ["manage.py", "load_content"],
        ["fill", str(desks)],
        *(["fetch", address] for address in FILES),
    ]
    with new_postgres() as postgres:
        for name, address in zip(BOTH, ("", postgres), strict=True):
            if name not in names:
                continue
            if address is None:
                print(f"{name}: none answers")
                continue
            print(name, flush=True)
            isolated.run_steps(
                "tools.bench.export_process",
                settings="portal.settings",
                steps=steps,
                database=address,
            )


if __name__ == "__main__":
    run(int(sys.argv[1]) if sys.argv[1:] else DESKS, sys.argv[2:] or BOTH)
