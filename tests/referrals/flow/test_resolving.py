from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from referrals.flow.model import NONE, Kind
from referrals.flow.resolving import resolve
from tests.referrals.vocabulary import flow, option, outcome, question, walk

SMALL = flow(
    question("danger", option("yes", "call"), option("no", "age")),
    question("age", option("young", "what-young"), option("old", "what-old", "crisis-line")),
    question("what-young", option("doubt", "advice"), option("sure", "report"), name="what"),
    question("what-old", option("doubt", "talk"), option("paid", "talk"), name="what"),
    question(
        "shelter",
        option("tonight", None, "shelter-desk", guidance=("shelter-rules",)),
        option("not"),
        kind=Kind.SIDE_ONE,
    ),
    question(
        "also",
        option("lvb", None, guidance=("lvb",)),
        option("permit", None, "police"),
        kind=Kind.SIDE_MANY,
    ),
    outcome("call", "112"),
    outcome("advice", "advice-desk", "police", asks=("shelter", "also")),
    outcome("report", "police", asks=("also",)),
    outcome("talk", "talk-desk", "police", asks=("also",)),
)


ALSO_BETTER = question(
    "also",
    option("permit", None, "police", better=True),
    option("hotline", None, "hotline-desk", better=True),
    kind=Kind.SIDE_MANY,
)


def test_it_starts_with_the_first_question():
    walk(SMALL).assert_next("danger")


def test_an_answer_leads_to_the_next_question_or_to_an_outcome():
    walk(SMALL).answer(danger="no").assert_next("age")
    walk(SMALL).answer(danger="yes").assert_outcome("call").assert_desks("112")


def test_side_questions_stay_open_on_the_outcome():
    young = walk(SMALL).answer(danger="no", age="young", what="doubt")
    young.assert_outcome("advice").assert_open("shelter", "also")
    young.answer(shelter="not").assert_outcome("advice").assert_open("also")
    young.answer(also="lvb").assert_outcome("advice").assert_open("shelter")
    young.answer(shelter="not", also=NONE).assert_outcome("advice").assert_open()


def test_a_side_answer_that_does_not_exist_leaves_the_question_open():
    young = walk(SMALL).answer(danger="no", age="young", what="doubt")
    for shelter in ("gone", "", ["tonight", "not"], NONE):
        stale = young.answer(shelter=shelter)
        stale.assert_outcome("advice").assert_open("shelter", "also")
        assert "shelter" not in stale.canonical


def test_what_answers_add_comes_after_the_desks_of_the_outcome():
    young = walk(SMALL).answer(danger="no", age="young", what="doubt", shelter="tonight")
    young = young.answer(also="lvb")
    young.assert_desks("advice-desk", "police", "shelter-desk")
    assert young.position.guidance == ("shelter-rules", "lvb", "general")


def test_an_answer_that_leads_on_may_add_too():
    walk(SMALL).answer(danger="no", age="old", what="doubt", also=NONE).assert_desks(
        "talk-desk", "police", "crisis-line"
    )


def test_a_desk_that_fits_better_comes_before_those_of_the_outcome():
    small = replace(SMALL, questions={**SMALL.questions, "also": ALSO_BETTER})
    young = walk(small).answer(danger="no", age="young", what="doubt")
    young.answer(also="permit").assert_desks("police", "advice-desk")
    first = young.answer(also="permit").position.referrals[0]
    assert [reason["nl"] for reason in first.reasons] == ["permit adds police", "why police"]
    young.answer(also="hotline").assert_desks("hotline-desk", "advice-desk", "police")


def test_an_earlier_name_of_an_answer_still_means_it():
    renamed = replace(option("young", "what-young"), aliases=("minor", "child"))
    small = replace(
        SMALL, questions={**SMALL.questions, "age": question("age", renamed, option("old", "talk"))}
    )
    for name in ("young", "minor", "child", ["minor", "young"]):
        walk_ = walk(small).answer(danger="no", age=name).assert_next("what-young")
        assert walk_.canonical == {"danger": ["no"], "age": ["young"]}
    walk(small).answer(danger="no", age=["minor", "old"]).assert_next("age")


def test_an_answer_that_waits_keeps_its_own_name():
    other = replace(option("other", "end"), aliases=("hotel",))
    shared = flow(
        question("start", option("a", "short"), option("b", "long")),
        question("short", other, option("police", "end"), name="role"),
        question("long", option("hotel", "end"), option("other", "end"), name="role"),
        outcome("end", "desk"),
    )
    assert walk(shared).answer(role="hotel").canonical == {"role": ["hotel"]}
    assert walk(shared).answer(start="a", role="hotel").canonical["role"] == ["other"]
    assert walk(shared).answer(start="b", role="hotel").canonical["role"] == ["hotel"]


def test_what_waits_is_kept_as_far_as_any_question_of_that_name_knows_it():
    both = flow(
        question("start", option("a", "young"), option("b", "old")),
        question("more-young", option("x", None, "d"), option("y", None, "e"), name="more",
                 kind=Kind.SIDE_MANY),
        question("more-old", option("y", None, "e"), option("z", None, "f"), name="more",
                 kind=Kind.SIDE_MANY),
        outcome("young", "desk", asks=("more-young",)),
        outcome("old", "desk", asks=("more-old",)),
    )  # fmt: skip
    assert walk(both).answer(more=["x", "y", "z", "q"]).canonical == {"more": ["x", "y", "z"]}
    assert walk(both).answer(start="b", more=["x", "y"]).canonical["more"] == ["y"]


def test_a_desk_named_twice_stands_once_with_every_reason():
    both = walk(SMALL).answer(danger="no", age="young", what="sure", also="permit")
    both.assert_desks("police")
    assert [reason["nl"] for reason in both.position.referrals[0].reasons] == [
        "why police",
        "permit adds police",
    ]


def test_none_is_a_fine_answer_and_several_are_too():
    young = walk(SMALL).answer(danger="no", age="young", what="sure")
    young.answer(also=NONE).assert_outcome("report")
    young.answer(also=["permit", "lvb", NONE]).assert_outcome("report").assert_guidance("lvb")
    assert young.answer(also=["permit", "lvb", NONE]).canonical["also"] == ["lvb", "permit"]


def test_changing_an_early_answer_keeps_the_later_ones_that_still_apply():
    changed = walk(SMALL).answer(danger="no", age="young", what="doubt", shelter="not", also="lvb")
    changed.answer(age="old").assert_outcome("talk").assert_guidance("lvb")
    assert "shelter" not in changed.answer(age="old").canonical


def test_an_answer_that_no_longer_exists_is_asked_again_and_later_ones_wait():
    stale = walk(SMALL).answer(danger="no", age="young", what="gone", also="lvb")
    stale.assert_next("what-young")
    assert stale.canonical == {"danger": ["no"], "age": ["young"], "also": ["lvb"]}


def test_a_gap_keeps_only_answers_that_can_still_come():
    gap = walk(SMALL).answer(danger="no", what="paid", unknown="x", shelter="tonight")
    gap.assert_next("age")
    assert gap.canonical == {"danger": ["no"], "what": ["paid"], "shelter": ["tonight"]}


def test_an_answer_that_contradicts_itself_is_asked_again():
    walk(SMALL).answer(danger=["yes", "no"]).assert_next("danger")
    walk(SMALL).answer(danger=["no", "no"]).assert_next("age")
    walk(SMALL).answer(danger=["no", "junk"]).assert_next("age")


def test_it_says_how_many_questions_may_still_come():
    assert walk(SMALL).position.ahead == 3
    assert walk(SMALL).answer(danger="no", age="old").position.ahead == 1
    young = walk(SMALL).answer(danger="no", age="young", what="doubt")
    assert young.position.ahead == 0


def test_a_fault_in_the_flow_is_a_broken_position_and_never_a_loop():
    cyclic = flow(question("a", option("x", "b")), question("b", option("x", "a")))
    assert walk(cyclic).answer(a="x", b="x").position.broken
    assert walk(flow(question("a", option("x", "gone")))).answer(a="x").position.broken
    assert walk(flow(question("a", option("x")))).answer(a="x").position.broken
    assert walk(flow(outcome("lonely"))).position.broken
    side = question("s", option("x", None, "desk"), kind=Kind.SIDE_MANY)
    assert walk(flow(side)).answer(s=NONE).position.broken


_names = st.sampled_from(["danger", "age", "what", "shelter", "also", "junk", "verder"])
_values = st.sampled_from(
    ["yes", "no", "young", "old", "doubt", "sure", "paid", "tonight", "lvb", "permit", NONE, "\x00"]
)


@given(st.dictionaries(_names, st.lists(_values, max_size=3)))
def test_the_canonical_address_stands_for_the_same_place(answers):
    position = resolve(SMALL, answers)
    again: dict[str, list[str]] = {}
    for name, value in position.answers:
        again.setdefault(name, []).append(value)
    assert resolve(SMALL, again).answers == position.answers
    assert resolve(SMALL, again).question == position.question
    assert resolve(SMALL, again).outcome == position.outcome
