"""All faults that are drilled, by name, and the table of what came of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

from tools.bench.rows import Row
from tools.drill import disk_full, killing, load, outage, releasing
from tools.drill.ground import CannotDrillError, Ground
from tools.drill.postgres import NoPostgresError

Drill = Callable[..., Iterator[Row]]

FAULTS: dict[str, Drill] = {
    "load": load.run,
    "outage": outage.run,
    "killing": killing.run,
    "disk_full": disk_full.run,
    "releasing": releasing.run,
}


def drilled(names: Sequence[str] = (), *, short: bool = False) -> Iterator[Row]:
    """The figures of the faults with these names, or of all; a row as soon as it is known.

    What this machine cannot do is a row too; with DEMAND_ALL=1 such a row does not hold.
    """
    demanded = os.environ.get("DEMAND_ALL") == "1"
    with Ground(short=short) as ground:
        if not names:
            ground.prepare()
        for name in names or FAULTS:
            try:
                yield from FAULTS[name](ground, short=short)
            except (CannotDrillError, NoPostgresError) as error:
                yield Row(f"{name}: left out. {error}", "", holds=False if demanded else None)
