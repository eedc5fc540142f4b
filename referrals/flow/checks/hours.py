"""Checks that at every hour something on a result is known to answer. Pure.

The first desk of a result is one that answers now if any of its desks or stand-ins does, so it is
enough that their hours together leave no gap. Worked out once per distinct set of desks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import reduce
from operator import or_

from referrals.flow.answering import stand_ins_for
from referrals.flow.checks.desks import DeskFacts
from referrals.flow.checks.problem import Problem
from referrals.flow.model import Flow, Kind, Option, Outcome, Question, Text
from referrals.flow.person import Person

Minutes = int
"""A day as 1440 bits: bit n is set when somebody answers in the n-th minute after midnight."""

State = tuple[Person, frozenset[str]]
"""Someone on a path, and the desks that answers added for him."""

MINUTES = 24 * 60
WHOLE_DAY: Minutes = (1 << MINUTES) - 1
_WEEKDAYS: Mapping[str, tuple[str, ...]] = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_TO = {"nl": "tot", "en": "to"}
_ALWAYS = {"nl": "altijd", "en": "always"}
_DATES = {"nl": "%d-%m-%Y", "en": "%d/%m/%Y"}


def hours_problems(flow: Flow, desks: Mapping[str, DeskFacts]) -> Iterator[Problem]:
    """Outcomes of `flow`, which must be acyclic, that at some hour show nothing that answers."""
    arriving = _arriving(flow, desks)
    for outcome in flow.outcomes.values():
        states = arriving.get(outcome.slug, set())
        for side in flow.sides_of(outcome):
            states = _answered(states, side, desks)
        for services in sorted(_shown(flow, outcome, states, desks), key=sorted):
            words = gaps_in_words(_answering(services, desks))
            if words:
                yield _problem(outcome, services, words)


def gaps_in_words(answering: Mapping[date, Minutes]) -> Text | None:
    """When nobody answers on these days, per language; None when somebody always does.

    `answering` starts with a week without holidays; the holidays that follow are named only when
    somebody answers on such a weekday otherwise.
    """
    week = {day.weekday(): answering[day] for day in list(answering)[:7]}
    holidays = {
        day: minutes
        for day, minutes in list(answering.items())[7:]
        if ~minutes & week.get(day.weekday(), WHOLE_DAY)
    }
    if all(minutes == WHOLE_DAY for minutes in week.values()) and not holidays:
        return None
    return {language: ", ".join(_words(week, holidays, language)) for language in _WEEKDAYS}


def _words(
    week: Mapping[int, Minutes], holidays: Mapping[date, Minutes], language: str
) -> Iterator[str]:
    days = _WEEKDAYS[language]
    spans = _gaps([week.get(weekday, WHOLE_DAY) for weekday in range(7)], circular=True)
    for start, end in spans:
        if end - start == 7 * MINUTES:
            yield _ALWAYS[language]
            return
        begin, finish = (f"{days[at // MINUTES % 7]} {_clock(at)}" for at in (start, end))
        yield f"{begin} {_TO[language]} {finish}"
    for day, minutes in holidays.items():
        for start, end in _gaps([minutes]):
            hours = f"{_clock(start)} {_TO[language]} {_clock(end) if end < MINUTES else '24:00'}"
            yield f"{day.strftime(_DATES[language])} {hours}"


def _gaps(days: list[Minutes], *, circular: bool = False) -> list[tuple[int, int]]:
    """Start and end, in minutes from the first midnight, of each stretch without an answer."""
    text = "".join(f"{minutes:0{MINUTES}b}"[::-1] for minutes in days)
    spans = [match.span() for match in re.finditer("0+", text)]
    if circular and len(spans) > 1 and spans[0][0] == 0 and spans[-1][1] == len(text):
        first = spans.pop(0)
        spans[-1] = spans[-1][0], len(text) + first[1]
    return spans


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24}:{minute % 60:02}"


def _arriving(flow: Flow, desks: Mapping[str, DeskFacts]) -> dict[str, set[State]]:
    """Every state in which someone can arrive at each node, keyed by its slug."""
    arriving: dict[str, set[State]] = {flow.start: {(Person(), frozenset())}}
    for question in flow.questions_in_order:
        for option in question.options:
            if option.goal:
                states = _after(arriving.get(question.slug, set()), option, desks)
                arriving.setdefault(option.goal, set()).update(states)
    return arriving


def _answered(states: set[State], side: Question, desks: Mapping[str, DeskFacts]) -> set[State]:
    """The states with a side question unanswered, and after each option or combination of them."""
    if side.kind != Kind.SIDE_MANY:
        return states.union(*(_after(states, option, desks) for option in side.options))
    for option in side.options:
        states = states | _after(states, option, desks)
    return states


def _after(states: set[State], option: Option, desks: Mapping[str, DeskFacts]) -> set[State]:
    """The states once `option` is chosen.

    Desks that never answer are left out: they make no difference, and multiply the states.
    """
    adds = frozenset(
        referral.service
        for referral in option.adds
        if (desk := desks.get(referral.service)) and any(desk.answering.values())
    )
    persons = {person: person.after(option) for person in {person for person, _added in states}}
    return {(persons[person], added | adds) for person, added in states}


def _shown(
    flow: Flow, outcome: Outcome, states: set[State], desks: Mapping[str, DeskFacts]
) -> set[frozenset[str]]:
    """Slugs of the desks that may stand first, per set of them that a state leads to."""
    own = {referral.service for referral in outcome.referrals}
    added_for: dict[Person, set[frozenset[str]]] = {}
    for person, added in states:
        added_for.setdefault(person, set()).add(added)
    shown = set()
    for person, sets in added_for.items():
        always = own | {stand_in.service for stand_in in stand_ins_for(person, flow.stand_ins)}
        fitting = frozenset(
            slug
            for slug in always.union(*sets)
            if (desk := desks.get(slug)) and desk.public and not desk.contradicts(person)
        )
        shown |= {fitting & (always | added) for added in sets}
    return shown


def _answering(services: Collection[str], desks: Mapping[str, DeskFacts]) -> dict[date, Minutes]:
    """When at least one of `services` answers, on each day that is known of any desk."""
    days = dict.fromkeys(day for desk in desks.values() for day in desk.answering)
    return {
        day: reduce(or_, (desks[slug].answering.get(day, 0) for slug in services), 0)
        for day in days
    }


def _problem(outcome: Outcome, services: Collection[str], words: Text) -> Problem:
    names = ", ".join(sorted(services)) or "-"
    return Problem(
        "nothing-answers",
        outcome.slug,
        {
            "nl": f"Uitkomst '{outcome.slug}': niets neemt op van {words['nl']} "
            f"(loketten: {names}).",
            "en": f"Outcome '{outcome.slug}': nothing answers from {words['en']} (desks: {names}).",
        },
    )
