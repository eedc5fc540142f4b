"""Cases from the rows that editors change, and the desks that a result shows at their moment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from django.utils import timezone

from knowledge.desks.desk import DeskView, answering_minutes
from knowledge.introspection import LANGUAGES, localized, many_to_many
from knowledge.models import Service
from knowledge.values.hours.calendar import ordinary_week
from referrals import models
from referrals.flow.answering import Rank, on_screen, shown
from referrals.flow.case import Case, End
from referrals.flow.cases import DesksAt, ShownDesk, Verdict, run_cases
from referrals.flow.checks.problem import Problem
from referrals.flow.model import Flow, Text
from referrals.flow.resolving import Position
from referrals.reading.checks import sentence_problems

_MORE_FIRST = (
    ("no_desk_is_right", End.NO_DESK),
    ("own_organisation_is_right", End.OWN_ORGANISATION),
)


def read_cases(row: models.Flow) -> dict[str, Case]:
    """The cases of a guide, by slug."""
    cases = models.Case.objects.filter(flow=row)
    related = {many.name: _slugs(cases, many.name) for many in many_to_many(models.Case)}
    return {
        case.slug: _case(case, {name: of.get(case.pk, ()) for name, of in related.items()})
        for case in cases.order_by("slug")
    }


def _slugs(cases: QuerySet[models.Case], relation: str) -> dict[int, tuple[str, ...]]:
    """Slugs of a relation by the key of their case: hundreds of cases, thousands of relations."""
    found: dict[int, list[str]] = {}
    pairs = cases.filter(**{f"{relation}__isnull": False}).values_list("pk", f"{relation}__slug")
    for pk, slug in pairs.order_by(f"{relation}__slug"):
        found.setdefault(pk, []).append(slug)
    return {pk: tuple(slugs) for pk, slugs in found.items()}


def sentence_problems_on(flow: Flow, today: date | None = None) -> list[Problem]:
    """What is wrong with how the cases of `flow` are read, with the desks as they are now."""
    if not flow.cases:
        return []
    return list(sentence_problems(flow, shown_desks(today or timezone.localdate())))


def verdicts_on(flow: Flow, today: date | None = None) -> list[Verdict]:
    """Run the cases of `flow`, with the desks as they are now; `today` defaults to the clock."""
    return run_cases(flow, shown_desks(today or timezone.localdate())) if flow.cases else []


def shown_desks(today: date) -> DesksAt:
    """The desks that a result shows at the moment of a case, as visitors see them.

    That moment is in the first ordinary week from `today`, without public holidays.
    """
    services = Service.objects.visible_to(AnonymousUser()).with_contacts(AnonymousUser())
    by_slug = {service.slug: service for service in services}
    week = {day.weekday(): day for day in ordinary_week(today)}

    @cache
    def answering(slug: str, day: date) -> int:
        return answering_minutes(by_slug[slug], day)

    def desks_at(position: Position, case: Case) -> list[ShownDesk]:
        day, minute = week[case.weekday], case.clock.hour * 60 + case.clock.minute
        candidates = [
            _Candidate(service, rank, bool(answering(service.slug, day) >> minute & 1), excluded)
            for service, rank, excluded in _desks(position, by_slug)
        ]
        best = next(iter(shown(candidates)), None)
        return [
            ShownDesk(desk.service_slug, desk.answers_now, desk is best)
            for desk in on_screen(candidates)
        ]

    return desks_at


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A desk of a result at one moment, as `referrals.flow.answering` orders it."""

    service: Service
    rank: Rank
    answers_now: bool
    excluded: bool

    @property
    def service_slug(self) -> str:
        return self.service.slug

    @property
    def is_emergency(self) -> bool:
        return DeskView(self.service, ()).is_emergency


def _desks(
    position: Position, services: Mapping[str, Service]
) -> Iterator[tuple[Service, Rank, bool]]:
    """The desks of a result that visitors may see, and whether each is not for him."""
    person = position.person
    for ranked in position.desks:
        if service := services.get(ranked.service):
            groups = service.not_for_groups.split()
            excluded = person.excluded_by(service.min_age, service.max_age, groups)
            yield service, ranked.rank, excluded


def _case(row: models.Case, related: Mapping[str, tuple[str, ...]]) -> Case:
    ends = [end.value for field, end in _MORE_FIRST if getattr(row, field)]

    return Case(
        slug=row.slug,
        situation=text_of(row, "situation"),
        role=text_of(row, "role"),
        weekday=models.Weekday.values.index(row.weekday),
        time=row.time,
        answers=row.answers,
        first=(*related["first_desks"], *ends),
        must_desks=related["must_desks"],
        must_guidance=related["must_guidance"],
        must_articles=related["must_articles"],
        never_first=related["never_first"],
        never_desks=related["never_desks"],
        unlisted=text_of(row, "unlisted"),
        open_needed=row.open_needed,
        divided=row.divided,
        known_failure=row.known_failure,
        why=text_of(row, "why"),
        sources=related["sources"],
    )


def text_of(row: Model, field: str) -> Text:
    """A translated field in every language."""
    return {code: getattr(row, localized(field, code)) or "" for code in LANGUAGES}
