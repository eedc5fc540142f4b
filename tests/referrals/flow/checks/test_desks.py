from dataclasses import replace

import pytest

from referrals.flow.checks.desks import DeskFacts, desk_problems
from referrals.flow.checks.problem import Level
from referrals.flow.model import Kind
from tests.referrals.vocabulary import flow, option, outcome, question

MINOR = replace(option("minor", "young", "youth-line"), max_age=17)
ADULT = replace(option("adult", "old"), min_age=18)
TONIGHT = replace(option("yes", None, "night-line"), tonight=True)
FLOW = flow(
    question("age", MINOR, ADULT),
    question("shelter", TONIGHT, option("no"), kind=Kind.SIDE_ONE),
    outcome("young", "youth-desk", asks=("shelter",)),
    outcome("old", "adult-desk"),
)
DESKS = {
    desk.slug: desk
    for desk in (
        DeskFacts("youth-desk", max_age=17),
        DeskFacts("youth-line", max_age=17),
        DeskFacts("adult-desk", min_age=18),
        DeskFacts("night-line"),
    )
}


def problem_ids(desks=DESKS, graph=FLOW):
    return {(problem.id, problem.node, problem.option) for problem in desk_problems(graph, desks)}


def changed(slug, **values):
    return {**DESKS, slug: replace(DESKS[slug], **values)}


def test_sound_desks_have_no_problems():
    assert problem_ids() == set()


def test_an_outcome_without_a_desk_that_can_be_reached_is_found():
    assert problem_ids(changed("adult-desk", reachable=False)) == {("no-desk", "old", "")}
    without = {slug: desk for slug, desk in DESKS.items() if slug != "adult-desk"}
    assert problem_ids(without) == {("no-desk", "old", "")}


def test_an_outcome_with_restricted_desks_only_is_found():
    assert problem_ids(changed("adult-desk", public=False)) == {("only-restricted", "old", "")}


def test_a_desk_for_another_age_is_found():
    assert problem_ids(changed("adult-desk", max_age=17, min_age=None)) == {
        ("desk-not-for-him", "old", "")
    }
    assert problem_ids(changed("youth-desk", min_age=18, max_age=None)) == {
        ("desk-not-for-him", "young", "")
    }


def test_a_desk_that_an_answer_adds_is_looked_at_too():
    assert problem_ids(changed("youth-line", min_age=18, max_age=None)) == {
        ("desk-not-for-him", "age", "minor")
    }


def test_a_desk_that_a_side_question_adds_is_looked_at_too():
    assert problem_ids(changed("night-line", min_age=18)) == {
        ("desk-not-for-him", "shelter", "yes")
    }


def test_a_desk_is_fine_when_one_path_fits():
    both = flow(question("age", MINOR, replace(ADULT, goal="young")), *FLOW.outcomes.values(),
                FLOW.questions["shelter"])  # fmt: skip
    assert ("desk-not-for-him", "young", "") not in problem_ids(graph=both)


def test_a_group_that_a_desk_is_not_for_is_found():
    in_danger = replace(ADULT, says=("acute_danger",))
    graph = flow(
        question("age", MINOR, in_danger), *FLOW.outcomes.values(), FLOW.questions["shelter"]
    )
    desks = changed("adult-desk", not_for=frozenset({"acute_danger"}))
    assert problem_ids(desks, graph) == {("desk-not-for-him", "old", "")}
    assert problem_ids(desks) == set()


def test_a_first_desk_that_is_not_confirmed_is_a_warning():
    problems = desk_problems(FLOW, changed("adult-desk", confirmed=False))
    assert [(p.id, p.node, p.level) for p in problems] == [("not-confirmed", "old", Level.WARNING)]


@pytest.mark.parametrize("age", [None, 0, 17, 18, 120])
def test_desks_without_limits_are_for_everyone(age):
    assert not problem_ids({slug: DeskFacts(slug) for slug in DESKS})
