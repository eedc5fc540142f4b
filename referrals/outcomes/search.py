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
from knowledge.search.documents import Display, Document, Texts
from referrals.address import GuideUrl
from referrals.flow.model import Flow, Kind, Outcome
from referrals.flow.paths import all_paths
from referrals.flow.resolving import Step
from referrals.releases.publishing import current_guide


@dataclass(frozen=True, slots=True)
class FoundOutcome:
    """An outcome, and the answers that all ways to it have in common."""

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
        self._kept: tuple[Flow | None, dict[str, FoundOutcome]] = (None, {})

    @property
    def verbose_name(self) -> str:
        return gettext("Outcome of the guide")

    def documents(self, user: User) -> Iterator[Document]:
        """One for each outcome; its words are its own and those of the answers that lead to it."""
        for found in self._outcomes().values():
            outcome = found.outcome
            labels = [option.label for step in found.steps for option in step.chosen]
            texts = [outcome.intro, outcome.steps, outcome.have_ready, outcome.tell_him, *labels]
            yield Document(
                self.name, outcome.slug, outcome.title, _joined(texts), weight=self.weight
            )

    def rows(self, keys: Iterable[str], user: User) -> dict[str, FoundOutcome]:
        """The outcomes of `keys` in the release that visitors walk at this moment."""
        outcomes = self._outcomes()
        return {key: outcomes[key] for key in keys if key in outcomes}

    def _outcomes(self) -> dict[str, FoundOutcome]:
        """Looked up once for each release: a process reads its flow only once too."""
        guide = current_guide()
        flow = guide.flow if guide else None
        kept, outcomes = self._kept
        if kept is not flow:
            outcomes = common_answers(flow) if flow else {}
            self._kept = (flow, outcomes)
        return outcomes

    def display(self, row: FoundOutcome) -> Display:
        """A link to the guide with those answers filled in; it asks the others."""
        code = get_language() or settings.LANGUAGE_CODE
        outcome = row.outcome
        labels = [option.label[code] for step in row.steps for option in step.chosen]
        texts = (outcome.intro, outcome.steps, outcome.have_ready, outcome.tell_him)
        return Display(
            outcome.title[code],
            GuideUrl(reverse("guide")).url(row.answers),
            tuple(text.get(code, "") for text in texts),
            " · ".join(labels),
        )


def common_answers(flow: Flow) -> dict[str, FoundOutcome]:
    """Each outcome that can be reached, with the answers that every way to it gives."""
    routes: dict[str, list[tuple[Step, ...]]] = {}
    for path in all_paths(flow):
        steps = tuple(s for s in path.position.steps if s.question.kind == Kind.ROUTE)
        routes.setdefault(path.outcome.slug, []).append(steps)
    return {
        slug: FoundOutcome(flow.outcomes[slug], reduce(_shared, several))
        for slug, several in routes.items()
    }


def _shared(one: tuple[Step, ...], other: tuple[Step, ...]) -> tuple[Step, ...]:
    """Steps with the same answer in both, whichever question of that name was asked."""
    answers = {(step.question.name, step.values) for step in other}
    return tuple(step for step in one if (step.question.name, step.values) in answers)


def _joined(texts: Iterable[Texts]) -> Texts:
    several = list(texts)
    return {code: "\n".join(text.get(code, "") for text in several) for code in LANGUAGES}
