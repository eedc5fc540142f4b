from dataclasses import replace

from referrals.flow.model import Kind, StandIn
from referrals.flow.paths import all_paths, as_data
from tests.referrals.vocabulary import flow, option, outcome, question, text

FLOW = flow(
    question("start", option("a", "end", "extra"), option("b", "other")),
    question("side", option("x", None, "shelter"), option("y"), kind=Kind.SIDE_ONE),
    question(
        "many",
        option("m", None, "nidos"),
        option("n", None, guidance=("tip",)),
        kind=Kind.SIDE_MANY,
    ),
    outcome("end", "first", "second", asks=("side", "many")),
    outcome("other", "first"),
)


def test_every_combination_of_single_choices_is_a_path():
    walked = [
        [(step.question.slug, step.chosen[0].slug) for step in path.position.steps]
        for path in all_paths(FLOW)
    ]
    assert walked == [
        [("start", "a"), ("side", "x")],
        [("start", "a"), ("side", "y")],
        [("start", "b")],
    ]


def test_a_path_as_data_says_everything():
    data = as_data(next(all_paths(FLOW)), "en")
    assert data["answers"][0] == {
        "question": "start",
        "name": "start",
        "answer": "a",
        "label": "a (en)",
    }
    assert data["outcome"] == {"slug": "end", "title": "end (en)"}
    assert [desk["service"] for desk in data["services"]] == [
        "first",
        "extra",
        "shelter",
        "second",
    ]
    assert data["services"][0]["reasons"] == ["why first (en)"]
    assert [added["answer"] for added in data["added"]] == ["a", "x"]


def test_a_path_names_the_stand_ins_for_it():
    stand_ins = (StandIn("night", text("at night")), StandIn("old", text("old"), min_age=18))
    path = next(all_paths(replace(FLOW, stand_ins=stand_ins)))
    assert as_data(path, "en")["stand_ins"] == [{"service": "night", "reason": "at night (en)"}]
    assert path.all_referrals[-1].service == "night"


def test_each_condition_is_looked_at_on_its_own():
    data = as_data(next(all_paths(FLOW)), "nl")
    nidos, tip = data["conditions"]
    assert [desk["service"] for desk in nidos["services"]] == [
        "first",
        "extra",
        "shelter",
        "nidos",
        "second",
    ]
    assert tip["adds_guidance"] == ["tip"]
    assert tip["adds_services"] == []


def test_a_cycle_ends():
    cyclic = flow(question("a", option("x", "a"), option("y", "end")), outcome("end", "desk"))
    assert len(list(all_paths(cyclic))) == 1
