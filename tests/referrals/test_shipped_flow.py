"""The shipped guide: every option leads to a desk. That it is the right one, its cases say."""

from urllib.parse import parse_qs

import pytest

from referrals.flow.checks.problem import errors
from referrals.flow.checks.structure import MAX_QUESTIONS, problems
from referrals.flow.model import Flow
from referrals.flow.paths import all_paths
from referrals.flow.resolving import resolve
from referrals.models import Flow as FlowRow
from referrals.releases.draft import GUIDE_SLUG, build_flow, desk_facts
from tests.referrals.vocabulary import walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide() -> Flow:
    return build_flow(FlowRow.objects.get(slug=GUIDE_SLUG))


def test_it_has_no_problems(guide):
    assert [problem.message["en"] for problem in errors(problems(guide, desk_facts()))] == []


def test_it_asks_nothing_in_vain(guide):
    assert {problem.id for problem in problems(guide, desk_facts())} <= {"not-confirmed"}


def test_every_option_of_every_question_is_walked_to_a_desk(guide):
    left = {(slug, option.slug) for slug, q in guide.questions.items() for option in q.options}
    reachable = {slug for slug, desk in desk_facts().items() if desk.public and desk.reachable}
    for path in all_paths(guide):
        for step in (*path.position.steps, *path.conditions):
            left.discard((step.question.slug, step.chosen[0].slug))
        for expected in path.positions:
            answers = {step.question.name: list(step.values) for step in expected.steps}
            position = resolve(guide, answers)
            assert position.outcome == path.outcome, answers
            assert position.desks == expected.desks
            assert {desk.service for desk in position.referrals} & reachable, answers
    assert left == set()


def test_no_path_asks_more_than_is_allowed(guide):
    assert all(len(path.position.steps) <= MAX_QUESTIONS for path in all_paths(guide))


def test_what_someone_may_not_know_can_be_answered_with_not_known(guide):
    unsure = {"gevaar", "leeftijd", "politie", "opvang"}
    for question in guide.questions.values():
        if question.name in unsure:
            slugs = {option.slug for option in question.options}
            assert slugs & {"weet-niet", "onbekend"}, question.slug


def test_danger_leads_to_112_at_once_and_doubt_keeps_it_in_sight(guide):
    walk(guide).answer(gevaar="ja").assert_outcome("acuut-gevaar").assert_first("noodnummer-112")
    for path in all_paths(guide):
        if ("gevaar", "weet-niet") in path.position.answers:
            services = {desk.service for desk in path.position.referrals}
            assert "noodnummer-112" in services, path.key


def test_who_may_be_a_minor_is_never_sent_to_comensha_first(guide):
    for path in all_paths(guide):
        for position in path.positions:
            if position.person.min_age < 18 and ("leeftijd", "onder-18") in position.answers:
                assert position.desks[0].service != "comensha", position.answers


def test_police_never_get_the_anonymous_line(guide):
    for path in all_paths(guide):
        if ("rol", "politie") in path.position.answers:
            assert "meld-misdaad-anoniem" not in path.all_services, path.key


def test_a_side_answer_never_changes_the_outcome_and_seldom_the_first_desk(guide):
    for path in all_paths(guide):
        first = path.position.desks[0].service
        for position in path.positions[1:]:
            chosen = position.steps[-1].chosen[0]
            better = [added.service for added in chosen.adds if added.fits_better]
            assert position.outcome == path.outcome
            assert position.desks[0].service == (better[0] if better else first), position.answers


@pytest.mark.parametrize(
    "query",
    [
        "gevaar=nee&rol=zorg&leeftijd=onder-18&situatie=vermoeden&politie=nee&opvang=nee",
        "gevaar=nee&rol=onderwijs&leeftijd=onder-18&situatie=eigen-initiatief",
        "gevaar=nee&rol=gemeente&leeftijd=18-plus&situatie=uitgebuit&politie=anoniem",
        "gevaar=nee&rol=zorg&leeftijd=onbekend&situatie=beelden&omstandigheden=geen",
        "gevaar=nee&rol=politie&leeftijd=18-plus&situatie=vermoeden&omstandigheden=lvb",
        "gevaar=nee&rol=hotel&anoniem=ja",
    ],
)
def test_links_of_the_first_guide_still_lead_to_a_result(guide, query):
    assert resolve(guide, parse_qs(query)).outcome
