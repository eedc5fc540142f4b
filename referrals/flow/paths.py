"""All paths through a flow. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from referrals.flow.model import Flow, Kind, Option, Outcome, Question, Referral
from referrals.flow.resolving import Position, Step


@dataclass(frozen=True, slots=True)
class Path:
    """Answers to single-choice questions that lead to an outcome.

    `conditions` are the options of the outcome's multiple-choice side questions. Each is
    considered on its own, because any combination of them can be chosen.
    """

    position: Position
    outcome: Outcome
    conditions: tuple[Step, ...]

    @property
    def key(self) -> str:
        """Identifies the path: its answers as a canonical query."""
        return "&".join(f"{name}={value}" for name, value in self.position.answers)

    @property
    def all_answers(self) -> set[str]:
        """Answers of the path and its possible conditions, as name=value."""
        return {
            f"{step.question.name}={option.slug}"
            for step in (*self.position.steps, *self.conditions)
            for option in step.chosen
        }

    @property
    def all_referrals(self) -> list[Referral]:
        """Referrals at the outcome, those that a condition would add, and the stand-ins."""
        added = [desk for step in self.conditions for option in step.chosen for desk in option.adds]
        stand_ins = [Referral(one.service, (one.reason,)) for one in self.position.stand_ins]
        return [*self.position.referrals, *added, *stand_ins]


def all_paths(flow: Flow) -> Iterator[Path]:
    """Every path of `flow`, depth-first, in the order of the options."""
    for steps, outcome in _routes(flow, flow.start, ()):
        sides = [flow.questions[slug] for slug in outcome.side_questions if slug in flow.questions]
        single = [side for side in sides if side.kind != Kind.SIDE_MANY]
        many = [side for side in sides if side.kind == Kind.SIDE_MANY]
        conditions = tuple(Step(side, (option,)) for side in many for option in side.options)
        for chosen in product(*(side.options for side in single)):
            answered = tuple(
                Step(side, (option,)) for side, option in zip(single, chosen, strict=True)
            )
            position = Position((*steps, *answered), outcome=outcome, all_stand_ins=flow.stand_ins)
            yield Path(position, outcome, conditions)


def _routes(
    flow: Flow, slug: str, steps: tuple[Step, ...]
) -> Iterator[tuple[tuple[Step, ...], Outcome]]:
    if slug in flow.outcomes:
        yield steps, flow.outcomes[slug]
    elif slug in flow.questions and all(step.question.slug != slug for step in steps):
        question = flow.questions[slug]
        for option in question.options:
            yield from _routes(flow, option.goal or "", (*steps, Step(question, (option,))))


def as_data(path: Path, language: str) -> dict[str, Any]:
    """A path as JSON-serializable data: slugs, labels in `language`, and desks in order."""
    position = path.position
    return {
        "answers": [
            _answer(step.question, option, language)
            for step in position.steps
            for option in step.chosen
        ],
        "outcome": {"slug": path.outcome.slug, "title": path.outcome.title[language]},
        "services": _desks(position, language),
        "stand_ins": [
            {"service": stand_in.service, "reason": stand_in.reason[language]}
            for stand_in in position.stand_ins
        ],
        "guidance": list(position.guidance),
        "articles": list(path.outcome.articles),
        "resources": list(path.outcome.resources),
        "added": [
            {**_answer(step.question, option, language), **_additions(option, language)}
            for step in position.steps
            for option in step.chosen
            if option.adds or option.guidance
        ],
        "conditions": [_condition(path, step, language) for step in path.conditions],
    }


def _answer(question: Question, option: Option, language: str) -> dict[str, Any]:
    return {
        "question": question.slug,
        "name": question.name,
        "answer": option.slug,
        "label": option.label[language],
    }


def _additions(option: Option, language: str) -> dict[str, Any]:
    return {
        "adds_services": [
            {"service": added.service, "reasons": [reason[language] for reason in added.reasons]}
            for added in option.adds
        ],
        "adds_guidance": list(option.guidance),
    }


def _desks(position: Position, language: str) -> list[dict[str, Any]]:
    return [
        {
            "service": referral.service,
            "reasons": [reason[language] for reason in referral.reasons],
        }
        for referral in position.referrals
    ]


def _condition(path: Path, step: Step, language: str) -> dict[str, Any]:
    option = step.chosen[0]
    with_condition = Position((*path.position.steps, step), outcome=path.outcome)
    return {
        **_answer(step.question, option, language),
        **_additions(option, language),
        "services": _desks(with_condition, language),
    }
