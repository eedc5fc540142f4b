"""A small DSL to test flows: start, answer questions, and assert where that leads.

walk(flow).answer(gevaar="nee").assert_next("rol")
walk(flow).answer(gevaar="ja").assert_outcome("acuut-gevaar").assert_first("noodnummer-112")
"""

from __future__ import annotations

from dataclasses import dataclass, field

from referrals.flow.model import Answers, Flow, Kind, Option, Outcome, Question, Referral
from referrals.flow.resolving import resolve


def text(words: str) -> dict[str, str]:
    return {"nl": words, "en": f"{words} (en)"}


def option(
    slug: str,
    goal: str | None = None,
    *adds: str,
    guidance: tuple[str, ...] = (),
    better: bool = False,
) -> Option:
    """An answer that leads to `goal` and adds these desks, as `better` ones or not."""
    referrals = tuple(
        Referral(service, (text(f"{slug} adds {service}"),), better) for service in adds
    )
    return Option(slug, text(slug), goal=goal, adds=referrals, guidance=guidance)


def question(slug: str, *options: Option, name: str = "", kind: Kind = Kind.ROUTE) -> Question:
    return Question(slug, name or slug, text(slug), text("why"), kind, options)


def outcome(slug: str, *services: str, asks: tuple[str, ...] = ()) -> Outcome:
    referrals = tuple(Referral(service, (text(f"why {service}"),)) for service in services)
    return Outcome(slug, text(slug), referrals, side_questions=asks, guidance=("general",))


def flow(*nodes: Question | Outcome) -> Flow:
    """A flow of these questions and outcomes; the first question is its start."""
    questions = {node.slug: node for node in nodes if isinstance(node, Question)}
    outcomes = {node.slug: node for node in nodes if isinstance(node, Outcome)}
    return Flow(next(iter(questions), ""), questions, outcomes)


@dataclass
class Walk:
    flow: Flow
    answers: dict[str, list[str]] = field(default_factory=dict)

    def answer(self, **answers: str | list[str]) -> Walk:
        given = {
            name: [value] if isinstance(value, str) else value for name, value in answers.items()
        }
        return Walk(self.flow, {**self.answers, **given})

    @property
    def position(self):
        return resolve(self.flow, self.answers)

    @property
    def canonical(self) -> Answers:
        answers: dict[str, list[str]] = {}
        for name, value in self.position.answers:
            answers.setdefault(name, []).append(value)
        return answers

    def assert_next(self, slug: str) -> Walk:
        position = self.position
        assert position.question, f"asks nothing more: {position.outcome}"
        assert position.question.slug == slug
        return self

    def assert_outcome(self, slug: str) -> Walk:
        position = self.position
        assert position.outcome, f"still asks {position.question}"
        assert position.outcome.slug == slug
        return self

    def assert_open(self, *slugs: str) -> Walk:
        """These side questions are not answered yet."""
        assert [side.slug for side in self.position.open_sides] == list(slugs)
        return self

    def assert_desks(self, *services: str) -> Walk:
        assert [referral.service for referral in self.position.referrals] == list(services)
        return self

    def assert_first(self, *services: str) -> Walk:
        """The first desks, in this order."""
        desks = [referral.service for referral in self.position.referrals]
        assert desks[: len(services)] == list(services)
        return self

    def assert_also(self, *services: str) -> Walk:
        desks = {referral.service for referral in self.position.referrals}
        assert set(services) <= desks, f"lacks {set(services) - desks}"
        return self

    def assert_guidance(self, *slugs: str) -> Walk:
        assert set(slugs) <= set(self.position.guidance)
        return self

    def assert_article(self, *slugs: str) -> Walk:
        assert self.position.outcome
        assert set(slugs) <= set(self.position.outcome.articles)
        return self


def walk(flow: Flow) -> Walk:
    return Walk(flow)
