"""Build a pure `Flow` from the rows that editors change. There is no way back."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Prefetch
from django.utils import timezone

from knowledge.desks.desk import answering_minutes, desk_view
from knowledge.models import Entry, Guidance, LegalArticle, Resource, Service
from knowledge.values.hours.calendar import holidays_of_year, ordinary_week
from referrals import models
from referrals.flow import model as pure
from referrals.flow.checks.desks import DeskFacts
from referrals.releases.cases import read_cases, text_of

GUIDE_SLUG = "verwijzen"
"""Slug of the public guide."""


def build_flow(row: models.Flow) -> pure.Flow:
    """The whole guide of `row` in all languages, in 24 queries whatever its size."""
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
    stand_ins = models.StandIn.objects.filter(flow=row).prefetch_related(
        Prefetch("service", services)
    )
    return pure.Flow(
        start=row.start.slug if row.start else "",
        questions={question.slug: _question(question) for question in questions},
        outcomes={outcome.slug: _outcome(outcome) for outcome in outcomes},
        stand_ins=tuple(_stand_in(stand_in) for stand_in in stand_ins),
        cases=read_cases(row),
        cues=tuple(_cue(cue) for cue in models.Cue.objects.filter(flow=row)),
    )


def desk_facts(at: datetime | None = None) -> dict[str, DeskFacts]:
    """Every published desk by slug, as the checks need it; `at` defaults to now."""
    at = at or timezone.now()
    visitor = AnonymousUser()
    today = timezone.localdate(at)
    days = [*ordinary_week(today), *holidays_of_year(today)]
    public = set(Service.objects.visible_to(visitor).values_list("slug", flat=True))
    reachable = set(Service.objects.published().reachable().values_list("slug", flat=True))
    services = Service.objects.published().with_contacts(visitor)
    return {
        service.slug: DeskFacts(
            slug=service.slug,
            public=service.slug in public,
            reachable=service.slug in reachable,
            min_age=service.min_age,
            max_age=service.max_age,
            not_for=frozenset(service.not_for_groups.split()),
            confirmed=desk_view(service, at).is_confirmed,
            answering={day: answering_minutes(service, day) for day in days},
        )
        for service in services
    }


def _question(row: models.Question) -> pure.Question:
    return pure.Question(
        slug=row.slug,
        name=row.name,
        text=text_of(row, "text"),
        why=text_of(row, "why"),
        kind=pure.Kind(row.kind),
        options=tuple(_option(option) for option in row.options.all()),
    )


def _option(row: models.Option) -> pure.Option:
    goal = row.goal_question or row.goal_outcome
    return pure.Option(
        slug=row.slug,
        label=text_of(row, "label"),
        hint=text_of(row, "hint"),
        goal=goal.slug if goal else None,
        adds=tuple(
            pure.Referral(added.service.slug, (text_of(added, "reason"),), added.fits_better)
            for added in row.added_services.all()
        ),
        guidance=_slugs(row.guidance.all()),
        min_age=row.min_age,
        max_age=row.max_age,
        says=tuple(row.says.split()),
        tonight=row.tonight,
        aliases=tuple(row.aliases.split()),
        phrases=_lines(row, "phrases"),
        hints=_lines(row, "hints"),
        when_said=row.when_said,
    )


def _outcome(row: models.Outcome) -> pure.Outcome:
    return pure.Outcome(
        slug=row.slug,
        title=text_of(row, "title"),
        referrals=tuple(
            pure.Referral(desk.service.slug, (text_of(desk, "reason"),)) for desk in row.desks.all()
        ),
        side_questions=tuple(link.question.slug for link in row.asks.all()),
        intro=text_of(row, "intro"),
        steps=text_of(row, "steps"),
        have_ready=text_of(row, "have_ready"),
        tell_him=text_of(row, "tell_him"),
        articles=_slugs(row.articles.all()),
        guidance=_slugs(row.guidance.all()),
        resources=_slugs(row.resources.all()),
    )


def _stand_in(row: models.StandIn) -> pure.StandIn:
    return pure.StandIn(
        service=row.service.slug,
        reason=text_of(row, "reason"),
        min_age=row.min_age,
        max_age=row.max_age,
        groups=tuple(row.groups.split()),
        tonight=row.tonight,
    )


def _cue(row: models.Cue) -> pure.Cue:
    return pure.Cue(
        slug=row.slug,
        kind=pure.CueKind(row.kind),
        phrases=_lines(row, "phrases"),
        says=_optional_text(row, "says"),
    )


def _optional_text(row: Model, field: str) -> pure.Text:
    """A translated field in every language; {} when it is empty, as releases leave it out."""
    text = text_of(row, field)
    return text if any(text.values()) else {}


def _lines(row: Model, field: str) -> pure.Text:
    """A text of lines, whatever ends them: browsers send another end than our files have."""
    text = _optional_text(row, field)
    return {code: "\n".join(lines.splitlines()) for code, lines in text.items()}


def _slugs(rows: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(row.slug for row in rows)
