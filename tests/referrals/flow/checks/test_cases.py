"""Cases as a check: what refuses publishing and what is only shown."""

from dataclasses import replace

from referrals.flow.cases import ShownDesk, run
from referrals.flow.checks.cases import case_problems
from referrals.flow.checks.problem import Level
from tests.referrals.flow.test_cases import CASE, FLOW

FAILING = replace(CASE, first=("other",))


def found(case):
    verdict = run(FLOW, case, lambda *_: [ShownDesk("desk")])
    return [(problem.id, problem.level, problem.node) for problem in case_problems([verdict])]


def test_a_case_that_passes_is_no_problem():
    assert found(CASE) == []


def test_a_case_that_fails_is_an_error_that_names_case_path_and_difference():
    assert found(FAILING) == [("case-fails", Level.ERROR, "one")]
    verdict = run(FLOW, FAILING, lambda *_: [ShownDesk("desk")])
    message = next(case_problems([verdict])).message
    assert message["en"] == "Case 'one' (start=a&more=geen): the first desk is 'desk'."
    assert message["nl"] == "Praktijkcasus 'one' (start=a&more=geen): eerst staat 'desk'."


def test_a_known_failure_is_a_warning():
    marked = replace(FAILING, known_failure=True)
    assert found(marked) == [("case-known-failure", Level.WARNING, "one")]


def test_a_mark_that_is_no_longer_needed_is_an_error():
    assert found(replace(CASE, known_failure=True)) == [("case-passes", Level.ERROR, "one")]


def test_no_mark_excuses_answers_that_do_not_exist():
    broken = replace(FAILING, answers="start=a&more=geen&x=y", known_failure=True)
    assert found(broken) == [("case-fails", Level.ERROR, "one")]
    nothing = replace(CASE, first=(), divided=True, known_failure=True)
    assert found(nothing) == [("case-fails", Level.ERROR, "one")]
