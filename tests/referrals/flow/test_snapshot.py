import contextlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.flow.case import Case
from referrals.flow.model import Cue, CueKind, Kind, StandIn
from referrals.flow.snapshot import SnapshotError, digest, from_data, to_data
from tests.referrals.vocabulary import flow, option, outcome, question, text

FLOW = flow(
    question("start", option("a", "end", "desk"), option("b", "end", guidance=("tip",))),
    question("many", option("x", None, "desk"), kind=Kind.SIDE_MANY),
    outcome("end", "desk", "other", asks=("many",)),
)


def test_a_flow_comes_back_as_it_was():
    assert from_data(json.loads(json.dumps(to_data(FLOW)))) == FLOW


def test_a_flow_with_stand_ins_comes_back_as_it_was():
    stand_ins = (
        StandIn("desk", {"nl": "a", "en": "b"}, 18, None, ("lvb", "images"), tonight=True),
    )
    with_stand_ins = replace(FLOW, stand_ins=stand_ins)
    data = to_data(with_stand_ins)
    assert from_data(json.loads(json.dumps(data))) == with_stand_ins
    assert digest(data) != digest(to_data(FLOW))


def test_releases_of_before_there_were_stand_ins_keep_their_digest():
    assert set(to_data(FLOW)) == {"start", "questions", "outcomes"}


def test_earlier_names_and_better_desks_come_back_and_older_releases_keep_their_digest():
    renamed = replace(option("b", "end", "desk", better=True), aliases=("old", "older"))
    start = question("start", option("a", "end"), renamed)
    full = replace(FLOW, questions={**FLOW.questions, "start": start})
    data = json.loads(json.dumps(to_data(full)))
    assert from_data(data) == full
    plain = replace(
        start, options=(start.options[0], replace(option("b", "end", "desk"), aliases=()))
    )
    data = to_data(replace(full, questions={**FLOW.questions, "start": plain}))
    assert "aliases" not in data["questions"][0]["options"][1]
    assert "fits_better" not in data["questions"][0]["options"][1]["adds"][0]


def test_phrases_and_cues_come_back_and_older_releases_keep_their_digest():
    spoken = replace(
        option("a", "end"), phrases=text("chantage"), hints=text("foto"), when_said=True
    )
    start = question("start", spoken, option("b", "end"))
    cues = (
        Cue("boy", CueKind.PERSON, text("jongen")),
        Cue("girl", CueKind.DOUBT, text("meisje"), text("it is about a girl")),
    )
    full = replace(FLOW, questions={**FLOW.questions, "start": start}, cues=cues)
    data = json.loads(json.dumps(to_data(full)))
    assert from_data(data) == full
    assert isinstance(from_data(data).cues[0].kind, CueKind)
    assert {"phrases", "hints", "when_said"} <= set(data["questions"][0]["options"][0])
    assert not {"phrases", "hints", "when_said"} & set(data["questions"][0]["options"][1])


def test_cases_come_back_as_they_were_and_older_releases_have_none():
    case = Case("one", text("it"), text("nurse"), 6, "02:30", "start=a", ("desk",), never_first=())
    full = replace(FLOW, cases={"one": replace(case, must_desks=("desk", "other"), divided=True)})
    data = json.loads(json.dumps(to_data(full)))
    assert from_data(data) == full
    assert digest(data) != digest(to_data(FLOW))
    del data["cases"]
    assert from_data(data) == FLOW


def test_the_digest_is_the_same_for_the_same_flow_and_differs_for_another():
    data = to_data(FLOW)
    again = json.loads(json.dumps(data, sort_keys=True))
    assert digest(again) == digest(data)
    again["questions"][0]["text"]["nl"] = "Anders"
    assert digest(again) != digest(data)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"start": "a"},
        {"start": "a", "questions": {}, "outcomes": "x"},
        {"start": "a", "questions": [{"slug": "a"}], "outcomes": []},
        {"start": "a", "questions": [None], "outcomes": []},
        {"start": "a", "questions": [], "outcomes": [], "cases": [{"slug": "x"}]},
        {"start": "a", "questions": [], "outcomes": [], "cases": "x"},
        {"start": "a", "questions": [], "outcomes": [], "cues": [{"slug": "x", "kind": "y"}]},
        {"start": "a", "questions": [], "outcomes": [{"slug": "x", "title": {}, "extra": 1}]},
        [],
        None,
    ],
)
def test_what_is_no_flow_is_refused(data):
    with pytest.raises(SnapshotError):
        from_data(data)


@given(st.recursive(st.none() | st.text() | st.integers(), lambda x: st.lists(x) | st.dictionaries(
    st.sampled_from(["start", "questions", "outcomes", "slug", "options"]), x)))  # fmt: skip
def test_any_json_is_a_flow_or_is_refused(data):
    with contextlib.suppress(SnapshotError):
        from_data(data)
