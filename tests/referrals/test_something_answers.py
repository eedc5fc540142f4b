"""The shipped guide shows something that answers first, at every hour of a week and on holidays."""

from datetime import date, datetime, time, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.core.management.base import CommandError

from knowledge.desks.desk import desk_view
from knowledge.models import ContactDetail
from knowledge.values.hours.calendar import holidays_of_year
from knowledge.values.hours.opening_hours import ZONE
from referrals.flow.paths import all_paths
from referrals.flow.resolving import Position
from referrals.models import Flow, OptionService, StandIn
from referrals.outcomes.content import OutcomeContent, published_guide
from referrals.outcomes.results import build_result
from referrals.releases.draft import build_flow
from referrals.releases.publishing import PublicationRefusedError, check_draft, publish

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 30)
WEEK = [MONDAY + timedelta(days=ahead) for ahead in range(7)]


def distinct_positions() -> list[Position]:
    """Of all paths, without side answers and with each on its own: one of each distinct result.

    Results are alike when the same desks stand on them for the same reason and for the same boy.
    """
    guide = published_guide().guide
    assert guide is not None
    found: dict[object, Position] = {}
    for path in all_paths(guide.flow):
        for position in path.positions:
            desks = tuple((desk.service, desk.rank) for desk in position.desks)
            found.setdefault((desks, position.person), position)
    return list(found.values())


def hours_of(days: list[date]) -> list[datetime]:
    """Every hour of `days`, a minute after it struck."""
    return [datetime.combine(day, time(hour, 1), ZONE) for day in days for hour in range(24)]


def distinct_moments(hours: list[datetime], content: OutcomeContent) -> list[datetime]:
    """Of `hours`, one of each distinct set of desks that answer then: results differ by no more."""
    moments: dict[frozenset[str], datetime] = {}
    for at in hours:
        views = (desk_view(service, at) for service in content.services.values())
        answering = frozenset(view.service.slug for view in views if view.answers_now)
        moments.setdefault(answering, at)
    return list(moments.values())


@pytest.mark.walk
@pytest.mark.parametrize("days", [WEEK, holidays_of_year(MONDAY)], ids=["week", "holidays"])
def test_the_first_desk_of_every_result_answers_at_every_hour(days):
    content = published_guide().content
    positions = distinct_positions()
    assert len(positions) > 50
    hours = hours_of(days)
    assert len(hours) == len(days) * 24
    silent = [
        (position.answers, at)
        for at in distinct_moments(hours, content)
        for position in positions
        if not build_result(position, AnonymousUser(), at, public=content).first.answers_now
    ]
    assert silent == []


def test_without_stand_ins_the_guide_is_refused_and_the_gap_is_named(capsys):
    StandIn.objects.all().delete()
    OptionService.objects.all().delete()  # some of these answer day and night
    with pytest.raises(PublicationRefusedError) as refused:
        publish(Flow.objects.get(), by=None, reason="")
    silent = [one for one in refused.value.problems if one.id == "nothing-answers"]
    assert {problem.node for problem in silent} <= set(build_flow(Flow.objects.get()).outcomes)
    assert any("maandag" in problem.message["nl"] for problem in silent)
    with pytest.raises(CommandError):
        call_command("check_flow", "--language", "nl")
    assert "niets neemt op van " in capsys.readouterr().out


def test_unknown_hours_never_count_as_open():
    ContactDetail.objects.update(opening_hours="")
    errors = check_draft(Flow.objects.get()).errors
    silent = {problem.node for problem in errors if problem.id == "nothing-answers"}
    assert "jong-uitgebuit" in silent
    assert "acuut-gevaar" not in silent  # an emergency number always answers
