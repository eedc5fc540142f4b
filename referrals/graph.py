"""From rows to a pure flow. One way only: the rows are what editors change."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Prefetch

from knowledge.completeness import LANGUAGES, localized
from knowledge.models import Entry, Guidance, LegalArticle, Resource, Service
from referrals import flow as pure
from referrals import models

GUIDE = "verwijzen"
"""The slug of the guide that visitors walk."""


def load_guide() -> pure.Flow | None:
    """The guide as it stands; None when there is none, or it is not published."""
    rows: Any = models.Flow.objects.published().select_related("start")
    row = rows.filter(slug=GUIDE).first()
    return build(row) if row else None


def build(row: models.Flow) -> pure.Flow:
    """The whole guide of `row` in all languages, in nine queries whatever its size."""
    services = Service.objects.only("slug")
    guidance = Prefetch("guidance", Guidance.objects.published().only("slug"))
    added = models.OptionService.objects.prefetch_related(Prefetch("service", services))
    options = models.Option.objects.select_related("goal_question", "goal_outcome")
    questions = models.Question.objects.filter(flow=row).prefetch_related(
        Prefetch("options", options.prefetch_related(Prefetch("added_services", added), guidance))
    )
    desks = models.OutcomeService.objects.prefetch_related(Prefetch("service", services))
    asks = models.OutcomeQuestion.objects.select_related("question")
    outcomes = models.Outcome.objects.filter(flow=row).prefetch_related(
        Prefetch("desks", desks),
        Prefetch("asks", asks),
        guidance,
        Prefetch("articles", LegalArticle.objects.published().only("slug")),
        Prefetch("resources", Resource.objects.published().only("slug")),
    )
    return pure.Flow(
        start=row.start.slug if row.start else "",
        questions={question.slug: _question(question) for question in questions},
        outcomes={outcome.slug: _outcome(outcome) for outcome in outcomes},
    )


def reachable_services() -> set[str]:
    """Slugs of desks that anyone may see and that say how they are reached."""
    return set(
        Service.objects.visible_to(AnonymousUser()).reachable().values_list("slug", flat=True)
    )


def _question(row: models.Question) -> pure.Question:
    return pure.Question(
        slug=row.slug,
        name=row.name,
        text=_text(row, "text"),
        why=_text(row, "why"),
        kind=pure.Kind(row.kind),
        options=tuple(_option(option) for option in row.options.all()),
    )


def _option(row: models.Option) -> pure.Option:
    goal = row.goal_question or row.goal_outcome
    return pure.Option(
        slug=row.slug,
        label=_text(row, "label"),
        hint=_text(row, "hint"),
        goal=goal.slug if goal else None,
        adds=_referrals(row.added_services.all()),
        guidance=_slugs(row.guidance.all()),
    )


def _outcome(row: models.Outcome) -> pure.Outcome:
    return pure.Outcome(
        slug=row.slug,
        title=_text(row, "title"),
        referrals=_referrals(row.desks.all()),
        side_questions=tuple(asked.question.slug for asked in row.asks.all()),
        intro=_text(row, "intro"),
        steps=_text(row, "steps"),
        have_ready=_text(row, "have_ready"),
        tell_him=_text(row, "tell_him"),
        articles=_slugs(row.articles.all()),
        guidance=_slugs(row.guidance.all()),
        resources=_slugs(row.resources.all()),
    )


def _referrals(
    rows: Iterable[models.OutcomeService] | Iterable[models.OptionService],
) -> tuple[pure.Referral, ...]:
    return tuple(pure.Referral(row.service.slug, (_text(row, "reason"),)) for row in rows)


def _slugs(rows: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(row.slug for row in rows)


def _text(row: Model, field: str) -> pure.Text:
    return {code: getattr(row, localized(field, code)) or "" for code in LANGUAGES}
