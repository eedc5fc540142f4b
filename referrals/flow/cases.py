"""Runs cases through a flow: where each ends, and what differs from what is right. Pure.

The runner asks one function for the desks of a result: `DesksAt`. Whatever decides on their order
(opening hours, stand-ins, the region) is behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from referrals.flow.case import Case, End, as_answers
from referrals.flow.model import NONE, Flow, Text
from referrals.flow.resolving import Position, resolve


@dataclass(frozen=True, slots=True)
class ShownDesk:
    """A desk on the page of a result, and whether it is known to answer at that moment.

    One of them `fits_best`; another may come first because it answers.
    """

    service: str
    is_open: bool = True
    fits_best: bool = False


DesksAt = Callable[[Position, Case], Sequence[ShownDesk]]
"""The desks of a result at the moment of the case, in the order in which visitors see them."""


class Fault(StrEnum):
    """What can differ from what is right."""

    UNKNOWN_ANSWER = "unknown-answer"
    NO_OUTCOME = "no-outcome"
    NOTHING_RIGHT = "nothing-right"
    WRONG_FIRST = "wrong-first"
    FORBIDDEN_FIRST = "forbidden-first"
    CLOSED_FIRST = "closed-first"
    FORBIDDEN_DESK = "forbidden-desk"
    MISSING_DESK = "missing-desk"
    MISSING_GUIDANCE = "missing-guidance"
    MISSING_ARTICLE = "missing-article"


BROKEN = frozenset({Fault.UNKNOWN_ANSWER, Fault.NOTHING_RIGHT})
"""Faults of the case itself: it cannot be run, and no mark excuses that."""

_WORDS: dict[Fault, Text] = {
    Fault.UNKNOWN_ANSWER: {
        "nl": "antwoord '{}' bestaat niet in de wegwijzer",
        "en": "answer '{}' does not exist in the guide",
    },
    Fault.NO_OUTCOME: {
        "nl": "de antwoorden eindigen bij de vraag '{}'",
        "en": "the answers stop at question '{}'",
    },
    Fault.NOTHING_RIGHT: {
        "nl": "er is niet ingevuld welk loket eerst goed is",
        "en": "it does not say which desk is right first",
    },
    Fault.WRONG_FIRST: {"nl": "eerst staat '{}'", "en": "the first desk is '{}'"},
    Fault.FORBIDDEN_FIRST: {
        "nl": "'{}' mag niet als eerste staan",
        "en": "'{}' must not come first",
    },
    Fault.CLOSED_FIRST: {
        "nl": "van '{}' is niet bekend dat het dan open is",
        "en": "'{}' is not known to be open then",
    },
    Fault.FORBIDDEN_DESK: {"nl": "'{}' mag er niet staan", "en": "'{}' must not be there"},
    Fault.MISSING_DESK: {"nl": "loket '{}' ontbreekt", "en": "desk '{}' is missing"},
    Fault.MISSING_GUIDANCE: {
        "nl": "handreiking '{}' ontbreekt",
        "en": "guidance '{}' is missing",
    },
    Fault.MISSING_ARTICLE: {
        "nl": "wetsartikel '{}' ontbreekt",
        "en": "legal article '{}' is missing",
    },
}


@dataclass(frozen=True, slots=True)
class Deviation:
    """One thing that differs; `culprit` is the answer, question, desk or entry it is about."""

    fault: Fault
    culprit: str = ""

    def message(self, language: str) -> str:
        return _WORDS[self.fault][language].format(self.culprit)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a case ended and what differs; `desks` are in the order that visitors see."""

    case: Case
    position: Position
    desks: tuple[ShownDesk, ...]
    deviations: tuple[Deviation, ...]

    @property
    def passes(self) -> bool:
        return not self.deviations

    @property
    def path(self) -> str:
        """The answers of the way that was walked, as a query."""
        steps = self.position.steps
        return "&".join(f"{step.question.name}={value}" for step in steps for value in step.values)

    def has(self, *faults: Fault) -> bool:
        return any(deviation.fault in faults for deviation in self.deviations)

    def message(self, language: str) -> str:
        """What differs, in one line."""
        return "; ".join(deviation.message(language) for deviation in self.deviations)


def run_cases(flow: Flow, desks_at: DesksAt) -> list[Verdict]:
    """The verdict on every case of `flow`, in their order."""
    return [run(flow, case, desks_at) for case in flow.cases.values()]


def run(flow: Flow, case: Case, desks_at: DesksAt) -> Verdict:
    """Give the answers of `case` to `flow`, and compare what it shows with what is right."""
    position = resolve(flow, as_answers(case.given))
    broken = tuple(_broken(flow, case))
    if position.outcome is None:
        at = position.question.slug if position.question else ""
        return Verdict(case, position, (), (*broken, Deviation(Fault.NO_OUTCOME, at)))
    desks = tuple(desks_at(position, case))
    deviations = (
        *broken,
        *first_deviations(case, position, desks),
        *_on_the_page(case, position, desks),
    )
    return Verdict(case, position, desks, deviations)


def unknown_answers(flow: Flow, given: Sequence[tuple[str, str]]) -> list[str]:
    """The answers, as name=value, that no question of `flow` has."""
    known = {
        (question.name, value)
        for question in flow.questions.values()
        for value in (*(option.slug for option in question.options), NONE)
    }
    return [f"{name}={value}" for name, value in given if (name, value) not in known]


def _broken(flow: Flow, case: Case) -> Iterator[Deviation]:
    for answer in unknown_answers(flow, case.given):
        yield Deviation(Fault.UNKNOWN_ANSWER, answer)
    if not case.first:
        yield Deviation(Fault.NOTHING_RIGHT)


def first_deviations(
    case: Case, position: Position, desks: Sequence[ShownDesk]
) -> Iterator[Deviation]:
    """What is wrong with the first of the `desks` of a result.

    An outcome that is an end is right by its end or by its first desk.
    """
    first = desks[0] if desks else None
    service = first.service if first else ""
    end = End.of(position.outcome.slug) if position.outcome else None
    if not {end, service} & set(case.first) and not case.divided:
        yield Deviation(Fault.WRONG_FIRST, end or service)
    if service in case.never_first:
        yield Deviation(Fault.FORBIDDEN_FIRST, service)
    if case.open_needed and not (first and first.is_open):
        yield Deviation(Fault.CLOSED_FIRST, service)


def _on_the_page(case: Case, position: Position, desks: Sequence[ShownDesk]) -> Iterator[Deviation]:
    shown = [desk.service for desk in desks]
    articles = position.outcome.articles if position.outcome else ()
    for slug in case.never_desks:
        if slug in shown:
            yield Deviation(Fault.FORBIDDEN_DESK, slug)
    for fault, needed, present in (
        (Fault.MISSING_DESK, case.must_desks, shown),
        (Fault.MISSING_GUIDANCE, case.must_guidance, position.guidance),
        (Fault.MISSING_ARTICLE, case.must_articles, articles),
    ):
        yield from (Deviation(fault, slug) for slug in needed if slug not in present)


@dataclass(frozen=True, slots=True)
class Score:
    """How a flow does on its cases; numbers of cases."""

    total: int
    passed: int
    first_right: int
    first_judged: int
    forbidden: int
    missing: int
    closed: int
    known_failures: int


def score(verdicts: Sequence[Verdict]) -> Score:
    """The score of `verdicts`. The first desk of a divided case is not judged."""
    judged = [verdict for verdict in verdicts if not verdict.case.divided]
    wrong = (Fault.WRONG_FIRST, Fault.NO_OUTCOME)
    must = (Fault.MISSING_DESK, Fault.MISSING_GUIDANCE, Fault.MISSING_ARTICLE)
    return Score(
        total=len(verdicts),
        passed=sum(verdict.passes for verdict in verdicts),
        first_right=sum(not verdict.has(*wrong) for verdict in judged),
        first_judged=len(judged),
        forbidden=sum(v.has(Fault.FORBIDDEN_FIRST, Fault.FORBIDDEN_DESK) for v in verdicts),
        missing=sum(verdict.has(*must) for verdict in verdicts),
        closed=sum(verdict.has(Fault.CLOSED_FIRST) for verdict in verdicts),
        known_failures=sum(verdict.case.known_failure for verdict in verdicts),
    )
