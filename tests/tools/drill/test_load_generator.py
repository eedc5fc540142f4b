"""What the figures of a load say, with attackers beside it and without."""

import pytest

from tools.bench.results import Result
from tools.drill.load_generator import LoadStats, percentile
from tools.drill.response_checker import Verdict

SEARCH, SHEET, HOME = "/zoeken/?q=fier", "/factsheets/politie.pdf", "/"


def stats(*requests: tuple[Verdict, str, bool]) -> LoadStats:
    counted = LoadStats(seconds=1.0)
    for verdict, path, cached in requests:
        counted.add(verdict, path, cached=cached, reason="")
    return counted


def result(counted: LoadStats, name: str, *, flooded: bool) -> Result:
    results = counted.results("load", flooded=flooded)
    return next(found for found in results if found.name == f"load: {name}")


def test_who_is_told_to_come_back_in_a_flood_is_counted_among_those_who_asked_for_what_is_dear():
    counted = stats(
        (Verdict.COME_BACK, SEARCH, False),
        (Verdict.RIGHT, SEARCH, False),
        (Verdict.RIGHT, SHEET, True),
        (Verdict.RIGHT, HOME, True),
    )
    told = result(counted, "told to come back", flooded=True)
    assert (told.figure, told.passed) == ("1 of 2 dear (50%)", None)


def test_without_a_flood_few_may_be_told_to_come_back():
    told = [(Verdict.COME_BACK, SEARCH, False)]
    few, many = stats(*told), stats(*told * 2)
    assert result(few, "told to come back", flooded=False).passed
    assert result(many, "told to come back", flooded=False).passed is False


@pytest.mark.parametrize("verdict", [Verdict.WRONG, Verdict.FAILED])
@pytest.mark.parametrize("flooded", [True, False])
def test_nothing_wrong_or_failed_is_excused_by_a_flood(verdict, flooded):
    counted = stats((verdict, HOME, True), (verdict, SEARCH, False))
    found = result(counted, verdict.value, flooded=flooded)
    assert (found.figure, found.passed) == ("2", False)
    assert counted.failed_cached == 1


def test_percentiles_are_of_the_sorted_times():
    assert percentile([0.4, 0.1, 0.2, 0.3], 0.5) == 0.3
    assert percentile([0.4, 0.1], 1) == 0.4
    assert percentile([], 0.95) == 0
