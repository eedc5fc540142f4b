"""Checks that the desks of a flow can help the people who are referred to them. Pure.

What answers say of a boy (his age, groups he belongs to) is accumulated along every path, and
compared with the desks at the outcome. That something answers at every hour is for `hours`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from referrals.flow.checks.problem import Level, Problem
from referrals.flow.model import Flow, Outcome
from referrals.flow.person import Person


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """What the checks need to know of a desk. Ages in years, inclusive; None means no limit.

    `reachable`: it has a contact detail or a text on how to find it. `public`: not restricted.
    `answering`: the minutes (as bits) at which visitors know that it answers, on each checked day.
    """

    slug: str
    public: bool = True
    reachable: bool = True
    min_age: int | None = None
    max_age: int | None = None
    not_for: frozenset[str] = frozenset()
    confirmed: bool = True
    answering: Mapping[date, int] = field(default_factory=dict)

    def contradicts(self, person: Person) -> bool:
        """Whether this desk excludes `person`, as far as the answers tell."""
        return person.excluded_by(self.min_age, self.max_age, self.not_for)


def desk_problems(flow: Flow, desks: Mapping[str, DeskFacts]) -> list[Problem]:
    """Problems with the desks of `flow`, which must be acyclic. `desks` is keyed by slug."""
    arriving = _people(flow)
    problems: list[Problem] = []
    for outcome in flow.outcomes.values():
        people = arriving.get(outcome.slug, set())
        problems += _reachable(outcome, desks)
        problems += _fitting(outcome, people, desks)
        problems += _confirmed(outcome, desks)
    return problems + list(_added(flow, arriving, desks))


def _people(flow: Flow) -> dict[str, set[Person]]:
    """Everyone who can arrive at each node, keyed by its slug."""
    arriving: dict[str, set[Person]] = {flow.start: {Person()}}
    for question in flow.questions_in_order:
        people = arriving.get(question.slug, set())
        for option in question.options:
            if option.goal:
                at_goal = arriving.setdefault(option.goal, set())
                at_goal.update(person.after(option) for person in people)
    for outcome in flow.outcomes.values():
        for slug in outcome.side_questions:
            arriving.setdefault(slug, set()).update(arriving.get(outcome.slug, set()))
    return arriving


def _reachable(outcome: Outcome, desks: Mapping[str, DeskFacts]) -> Iterator[Problem]:
    reachable = [
        desk
        for referral in outcome.referrals
        if (desk := desks.get(referral.service)) and desk.reachable
    ]
    if not reachable:
        yield Problem(
            "no-desk",
            outcome.slug,
            {
                "nl": f"Uitkomst '{outcome.slug}' noemt geen loket dat men kan bereiken.",
                "en": f"Outcome '{outcome.slug}' names no desk that can be contacted.",
            },
        )
    elif not any(desk.public for desk in reachable):
        yield Problem(
            "only-restricted",
            outcome.slug,
            {
                "nl": f"Uitkomst '{outcome.slug}' noemt alleen besloten loketten.",
                "en": f"Outcome '{outcome.slug}' names only restricted desks.",
            },
        )


def _fitting(
    outcome: Outcome, people: set[Person], desks: Mapping[str, DeskFacts]
) -> Iterator[Problem]:
    for referral in outcome.referrals:
        desk = desks.get(referral.service)
        if desk and people and all(desk.contradicts(person) for person in people):
            yield _not_for(outcome.slug, desk.slug)


def _added(
    flow: Flow, arriving: Mapping[str, set[Person]], desks: Mapping[str, DeskFacts]
) -> Iterator[Problem]:
    """Like `_fitting`, for the desks that answers add."""
    for question in flow.questions.values():
        for option in question.options:
            people = {person.after(option) for person in arriving.get(question.slug, ())}
            for referral in option.adds:
                desk = desks.get(referral.service)
                if desk and people and all(desk.contradicts(person) for person in people):
                    yield _not_for(question.slug, desk.slug, option.slug)


def _not_for(node: str, desk: str, option: str = "") -> Problem:
    where = f"{node}, {option}" if option else node
    return Problem(
        "desk-not-for-him",
        node,
        {
            "nl": f"'{where}': loket '{desk}' is voor niemand die hier uitkomt.",
            "en": f"'{where}': desk '{desk}' is not for anyone who arrives here.",
        },
        option=option,
    )


def _confirmed(outcome: Outcome, desks: Mapping[str, DeskFacts]) -> Iterator[Problem]:
    first = desks.get(outcome.referrals[0].service) if outcome.referrals else None
    if first and not first.confirmed:
        yield Problem(
            "not-confirmed",
            outcome.slug,
            {
                "nl": f"Uitkomst '{outcome.slug}': loket '{first.slug}' is nog niet bevestigd.",
                "en": f"Outcome '{outcome.slug}': desk '{first.slug}' has not been confirmed yet.",
            },
            Level.WARNING,
        )
