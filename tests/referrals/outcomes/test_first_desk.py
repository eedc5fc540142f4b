"""The quick answer to what is first equals what a whole result shows."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from knowledge.values.hours.opening_hours import ZONE
from referrals.flow.paths import all_paths
from referrals.flow.resolving import Position, Step, resolve
from referrals.outcomes import first_desk as module
from referrals.outcomes.content import _read
from referrals.outcomes.first_desk import first_desk_at
from referrals.outcomes.results import build_result
from tests.referrals.vocabulary import flow, outcome, question

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
NIGHT = datetime(2026, 12, 6, 3, 0, tzinfo=ZONE)
EXPLOITED = {
    "gevaar": ["nee"],
    "rol": ["zorg"],
    "leeftijd": ["18-plus"],
    "situatie": ["uitgebuit"],
    "politie": ["nee"],
}
MOMENTS = (MONDAY, NIGHT, datetime(2026, 12, 4, 17, 30, tzinfo=ZONE))


def positions(published) -> Iterator[Position]:
    """Every path, and each with every single answer to its side questions."""
    for path in all_paths(published.guide.flow):
        yield path.position
        for side in path.position.sides:
            for option in side.options:
                yield path.position.answering(Step(side, (option,)))


@pytest.mark.walk
@pytest.mark.parametrize("at", MOMENTS)
def test_it_is_what_the_result_shows(at):
    published = _read()
    first_desk = first_desk_at(published, at)
    several = set()
    for position in positions(published):
        result = build_result(position, AnonymousUser(), at, public=published.content)
        best = result.fits_best or result.first
        slugs = (result.first.desk.service.slug, best.desk.service.slug)
        assert first_desk(position) == (*slugs, position.outcome.end)
        several.add(slugs)
    assert len(several) > 10


def test_it_changes_with_the_minute_and_with_the_content():
    published = _read()
    position = resolve(published.guide.flow, {**EXPLOITED, "opvang": ["nee"]})
    details = published.content.services["comensha"].contact_details.all()
    for at, first in ((MONDAY, "comensha"), (NIGHT, "centrum-seksueel-geweld")):
        assert first_desk_at(published, at)(position)[:2] == (first, "comensha")
    for detail in details:
        detail.opening_hours = "24/7"
    later = NIGHT + timedelta(minutes=1)
    assert first_desk_at(published, NIGHT)(position)[0] == "centrum-seksueel-geweld"  # kept
    assert first_desk_at(published, later)(position)[0] == "comensha"
    assert first_desk_at(_read(), later)(position)[0] == "centrum-seksueel-geweld"


def test_an_outcome_without_a_desk_is_like_no_other():
    nothing = SimpleNamespace(content=SimpleNamespace(services={}))
    first_desk = first_desk_at(nothing, MONDAY)
    shown = [first_desk(Position((), outcome=outcome(slug, "hidden"))) for slug in ("one", "other")]
    assert shown[0] != shown[1]


def test_an_open_question_has_no_first_desk():
    with pytest.raises(ValueError, match="no outcome"):
        first_desk_at(_read(), MONDAY)(resolve(flow(question("start")), {}))


def test_few_paths_are_kept(monkeypatch):
    monkeypatch.setattr(module, "MOST_PATHS", 5)
    published = _read()
    first_desk = first_desk_at(published, MONDAY)
    for path in all_paths(published.guide.flow):
        first_desk(path.position)
    assert len(module._latest[0]._desks) <= 5


def test_two_hundred_positions_cost_less_than_a_millisecond():
    published = _read()
    some = [path.position for path in all_paths(published.guide.flow)][:200]
    first_desk = first_desk_at(published, MONDAY)

    def seconds() -> float:
        started = time.perf_counter()
        for position in some:
            first_desk(position)
        return time.perf_counter() - started

    seconds()
    assert min(seconds() for _ in range(20)) < 0.001


def test_a_desk_that_is_not_for_him_is_left_out():
    published = _read()
    position = resolve(published.guide.flow, {**EXPLOITED, "opvang": ["nee"]})
    published.content.services["comensha"].max_age = 12
    result = build_result(position, AnonymousUser(), MONDAY, public=published.content)
    shown = first_desk_at(published, MONDAY)(position)
    assert shown[0] == result.first.desk.service.slug != "comensha"
