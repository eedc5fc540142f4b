"""Each fault for real, for seconds: `make drill` takes minutes for the same."""

from collections.abc import Iterator

import pytest

from tools.bench.rows import Row
from tools.drill import faults
from tools.drill.faults import FAULTS, drilled
from tools.drill.ground import CannotDrillError, Ground
from tools.drill.postgres import NoPostgresError


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    with Ground(short=True) as made:
        made.prepare()
        yield made


@pytest.mark.walk
@pytest.mark.parametrize("name", FAULTS)
def test_every_figure_holds(ground, name):
    try:
        rows = list(FAULTS[name](ground, short=True))
    except (CannotDrillError, NoPostgresError) as error:
        pytest.skip(str(error))
    assert any(row.holds for row in rows)
    assert [str(row) for row in rows if row.holds is False] == []


def cannot(_ground: Ground, *, short: bool) -> Iterator[Row]:
    yield Row("before", "1", "1", holds=True)
    raise CannotDrillError("no disk")


@pytest.mark.parametrize(("demanded", "holds"), [("0", None), ("1", False)])
def test_what_a_machine_cannot_do_is_a_row_and_in_ci_one_that_does_not_hold(
    monkeypatch, demanded, holds
):
    monkeypatch.setattr(faults, "FAULTS", {"first": cannot, "second": cannot})
    monkeypatch.setattr(Ground, "prepare", lambda _ground: None)
    monkeypatch.setenv("DEMAND_ALL", demanded)
    rows = list(drilled(short=True))
    assert [row.name for row in rows] == [
        "before",
        "first: left out. no disk",
        "before",
        "second: left out. no disk",
    ]
    assert {row.holds for row in rows if "left out" in row.name} == {holds}
