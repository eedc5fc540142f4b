"""All paths through a flow. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from referrals.flow.answering import RankedDesk
from referrals.flow.model import Flow, Option, Outcome, Question
from referrals.flow.resolving import Position, Step, at_outcome


@dataclass(frozen=True, slots=True)
class Path:
    """Answers to route questions that lead to an outcome; no side question is answered.

    `conditions` are the options of the outcome's side questions. Each is considered on its own,
    because all of these questions may be answered, or none.
    """

    position: Position
    outcome: Outcome

    @property
    def key(self) -> str:
        """Identifies the path: its answers as a canonical query."""
        return "&".join(f"{name}={value}" for name, value in self.position.answers)

    @property
    def conditions(self) -> tuple[Step, ...]:
        sides = self.position.sides
        return tuple(Step(side, (option,)) for side in sides for option in side.options)

    @property
    def positions(self) -> list[Position]:
        """The position without side answers, and with each condition on its own."""
        return [self.position, *map(self.position.answering, self.conditions)]

    @property
    def all_answers(self) -> set[str]:
        """Answers of the path and its possible conditions, as name=value."""
        return {
            f"{step.question.name}={option.slug}"
            for step in (*self.position.steps, *self.conditions)
            for option in step.chosen
        }

    @property
    def all_services(self) -> set[str]:
        """The desks at the outcome, those that a condition would add, and the stand-ins."""
        return {desk.service for position in self.positions for desk in position.desks}


def all_paths(flow: Flow) -> Iterator[Path]:
    """Every path of `flow`, depth-first, in the order of the options."""
    for steps, outcome in _routes(flow, flow.start, ()):
        yield Path(at_outcome(flow, steps, outcome), outcome)


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
        "services": _desks(position.referrals, language),
        "stand_ins": _desks(position.stand_ins, language),
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
            {
                "service": added.service,
                "reasons": [reason[language] for reason in added.reasons],
                "fits_better": added.fits_better,
            }
            for added in option.adds
        ],
        "adds_guidance": list(option.guidance),
    }


def _desks(desks: Sequence[RankedDesk], language: str) -> list[dict[str, Any]]:
    return [
        {"service": desk.service, "reasons": [reason[language] for reason in desk.reasons]}
        for desk in desks
    ]


def _condition(path: Path, step: Step, language: str) -> dict[str, Any]:
    option = step.chosen[0]
    with_condition = path.position.answering(step)
    return {
        **_answer(step.question, option, language),
        **_additions(option, language),
        "services": _desks(with_condition.referrals, language),
        "stand_ins": _desks(with_condition.stand_ins, language),
    }
