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
from referrals.flow.model import NONE
from referrals.flow.paths import all_paths
from referrals.flow.resolving import Position, resolve
from referrals.models import Flow, StandIn
from referrals.outcomes.content import OutcomeContent, published_guide
from referrals.outcomes.results import build_result
from referrals.releases.publishing import PublicationRefusedError, check_draft, publish

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 30)
WEEK = [MONDAY + timedelta(days=ahead) for ahead in range(7)]


def distinct_positions() -> list[Position]:
    """A position of each distinct list of desks among all paths and their conditions."""
    guide = published_guide().guide
    assert guide is not None
    found: dict[object, Position] = {}
    for path in all_paths(guide.flow):
        answers = {name: [value] for name, value in path.position.answers}
        sides = {step.question.name: [NONE] for step in path.conditions}
        chosen = [{step.question.name: list(step.values)} for step in path.conditions]
        for extra in [sides, *chosen]:
            position = resolve(guide.flow, {**answers, **extra})
            assert position.outcome
            services = tuple(referral.service for referral in position.referrals)
            stand_ins = tuple(stand_in.service for stand_in in position.stand_ins)
            found.setdefault((position.own_services, services, stand_ins), position)
    return list(found.values())


def distinct_moments(days: list[date], content: OutcomeContent) -> list[datetime]:
    """Of all hours of `days`, one of each distinct set of desks that answer then."""
    moments: dict[frozenset[str], datetime] = {}
    for day in days:
        for at in (datetime.combine(day, time(hour), ZONE) for hour in range(24)):
            views = (desk_view(service, at) for service in content.services.values())
            answering = frozenset(view.service.slug for view in views if view.answers_now)
            moments.setdefault(answering, at)
    return list(moments.values())


@pytest.mark.parametrize("days", [WEEK, holidays_of_year(MONDAY)], ids=["week", "holidays"])
def test_the_first_desk_of_every_result_answers_at_every_hour(days):
    content = published_guide().content
    positions = distinct_positions()
    assert len(positions) > 50
    silent = [
        (position.answers, moment)
        for moment in distinct_moments(days, content)
        for position in positions
        if not build_result(
            position, AnonymousUser(), moment, public=content
        ).first.desk.answers_now
    ]
    assert silent == []


def test_without_stand_ins_the_guide_is_refused_and_the_gap_is_named(capsys):
    StandIn.objects.all().delete()
    with pytest.raises(PublicationRefusedError) as refused:
        publish(Flow.objects.get(), by=None, reason="")
    assert {problem.node for problem in refused.value.problems} == {
        "volwassen-vermoeden",
        "volwassen-uitgebuit-hulp",
    }
    assert "maandag 17:00 tot dinsdag 9:00" in refused.value.problems[0].message["nl"]
    with pytest.raises(CommandError):
        call_command("check_flow", "--language", "nl")
    assert "niets neemt op van maandag 17:00 tot dinsdag 9:00" in capsys.readouterr().out


def test_unknown_hours_never_count_as_open():
    ContactDetail.objects.filter(slug="veilig-thuis-telefoon").update(opening_hours="")
    silent = {problem.node for problem in check_draft(Flow.objects.get()).errors}
    assert "jong-vermoeden" in silent
