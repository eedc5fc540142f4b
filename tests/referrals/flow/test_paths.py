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


def test_a_path_is_the_answers_to_route_questions():
    walked = [
        [(step.question.slug, step.chosen[0].slug) for step in path.position.steps]
        for path in all_paths(FLOW)
    ]
    assert walked == [
        [("start", "a")],
        [("start", "b")],
    ]
    assert [path.key for path in all_paths(FLOW)] == ["start=a", "start=b"]


def test_a_condition_may_need_other_stand_ins():
    tonight = replace(option("x"), tonight=True)
    flow_ = replace(
        FLOW,
        questions={**FLOW.questions, "side": question("side", tonight, kind=Kind.SIDE_ONE)},
        stand_ins=(StandIn("night", text("at night"), tonight=True),),
    )
    path = next(all_paths(flow_))
    assert as_data(path, "en")["stand_ins"] == []
    assert services(as_data(path, "en")["conditions"][0], "stand_ins") == ["night"]
    assert "night" in path.all_services


def services(data, name="services"):
    return [desk["service"] for desk in data[name]]


def test_a_path_as_data_says_everything():
    data = as_data(next(all_paths(FLOW)), "en")
    assert data["answers"][0] == {
        "question": "start",
        "name": "start",
        "answer": "a",
        "label": "a (en)",
    }
    assert data["outcome"] == {"slug": "end", "title": "end (en)"}
    assert services(data) == ["first", "second", "extra"]
    assert data["services"][0]["reasons"] == ["why first (en)"]
    assert [added["answer"] for added in data["added"]] == ["a"]


def test_a_path_names_the_stand_ins_for_it():
    stand_ins = (StandIn("night", text("at night")), StandIn("old", text("old"), min_age=18))
    path = next(all_paths(replace(FLOW, stand_ins=stand_ins)))
    assert as_data(path, "en")["stand_ins"] == [{"service": "night", "reasons": ["at night (en)"]}]


def test_each_condition_is_looked_at_on_its_own():
    path = next(all_paths(FLOW))
    shelter, nothing, nidos, tip = as_data(path, "nl")["conditions"]
    assert services(shelter) == ["first", "second", "extra", "shelter"]
    assert services(nothing) == ["first", "second", "extra"]
    assert services(nidos) == ["first", "second", "extra", "nidos"]
    assert path.all_services == {"first", "second", "extra", "shelter", "nidos"}
    assert path.all_answers == {"start=a", "side=x", "side=y", "many=m", "many=n"}
    assert tip["adds_guidance"] == ["tip"]
    assert tip["adds_services"] == []


def test_a_cycle_ends():
    cyclic = flow(question("a", option("x", "a"), option("y", "end")), outcome("end", "desk"))
    assert len(list(all_paths(cyclic))) == 1
