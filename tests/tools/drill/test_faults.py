"""Each fault for some seconds; `make drill` runs the same faults for minutes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.databases import copy_in
from tools.bench.results import Result
from tools.drill import faults
from tools.drill.faults import FAULTS, run_faults
from tools.drill.postgres import NoPostgresError
from tools.drill.sandbox import Sandbox, UnsupportedError


@pytest.fixture(scope="module")
def sandbox(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """With the content of the tests on SQLite, which takes half a minute less than loading it.

    Browser tests leave accounts in the database of this process, so the copy of before is taken
    where there is one.
    """
    own = Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None
    content = own and (copy_in(tmp_path_factory.getbasetemp().parent) or own)
    with Sandbox(short=True, content=content) as bed:
        bed.prepare()
        yield bed


@pytest.mark.walk
@pytest.mark.parametrize("name", FAULTS)
def test_every_target_is_met(sandbox, name):
    try:
        results = list(FAULTS[name](sandbox, short=True))
    except (UnsupportedError, NoPostgresError) as error:
        pytest.skip(str(error))
    assert any(result.passed for result in results)
    missed = [str(result) for result in results if result.passed is False]
    assert not missed, "\n".join(map(str, results))


def cannot(_sandbox: Sandbox, *, short: bool) -> Iterator[Result]:
    yield Result("before", "1", "1", passed=True)
    raise UnsupportedError("no disk")


@pytest.mark.parametrize(("demand_all", "passed"), [("0", None), ("1", False)])
def test_what_a_machine_cannot_do_is_reported_and_fails_in_ci(monkeypatch, demand_all, passed):
    monkeypatch.setattr(faults, "FAULTS", {"first": cannot, "second": cannot})
    monkeypatch.setattr(Sandbox, "prepare", lambda _sandbox: None)
    monkeypatch.setenv("DEMAND_ALL", demand_all)
    results = list(run_faults(short=True))
    assert [result.name for result in results] == [
        "before",
        "first: left out. no disk",
        "before",
        "second: left out. no disk",
    ]
    assert {result.passed for result in results if "left out" in result.name} == {passed}
