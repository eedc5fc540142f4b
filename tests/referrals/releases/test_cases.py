"""Cases as rows: read into a flow, run with the desks of that moment, and part of a release."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from knowledge.models import ContactDetail, Service
from knowledge.values.hours.opening_hours import ZONE
from referrals.flow.paths import all_paths
from referrals.models import Case, Flow
from referrals.outcomes.content import _read
from referrals.outcomes.results import build_result
from referrals.releases import publishing
from referrals.releases.cases import read_cases, shown_desks, verdicts_on
from referrals.releases.draft import GUIDE_SLUG, build_flow

pytestmark = pytest.mark.django_db

WEEK = date(2026, 6, 1)


@pytest.fixture
def row():
    return Flow.objects.get(slug=GUIDE_SLUG)


def make_case(row, slug="nieuw", first="noodnummer-112", **values):
    texts = {
        f"{name}_{language}": "x"
        for name in ("situation", "role", "why")
        for language in ("nl", "en")
    }
    given = {"weekday": "mo", "time": "09:30", "answers": "gevaar=ja", **texts, **values}
    case = Case.objects.create(flow=row, slug=slug, **given)
    if first:
        case.first_desks.add(Service.objects.get(slug=first))
    return case


def verdict_on(row, slug="nieuw", today=WEEK):
    return next(v for v in verdicts_on(build_flow(row), today) if v.case.slug == slug)


def second(row) -> str:
    """The desk after 112 in acute danger, which is open day and night."""
    return build_flow(row).outcomes["acuut-gevaar"].referrals[1].service


def test_a_row_becomes_a_case_of_the_flow(row):
    made = make_case(row, weekday="su", own_organisation_is_right=True, unlisted_nl="GGD")
    case = build_flow(row).cases[made.slug]
    assert (case.weekday, case.time, case.given) == (6, "09:30", [("gevaar", "ja")])
    assert case.first == ("noodnummer-112", "eigen-organisatie")
    assert case.unlisted["nl"] == "GGD"


def test_a_new_case_that_fails_refuses_the_release(row):
    make_case(row, first="comensha")
    with pytest.raises(publishing.PublicationRefusedError) as refused:
        publishing.publish(row, by=None, reason="x")
    (problem,) = refused.value.problems
    assert (problem.id, problem.node) == ("case-fails", "nieuw")
    assert "(gevaar=ja): the first desk is 'noodnummer-112'." in problem.message["en"]


def test_a_case_that_passes_is_part_of_the_release(row):
    make_case(row)
    release = publishing.publish(row, by=None, reason="x")
    assert publishing.read_flow(release).cases["nieuw"].first == ("noodnummer-112",)
    assert {case["slug"] for case in release.snapshot["cases"]} == set(
        Case.objects.values_list("slug", flat=True)
    )


def test_a_mark_that_is_not_needed_refuses_the_release(row):
    make_case(row, known_failure=True)
    with pytest.raises(publishing.PublicationRefusedError) as refused:
        publishing.publish(row, by=None, reason="x")
    assert [problem.id for problem in refused.value.problems] == ["case-passes"]


def test_the_moment_of_the_case_decides_whether_a_desk_is_open(row):
    desk = Service.objects.get(slug="noodnummer-112")
    desk.organisation.kind = "police"
    desk.organisation.save()
    ContactDetail.objects.filter(service=desk).update(opening_hours="Mo 09:00-17:00")
    case = make_case(row, open_needed=True)
    assert verdict_on(row).passes
    Case.objects.filter(pk=case.pk).update(time="17:30")
    assert verdict_on(row).message("en") == f"the first desk is '{second(row)}'"  # which is open
    Case.objects.filter(pk=case.pk).update(time="09:30", weekday="tu")
    assert not verdict_on(row).passes


@pytest.mark.parametrize(
    ("weekday", "time"),
    [
        (0, "08:29"),
        (0, "08:30"),
        (2, "12:00"),
        (4, "16:59"),
        (4, "17:00"),
        (5, "23:59"),
        (6, "00:00"),
    ],
)
def test_the_desks_of_a_case_are_those_of_the_page(row, weekday, time):
    flow, content = build_flow(row), _read().content
    case = replace(next(iter(flow.cases.values())), weekday=weekday, time=time)
    at = datetime.combine(WEEK + timedelta(days=weekday), case.clock, ZONE)
    desks_at = shown_desks(WEEK)
    for path in all_paths(flow):
        result = build_result(path.position, AnonymousUser(), at, public=content)
        page = [result.first, *result.besides]
        expected = [(item.desk.service.slug, item.answers_now) for item in page]
        shown = desks_at(path.position, case)
        assert [(desk.service, desk.is_open) for desk in shown] == expected
        best = result.fits_best or result.first
        assert [desk.service for desk in shown if desk.fits_best] == [best.desk.service.slug]


def test_a_public_holiday_is_not_the_moment_of_a_case(row):
    desk = Service.objects.get(slug="noodnummer-112")
    desk.organisation.kind = "police"
    desk.organisation.save()
    hours = "Mo-Su 09:00-17:00; PH off"
    ContactDetail.objects.filter(service=desk).update(opening_hours=hours)
    make_case(row, open_needed=True, weekday="fr")
    assert verdict_on(row, today=date(2026, 12, 21)).passes  # that Friday is Christmas Day


def test_unknown_hours_do_not_count_as_open(row):
    ContactDetail.objects.filter(service__slug="noodnummer-112").update(opening_hours="")
    make_case(row, open_needed=True)
    assert verdict_on(row).passes  # an emergency number is open whatever its hours say
    desk = Service.objects.get(slug="noodnummer-112")
    desk.organisation.kind = "police"
    desk.organisation.save()
    assert not verdict_on(row).passes


def test_a_desk_that_visitors_do_not_see_does_not_count(row):
    make_case(row)
    Service.objects.filter(slug="noodnummer-112").update(restricted=True)
    assert verdict_on(row).message("en") == f"the first desk is '{second(row)}'"


@pytest.mark.parametrize("wrong", [{"weekday": "xx"}, {"time": "24:00"}, {"time": "9:30"},
                                   {"answers": ""}])  # fmt: skip
def test_the_database_refuses_what_is_no_moment_and_no_answer(row, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_case(row, **wrong)


def test_cases_are_read_in_as_many_queries_whatever_their_number(row, django_assert_num_queries):
    with django_assert_num_queries(1 + 7):
        cases = read_cases(row)
    assert len(cases) == Case.objects.count()
    make_case(row)
    with django_assert_num_queries(1 + 7):
        read_cases(row)
