from dataclasses import replace
from datetime import date, timedelta

import pytest

from referrals.flow.checks.desks import DeskFacts
from referrals.flow.checks.hours import WHOLE_DAY, gaps_in_words, hours_problems
from referrals.flow.model import Kind, StandIn
from tests.referrals.vocabulary import flow, option, outcome, question

MONDAY = date(2026, 11, 30)
CHRISTMAS = date(2026, 12, 25)  # a Friday
WEEK = [MONDAY + timedelta(days=ahead) for ahead in range(7)]
OFFICE = (1 << 17 * 60) - (1 << 9 * 60)
OFFICE_WEEK = {day: OFFICE if day.weekday() < 5 else 0 for day in WEEK}
ALWAYS = dict.fromkeys([*WEEK, CHRISTMAS], WHOLE_DAY)

ADULT = replace(option("adult", "end"), min_age=18, says=("exploited",))
MINOR = replace(option("minor", "end"), max_age=17)
FLOW = flow(
    question("age", ADULT, MINOR),
    question("more", option("yes", None, "added"), option("no", None), kind=Kind.SIDE_ONE),
    outcome("end", "own", asks=("more",)),
)
DESKS = {
    "own": DeskFacts("own", answering={**OFFICE_WEEK, CHRISTMAS: 0}),
    "added": DeskFacts("added", answering=ALWAYS),
    "night": DeskFacts("night", answering=ALWAYS),
}


def found(graph=FLOW, **desks: DeskFacts) -> list[tuple[str, str]]:
    return [
        (problem.node, problem.message["en"])
        for problem in hours_problems(graph, {**DESKS, **desks})
    ]


def always(slug: str, **limits) -> DeskFacts:
    return DeskFacts(slug, answering=ALWAYS, **limits)


def test_desks_that_always_answer_have_no_problem():
    assert found(own=always("own")) == []


def test_hours_together_may_leave_no_gap():
    nights = {day: WHOLE_DAY & ~minutes for day, minutes in DESKS["own"].answering.items()}
    graph = flow(FLOW.questions["age"], outcome("end", "own", "night"))
    assert found(graph, night=DeskFacts("night", answering=nights)) == []
    without_a_minute = {**nights, MONDAY: nights[MONDAY] & ~(1 << 200)}
    [(node, message)] = found(graph, night=DeskFacts("night", answering=without_a_minute))
    assert node == "end"
    assert "Monday 3:20 to Monday 3:21" in message


def test_an_outcome_that_is_closed_at_night_is_found_with_its_hours():
    [(node, message)] = found()
    assert node == "end"
    assert "Monday 17:00 to Tuesday 9:00" in message
    assert "Friday 17:00 to Monday 9:00" in message
    assert "25/12/2026 0:00 to 24:00" in message


def test_a_desk_that_only_one_answer_adds_does_not_help_the_others():
    assert len(found()) == 1  # those who answer "no", or nothing
    both = question("more", option("yes", None, "added"), option("no", None, "added"),
                    kind=Kind.SIDE_ONE)  # fmt: skip
    assert len(found(flow(FLOW.questions["age"], both, FLOW.outcomes["end"]))) == 1


def test_a_stand_in_closes_the_gap_for_those_it_is_for():
    night = StandIn("night", {})
    assert found(replace(FLOW, stand_ins=(night,))) == []
    assert len(found(replace(FLOW, stand_ins=(replace(night, min_age=18),)))) == 1
    both = (replace(night, min_age=18), replace(night, max_age=17))
    assert found(replace(FLOW, stand_ins=both)) == []


@pytest.mark.parametrize(
    "desk",
    [
        always("own", public=False),
        always("own", min_age=18),
        always("own", not_for=frozenset({"exploited"})),
    ],
)
def test_a_desk_that_someone_may_not_see_or_use_does_not_count(desk):
    assert "always" in found(own=desk)[0][1]


def test_every_combination_of_several_answers_is_considered():
    several = question(
        "several",
        replace(option("a"), says=("lvb",)),
        replace(option("b"), says=("homeless",)),
        kind=Kind.SIDE_MANY,
    )
    graph = flow(FLOW.questions["age"], several, outcome("end", "own", "night", asks=("several",)))
    desks = {
        "own": always("own", not_for=frozenset({"lvb"})),
        "night": always("night", not_for=frozenset({"homeless"})),
    }
    assert len(found(graph, **desks)) == 1


def test_gaps_are_said_in_both_languages():
    assert gaps_in_words(dict.fromkeys(WEEK, WHOLE_DAY)) is None
    assert gaps_in_words(dict.fromkeys(WEEK, 0)) == {"nl": "altijd", "en": "always"}
    words = gaps_in_words({**dict.fromkeys(WEEK, WHOLE_DAY), MONDAY: OFFICE})
    assert words == {
        "nl": "maandag 0:00 tot maandag 9:00, maandag 17:00 tot dinsdag 0:00",
        "en": "Monday 0:00 to Monday 9:00, Monday 17:00 to Tuesday 0:00",
    }


def test_a_holiday_is_named_only_where_it_differs():
    assert "25" not in gaps_in_words({**OFFICE_WEEK, CHRISTMAS: OFFICE})["nl"]
    assert gaps_in_words({**OFFICE_WEEK, CHRISTMAS: 0})["nl"].endswith("25-12-2026 0:00 tot 24:00")
