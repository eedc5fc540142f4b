"""All faults by name, and running them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

from tools.bench.results import Result
from tools.drill import attackers, disk_full, importing, killing, load, outage, releasing
from tools.drill.postgres import NoPostgresError
from tools.drill.sandbox import Sandbox, UnsupportedError

Drill = Callable[..., Iterator[Result]]

FAULTS: dict[str, Drill] = {
    "load": load.run,
    "attackers": attackers.run,
    "importing": importing.run,
    "outage": outage.run,
    "killing": killing.run,
    "disk_full": disk_full.run,
    "releasing": releasing.run,
}


def run_faults(names: Sequence[str] = (), *, short: bool = False) -> Iterator[Result]:
    """Results of the named faults, or of all of them, as soon as they are known.

    A fault that this machine does not support gives a result too, which fails with DEMAND_ALL=1.
    """
    required = os.environ.get("DEMAND_ALL") == "1"
    with Sandbox(short=short) as sandbox:
        if not names:
            sandbox.prepare()
        for name in names or FAULTS:
            try:
                yield from FAULTS[name](sandbox, short=short)
            except (UnsupportedError, NoPostgresError) as error:
                yield Result(f"{name}: left out. {error}", "", passed=False if required else None)
