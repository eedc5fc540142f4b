"""Search source for the outcomes of the published release of the guide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from knowledge.introspection import LANGUAGES
from knowledge.models.querysets import User
from knowledge.search.documents import Display, Document, Texts, Tier
from knowledge.tokens.targets import displayed
from referrals.flow.model import Flow, Outcome
from referrals.flow.paths import all_paths
from referrals.flow.resolving import Step
from referrals.guide_url import GuideUrl
from referrals.releases.publishing import current_guide


@dataclass(frozen=True, slots=True)
class FoundOutcome:
    """An outcome, with the steps that all paths to it have in common."""

    outcome: Outcome
    steps: tuple[Step, ...]

    @property
    def answers(self) -> list[tuple[str, str]]:
        return [(step.question.name, value) for step in self.steps for value in step.values]


class OutcomeSource:
    """Search source for the outcomes of the guide."""

    name = "outcome"
    label = _("Outcomes of the guide")
    weight = 1.0

    def __init__(self) -> None:
        self._cache: tuple[Flow | None, dict[str, FoundOutcome]] = (None, {})

    @property
    def verbose_name(self) -> str:
        return gettext("Outcome of the guide")

    def documents(self, user: User) -> Iterator[Document]:
        """One for each outcome: its own texts and the labels of the answers that lead to it."""
        for row in self._outcomes().values():
            outcome = row.outcome
            labels = [option.label for step in row.steps for option in step.chosen]
            texts = [outcome.intro, outcome.steps, outcome.have_ready, outcome.tell_him, *labels]
            yield Document(
                self.name,
                outcome.slug,
                outcome.title,
                _joined(texts),
                weight=self.weight,
                tier=Tier.REFERRAL,
                heading=_heading(outcome),
            )

    def hidden_names(self, user: User) -> set[str]:
        return set()

    def rows(self, keys: Iterable[str], user: User) -> dict[str, FoundOutcome]:
        """Outcomes of the current release by slug; unknown `keys` are left out."""
        outcomes = self._outcomes()
        return {key: outcomes[key] for key in keys if key in outcomes}

    def _outcomes(self) -> dict[str, FoundOutcome]:
        """Cached for as long as `current_guide` returns the same flow object."""
        guide = current_guide()
        flow = guide.flow if guide else None
        cached_flow, outcomes = self._cache
        if cached_flow is not flow:
            outcomes = common_answers(flow) if flow else {}
            self._cache = (flow, outcomes)
        return outcomes

    def display(self, row: FoundOutcome) -> Display:
        """Links to the guide with the common answers filled in; the guide asks the others."""
        code = get_language() or settings.LANGUAGE_CODE
        outcome = row.outcome
        labels = [option.label[code] for step in row.steps for option in step.chosen]
        texts = (outcome.intro, outcome.steps, outcome.have_ready, outcome.tell_him)
        return Display(
            outcome.title[code],
            GuideUrl(reverse("guide")).url(row.answers),
            tuple(displayed(text.get(code, ""), code) for text in texts),
            " · ".join(labels),
        )


def common_answers(flow: Flow) -> dict[str, FoundOutcome]:
    """Reachable outcomes by slug, each with the route answers that all paths to it share.

    Outcomes with the same title are one to a reader: the link to one of them may not decide what
    only the guide can ask, such as his age.
    """
    routes: dict[str, list[tuple[Step, ...]]] = {}
    found: dict[str, Outcome] = {}
    for path in all_paths(flow):
        outcome = found[path.outcome.slug] = flow.outcomes[path.outcome.slug]
        routes.setdefault(_heading(outcome), []).append(path.position.steps)
    shared = {heading: reduce(_shared, its_routes) for heading, its_routes in routes.items()}
    return {slug: FoundOutcome(one, shared[_heading(one)]) for slug, one in found.items()}


def _heading(outcome: Outcome) -> str:
    return "\n".join(outcome.title.values())


def _shared(left: tuple[Step, ...], right: tuple[Step, ...]) -> tuple[Step, ...]:
    """Steps of `left` with the same answer in `right`, compared by the questions' names."""
    answers = {(step.question.name, step.values) for step in right}
    return tuple(step for step in left if (step.question.name, step.values) in answers)


def _joined(texts: Iterable[Texts]) -> Texts:
    parts = list(texts)
    return {
        code: displayed("\n".join(text.get(code, "") for text in parts), code) for code in LANGUAGES
    }
