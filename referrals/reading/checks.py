"""Checks of what sentences are read by, and of how the cases of a guide are read. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from referrals.flow.case import Case, End
from referrals.flow.cases import DesksAt, ShownDesk, first_deviations
from referrals.flow.checks.problem import Level, Problem, errors
from referrals.flow.checks.structure import LANGUAGES, structure_problems
from referrals.flow.model import Flow, Kind, Option, Question, Text
from referrals.flow.resolving import Position
from referrals.reading.answer import answer
from referrals.reading.phrases import PhraseError, lines_of, normalised, parse_line
from referrals.reading.reading import DANGER, Reading, phrase_book, read


def phrase_problems(flow: Flow) -> list[Problem]:
    """Lines that are no phrase, and phrases under two answers that contradict each other."""
    return [*_unreadable(flow), *_contradicting(flow)]


def sentence_problems(flow: Flow, desks_at: DesksAt) -> Iterator[Problem]:
    """Cases that, told as a sentence, are certain to lead to a desk that is wrong.

    A warning while a case is marked as failing today. Nothing is read while the graph is broken.
    """
    if errors(structure_problems(flow)):
        return
    readings, dangers = _readings(flow), _dangers(flow)
    for case in flow.cases.values():
        for language in LANGUAGES:
            text = as_sentence(case, language)
            if text not in readings:
                readings[text] = read(text, flow)
            if _can_be_certain(readings[text], dangers):
                yield from _misread(flow, case, language, readings[text], desks_at)


_Key = tuple[Hashable, ...]
_last: list[tuple[_Key, dict[str, Reading]]] = []


def _readings(flow: Flow) -> dict[str, Reading]:
    """What was read of the cases of a guide that reads alike. Cases are content: made up, and
    published; what a visitor types is never kept.
    """
    key = (phrase_book(flow).phrases, *_read_from(flow))
    for known, readings in _last[:1]:
        if known == key:
            return readings
    _last[:] = [(key, {})]
    return _last[0][1]


def _read_from(flow: Flow) -> Iterator[Hashable]:
    """What reading depends on, beside the phrases."""
    for cue in flow.cues:
        yield cue.slug, cue.kind
    for question in flow.questions.values():
        for one in question.options:
            limits = one.min_age, one.max_age, one.says, one.when_said
            yield question.slug, question.name, question.kind, one.slug, limits


def _dangers(flow: Flow) -> set[tuple[str, str]]:
    """The answers that say that there is danger now."""
    return {
        (question.name, option.slug)
        for question in flow.questions.values()
        for option in question.options
        if DANGER in option.says
    }


def _can_be_certain(reading: Reading, dangers: set[tuple[str, str]]) -> bool:
    """Whether enough was read for a certain answer; of danger no more than that is needed."""
    in_danger = any((one.name, one.value) in dangers and not one.hint for one in reading.found)
    return in_danger or not reading.is_partial


def as_sentence(case: Case, language: str) -> str:
    """A case as somebody would type it."""
    return f"{case.role.get(language, '')}: {case.situation.get(language, '')}"


def _shown_first(position: Position, desks: Sequence[ShownDesk]) -> tuple[str, str, End | None]:
    """What visitors see first: the desk, the one that fits best, and the end, if it is one."""
    outcome = position.outcome
    slug, end = (outcome.slug, outcome.end) if outcome else ("", None)
    if not desks:
        return "", slug, end
    first = desks[0].service
    return first, next((desk.service for desk in desks if desk.fits_best), first), end


def _misread(
    flow: Flow, case: Case, language: str, reading: Reading, desks_at: DesksAt
) -> Iterator[Problem]:
    def first_desk(position: Position) -> Hashable:
        return _shown_first(position, desks_at(position, case))

    found = answer(flow, reading, first_desk)
    if found is None or found.position is None:
        return
    wrong = list(first_deviations(case, found.position, desks_at(found.position, case)))
    if not wrong:
        return
    nl, en = ("; ".join(one.message(code) for one in wrong) for code in LANGUAGES)
    path = "&".join(f"{name}={value}" for name, value in found.answers)
    yield Problem(
        "case-misread",
        case.slug,
        {
            "nl": f"Praktijkcasus '{case.slug}' als zin ({language}) is zeker, maar {nl} ({path}).",
            "en": f"Case '{case.slug}' as a sentence ({language}) is certain, but {en} ({path}).",
        },
        Level.WARNING if case.known_failure else Level.ERROR,
    )


def _unreadable(flow: Flow) -> Iterator[Problem]:
    for question in flow.questions.values():
        for option in question.options:
            for line in (*_lines(option.phrases), *_lines(option.hints)):
                if not _is_phrase(line):
                    yield _unreadable_line(question.slug, line, option.slug)
    for cue in flow.cues:
        for line in _lines(cue.phrases):
            if not _is_phrase(line):
                yield _unreadable_line(cue.slug, line)


def _unreadable_line(node: str, line: str, option: str = "") -> Problem:
    place = f"'{node}', '{option}'" if option else f"'{node}'"
    return Problem(
        "phrase-unreadable",
        node,
        {
            "nl": f"{place}: “{line}” is geen formulering. Een deel is leeg, er staat een los "
            "teken, of er staan te veel woorden.",
            "en": f"{place}: “{line}” is no phrase. A part is empty, a sign stands on its own, or "
            "there are too many words.",
        },
        option=option,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """A phrase where it stands."""

    question: Question
    option: Option
    line: str

    def contradicts(self, other: _Said) -> bool:
        """Whether one sentence cannot say both answers, to questions that share a name."""
        one, two = self.option, other.option
        several = Kind.SIDE_MANY in (self.question.kind, other.question.kind)
        return one.slug != two.slug and not several and not _ages_exclude(one, two)


def _contradicting(flow: Flow) -> Iterator[Problem]:
    """Each pair of answers once for each phrase that both have, in whichever language."""
    by_phrase: dict[tuple[str, str], dict[tuple[str, str], _Said]] = defaultdict(dict)
    for question in flow.questions.values():
        for option in question.options:
            for line in filter(_is_phrase, _lines(option.phrases)):
                said = by_phrase[question.name, normalised(line)]
                said.setdefault((question.slug, option.slug), _Said(question, option, line))
    for places in by_phrase.values():
        for one, two in combinations(places.values(), 2):
            if one.contradicts(two):
                yield _contradiction(one, two)


def _contradiction(one: _Said, two: _Said) -> Problem:
    nl, en = (
        [f"{words} '{said.option.slug}' ({said.question.slug})" for said in (one, two)]
        for words in ("antwoord", "answer")
    )
    return Problem(
        "phrase-twice",
        one.question.slug,
        {
            "nl": f"De formulering “{one.line}” staat bij {nl[0]} en bij {nl[1]}.",
            "en": f"The phrase “{one.line}” stands under {en[0]} and under {en[1]}.",
        },
        option=one.option.slug,
    )


def _ages_exclude(one: Option, two: Option) -> bool:
    """Whether nobody has an age that fits both answers."""
    return any(
        older.min_age is not None
        and younger.max_age is not None
        and younger.max_age < older.min_age
        for older, younger in ((one, two), (two, one))
    )


def _lines(text: Text) -> list[str]:
    return [line for lines in text.values() for line in lines_of(lines)]


def _is_phrase(line: str) -> bool:
    try:
        parse_line(line)
    except PhraseError:
        return False
    return True
