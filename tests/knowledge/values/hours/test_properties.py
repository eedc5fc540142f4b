"""What holds for every value, tried on random ones."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given, settings

from knowledge.values.hours.notation.grammar import parse_rules
from knowledge.values.hours.opening_hours import (
    ZONE,
    OpeningHours,
    OpenState,
    hours_of,
    parse_hours,
)
from knowledge.values.hours.problems import HoursError
from knowledge.values.hours.reading import read_hours
from knowledge.values.hours.timeline import stretches_of
from knowledge.values.hours.words import meaning
from tests.knowledge.values.hours.strategies import values

YEAR = [date(2026, 1, 1) + timedelta(days=ahead) for ahead in range(500)]
NOW = datetime(2026, 11, 30, 3, 7, tzinfo=ZONE)
MOST = 0.02  # seconds of processor time


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fails for more processor time; collecting the garbage of other tests does not count."""
    gc.disable()
    started = time.process_time()
    try:
        yield
        assert time.process_time() - started < seconds
    finally:
        gc.enable()


def parsed(value: str) -> OpeningHours | None:
    try:
        return parse_hours(value)
    except HoursError:
        return None


@pytest.fixture(scope="module", autouse=True)
def texts_are_loaded() -> None:
    """The first text in a language reads its translations: no cost of the value that needs it."""
    meaning(parse_hours("Mo 09:00-17:00"), NOW.date())


def open_minutes(hours: OpeningHours, day: date) -> list[tuple[int, int]]:
    """The open stretches of a day, those that touch as one."""
    minutes: list[tuple[int, int]] = []
    for one in hours.stretches(day):
        if one.state != OpenState.OPEN:
            continue
        if minutes and minutes[-1][1] == one.start:
            minutes[-1] = (minutes[-1][0], one.end)
        else:
            minutes.append((one.start, one.end))
    return minutes


def goes_on_at_night(hours: OpeningHours) -> bool:
    spans = [span for rule in hours.rules for span in rule.spans]
    return any(span.crosses_midnight or span.open_end for span in spans)


@settings(max_examples=150, deadline=None)
@given(values())
def test_the_normal_form_means_the_same(value):
    hours = parsed(value)
    if hours:
        again = parse_hours(hours.notation)
        assert again == hours
        assert all(again.stretches(day) == hours.stretches(day) for day in YEAR)


@settings(max_examples=150, deadline=None)
@given(values())
def test_a_state_holds_until_it_changes(value):
    hours = parsed(value)
    if hours:
        now = hours.at(NOW)
        if now.changes_at:
            before, after = now.changes_at - timedelta(minutes=1), now.changes_at
            assert hours.at(before).state == now.state != hours.at(after).state
            assert now.at < now.changes_at <= now.at + timedelta(days=14)


@settings(max_examples=150, deadline=None)
@given(values())
def test_any_value_is_answered_quickly(value):
    with at_most(MOST):
        hours = parsed(value)
        if hours:
            hours.at(NOW)
            hours.week(NOW.date())
            meaning(hours, NOW.date())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_open_that_the_words_do_not_say(language):
    """The words are read back by the reader of what people write, which knows no rules."""
    compared = 0

    @settings(max_examples=250, deadline=None)
    @given(values())
    def compare(value: str) -> None:
        nonlocal compared
        hours = parsed(value)
        if not hours or (goes_on_at_night(hours) and not all(r.is_ordinary for r in hours.rules)):
            return  # a night before an exception: the reader cuts it, people do not
        with translation.override(language):
            words = meaning(hours, YEAR[0])
        try:
            said = read_hours(words)
        except HoursError:
            return
        compared += 1
        for day in YEAR:
            assert open_minutes(hours, day) == open_minutes(said, day), (hours.notation, words, day)

    compare()
    assert compared > 25


def test_evaluation_does_not_depend_on_what_was_asked_before():
    hours = parse_hours("Mo-Th 20:00-02:00, Fr-Su 18:00-04:00; PH off")
    fresh = hours_of(hours.rules)
    assert [stretches_of(fresh.rules, day) for day in YEAR] == [
        hours.stretches(day) for day in YEAR
    ]


@pytest.mark.parametrize(
    "rules",
    [
        [f"{year} Sa[1] off" for year in range(1910, 2060, 10)],
        [f"week {week:02} off" for week in range(1, 24)],
        [f"easter +{days} days off" for days in range(1, 12)],
    ],
)
def test_many_rules_are_answered_quickly(rules):
    with at_most(MOST):
        hours = hours_of(parse_rules("; ".join(["Mo-Fr 09:00-17:00", *rules])))
        hours.week(NOW.date())
        meaning(hours, NOW.date())
