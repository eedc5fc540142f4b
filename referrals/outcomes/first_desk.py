"""What visitors see first at an outcome, decided for many positions at once.

Reading a sentence asks it of every way to fill in what the sentence left open. The whole result of
a position costs some 0.5 ms, so here only what decides is worked out, and kept: the desks of a
path as long as the guide is the same, which of them is first for a minute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from knowledge.desks.desk import desk_view
from referrals.flow.answering import Rank, first_to_answer, shown
from referrals.flow.case import End
from referrals.flow.resolving import Position
from referrals.outcomes.content import OutcomeContent, PublishedGuide

MOST_PATHS = 10_000  # kept at most: a flow can have many more with its side questions

ShownFirst = tuple[str, str, End | None]
"""Slugs of the first desk and of the one that fits best, and the end that the outcome is."""

_Path = tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]


@dataclass(frozen=True, slots=True)
class _Desk:
    """A desk on a path, at any moment."""

    slug: str
    rank: Rank
    excluded: bool


@dataclass(frozen=True, slots=True)
class _DeskNow:
    """A desk at one moment: a `Candidate`."""

    service_slug: str
    rank: Rank
    excluded: bool
    answers_now: bool
    is_emergency: bool


class _Moment:
    """Decisions of one minute."""

    def __init__(self, paths: _Paths, at: datetime) -> None:
        self.at = at
        self._paths = paths
        self._reached: dict[str, tuple[bool, bool]] = {}
        self._decided: dict[_Path, ShownFirst] = {}

    def first_desk(self, position: Position) -> ShownFirst:
        """As `build_result` decides. Raises ValueError when the position has no outcome yet."""
        path = _path_of(position)
        decided = self._decided.get(path)
        if decided is None:
            decided = self._decided[path] = self._decide(path, position)
        return decided

    def _decide(self, path: _Path, position: Position) -> ShownFirst:
        desks = shown([self._now(desk) for desk in self._paths.desks(path, position)])
        end = End.of(path[0])
        if not desks:
            return "", path[0], end
        first = first_to_answer(desks) or desks[0]
        return first.service_slug, desks[0].service_slug, end

    def _now(self, desk: _Desk) -> _DeskNow:
        if desk.slug not in self._reached:
            view = desk_view(self._paths.content.services[desk.slug], self.at)
            self._reached[desk.slug] = view.answers_now, view.is_emergency
        return _DeskNow(desk.slug, desk.rank, desk.excluded, *self._reached[desk.slug])


class _Paths:
    """The desks of each path of a published guide."""

    def __init__(self, published: PublishedGuide) -> None:
        self.published = published
        self.content: OutcomeContent = published.content
        self._desks: dict[_Path, tuple[_Desk, ...]] = {}
        self._moment: _Moment | None = None

    def at(self, minute: datetime) -> _Moment:
        moment = self._moment
        if moment is None or moment.at != minute:
            moment = self._moment = _Moment(self, minute)
        return moment

    def desks(self, path: _Path, position: Position) -> tuple[_Desk, ...]:
        desks = self._desks.get(path)
        if desks is None:
            if len(self._desks) >= MOST_PATHS:
                self._desks.clear()
            desks = self._desks[path] = tuple(_desks(position, self.content))
        return desks


_latest: list[_Paths] = []


def first_desk_at(published: PublishedGuide, at: datetime) -> Callable[[Position], ShownFirst]:
    """What visitors see first at positions of the guide in `published`, in the minute of `at`.

    Two positions give the same when their results show the same desk first and the same desk as
    the one that fits best. Not for a page that is cached: it would not know when that changes.
    """
    paths = _latest[0] if _latest else None
    if paths is None or paths.published is not published:
        paths = _Paths(published)
        _latest[:] = [paths]
    return paths.at(at.replace(second=0, microsecond=0)).first_desk


def _path_of(position: Position) -> _Path:
    if position.outcome is None:
        raise ValueError("this position has no outcome yet")
    return position.outcome.slug, tuple(
        (step.question.slug, step.values) for step in position.steps
    )


def _desks(position: Position, content: OutcomeContent) -> Iterable[_Desk]:
    """The desks of `position` in order of fit, without those that visitors may not see."""
    person = position.person
    for ranked in position.desks:
        service = content.services.get(ranked.service)
        if service:
            groups = service.not_for_groups.split()
            excluded = person.excluded_by(service.min_age, service.max_age, groups)
            yield _Desk(ranked.service, ranked.rank, excluded)
