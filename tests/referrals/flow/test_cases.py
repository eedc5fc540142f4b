"""Running cases through a flow: what each fault looks like, and the score."""

from dataclasses import replace

import pytest

from referrals.flow.case import Case, End
from referrals.flow.cases import Fault, ShownDesk, run, run_cases, score
from referrals.flow.model import Kind
from tests.referrals.vocabulary import flow, option, outcome, question, text

FLOW = flow(
    question("start", option("a", "help"), option("b", End.NO_DESK), option("c", "nothing")),
    question("more", option("x", None, "night", guidance=("tip",)), kind=Kind.SIDE_MANY),
    replace(outcome("help", "desk", "other", asks=("more",)), articles=("law",)),
    outcome(End.NO_DESK, "desk"),
    outcome("nothing"),
)
CASE = Case("one", text("it"), text("nurse"), 0, "09:30", "start=a&more=geen", ("desk",))


def open_desks(*names):
    """The desks of a result as they are, those of `names` open."""

    def desks_at(position, case):
        return [ShownDesk(r.service, r.service in names) for r in position.referrals]

    return desks_at


def faults(case, desks_at=None):
    verdict = run(FLOW, case, desks_at or open_desks("desk", "other", "night"))
    return {(found.fault, found.culprit) for found in verdict.deviations}


def test_a_case_that_is_answered_rightly_passes():
    verdict = run(FLOW, CASE, open_desks("desk"))
    assert verdict.passes
    assert verdict.path == "start=a&more=geen"
    assert [desk.service for desk in verdict.desks] == ["desk", "other"]


@pytest.mark.parametrize(
    ("change", "fault", "culprit"),
    [
        ({"first": ("other",)}, Fault.WRONG_FIRST, "desk"),
        ({"first": (End.NO_DESK,)}, Fault.WRONG_FIRST, "desk"),
        ({"never_first": ("desk",)}, Fault.FORBIDDEN_FIRST, "desk"),
        ({"never_desks": ("other",)}, Fault.FORBIDDEN_DESK, "other"),
        ({"must_desks": ("night",)}, Fault.MISSING_DESK, "night"),
        ({"must_guidance": ("tip",)}, Fault.MISSING_GUIDANCE, "tip"),
        ({"must_articles": ("old",)}, Fault.MISSING_ARTICLE, "old"),
        ({"answers": "start=b&more=geen", "first": ("other",)}, Fault.WRONG_FIRST, End.NO_DESK),
        ({"answers": "start=b", "never_first": ("desk",)}, Fault.FORBIDDEN_FIRST, "desk"),
        ({"answers": "start=c"}, Fault.WRONG_FIRST, ""),
        ({"answers": "more=x"}, Fault.NO_OUTCOME, "start"),
        ({"answers": "start=a&more=geen&age=x"}, Fault.UNKNOWN_ANSWER, "age=x"),
        ({"first": (), "divided": True}, Fault.NOTHING_RIGHT, ""),
    ],
)
def test_what_differs_is_named(change, fault, culprit):
    case = replace(CASE, **change)
    assert faults(case) == {(fault, culprit)}
    found = run(FLOW, case, open_desks("desk")).deviations[0]
    assert culprit in found.message("nl")
    assert found.message("nl") != found.message("en")


def test_what_an_answer_adds_counts_as_shown():
    added = replace(
        CASE, answers="start=a&more=x", must_desks=("night",), must_guidance=("tip", "general")
    )
    assert faults(replace(added, must_articles=("law",))) == set()


def test_the_first_desk_of_a_divided_case_is_not_judged_but_what_is_forbidden_is():
    divided = replace(CASE, first=("other",), divided=True)
    assert faults(divided) == set()
    assert faults(replace(divided, never_first=("desk",))) == {(Fault.FORBIDDEN_FIRST, "desk")}


def test_a_desk_that_is_not_known_to_be_open_fails_only_where_that_is_needed():
    assert faults(CASE, open_desks()) == set()
    needed = replace(CASE, open_needed=True)
    assert faults(needed, open_desks("other")) == {(Fault.CLOSED_FIRST, "desk")}
    assert faults(needed, open_desks("desk")) == set()


def test_an_outcome_that_is_no_desk_is_right_where_the_case_says_so():
    case = replace(CASE, answers="start=b", first=(End.NO_DESK,))
    assert faults(case, open_desks()) == set()
    assert faults(replace(case, first=("desk",)), open_desks()) == set()
    needed = replace(case, open_needed=True)
    assert faults(needed, open_desks()) == {(Fault.CLOSED_FIRST, "desk")}
    assert faults(needed, open_desks("desk")) == set()


@pytest.mark.parametrize(
    ("slug", "end"),
    [
        ("geen-loket-nodig", End.NO_DESK),
        ("geen-loket-nodig-volwassen", End.NO_DESK),
        ("eigen-organisatie-school", End.OWN_ORGANISATION),
        ("geen-loket-nodige", None),
        ("mijn-eigen-organisatie", None),
        ("help", None),
    ],
)
def test_an_outcome_is_an_end_by_the_beginning_of_its_slug(slug, end):
    assert End.of(slug) is end


def test_the_order_and_the_moment_are_asked_of_one_function():
    asked = []

    def desks_at(position, case):
        asked.append((position.outcome.slug, case.weekday, case.clock.hour))
        return [ShownDesk("night"), ShownDesk("desk")]

    assert run(FLOW, replace(CASE, first=("night",), must_desks=("desk",)), desks_at).passes
    assert asked == [("help", 0, 9)]


def test_the_score_counts_cases():
    cases = [
        CASE,
        replace(CASE, slug="wrong", first=("other",), never_first=("desk",)),
        replace(CASE, slug="lacks", must_desks=("night",), must_articles=("old",)),
        replace(CASE, slug="divided", first=("other",), divided=True),
        replace(CASE, slug="stops", answers="more=x", known_failure=True),
    ]
    filled = replace(FLOW, cases={case.slug: case for case in cases})
    result = score(run_cases(filled, open_desks()))
    assert (result.total, result.passed) == (5, 2)
    assert (result.first_right, result.first_judged) == (2, 4)
    assert (result.forbidden, result.missing, result.closed) == (1, 1, 0)
    assert result.known_failures == 1
