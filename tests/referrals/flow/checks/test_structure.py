"""Each check reports its problem; a valid flow has none."""

import time
from dataclasses import replace

import pytest

from referrals.flow.checks.desks import DeskFacts
from referrals.flow.checks.structure import find_cycle, problems
from referrals.flow.model import NONE, Cue, CueKind, Kind, Referral
from tests.referrals.vocabulary import flow, option, outcome, question

DESKS = {"desk": DeskFacts("desk")}
SOUND = [
    question("start", option("a", "end"), option("b", "side-end")),
    question("side", option("x", None, "desk"), option("y"), kind=Kind.SIDE_ONE),
    question("many", option("x", None, "desk"), kind=Kind.SIDE_MANY),
    outcome("end", "desk"),
    outcome("side-end", "desk", asks=("side", "many")),
]


def ids(*nodes, services=("desk",)):
    return {
        problem.id
        for problem in problems(flow(*nodes), {slug: DeskFacts(slug) for slug in services})
    }


def with_node(node):
    """The nodes of the valid flow with one of them replaced."""
    return [node if old.slug == node.slug else old for old in SOUND]


def renamed(*aliases):
    """Answer "a" with these earlier names."""
    return replace(option("a", "end"), aliases=aliases)


def test_a_sound_flow_has_no_problems():
    assert problems(flow(*SOUND), DESKS) == []


@pytest.mark.parametrize(
    ("fault", "node"),
    [
        ("no-goal", question("start", option("a"), option("b", "side-end"))),
        ("dead-end", question("start")),
        ("dead-end", question("start", option("a", "side"), option("b", "side-end"))),
        ("unknown-goal", question("start", option("a", "gone"), option("b", "side-end"))),
        ("few-options", question("start", option("b", "side-end"))),
        ("few-options", question("many", kind=Kind.SIDE_MANY)),
        ("no-effect", question("start", option("a", "end"), option("b", "end"))),
        ("no-effect", question("many", option("x"), kind=Kind.SIDE_MANY)),
        ("no-effect", question("side", option("x"), option("y"), kind=Kind.SIDE_ONE)),
        ("doubled-option", question("start", option("a", "end"), option("a", "side-end"))),
        ("doubled-option", question("start", renamed("b"), option("b", "side-end"))),
        ("doubled-option", question("start", renamed("a"), option("b", "side-end"))),
        ("doubled-option", question("start", renamed("c", "c"), option("b", "side-end"))),
        ("doubled-option", question("many", option(NONE, None, "desk"), kind=Kind.SIDE_MANY)),
        ("unknown-side-question", outcome("end", "desk", asks=("gone",))),
        ("unknown-side-question", outcome("end", "desk", asks=("start",))),
        ("no-desk", outcome("end", "hidden-desk")),
        ("no-desk", outcome("end")),
    ],
)
def test_a_problem_is_reported_with_its_node(fault, node):
    found = problems(flow(*with_node(node)), DESKS)
    nodes = [problem.node for problem in found if problem.id == fault]
    assert nodes == [node.slug]
    message = next(problem.message for problem in found if problem.id == fault)
    assert node.slug in message["nl"]
    assert node.slug in message["en"]


def test_what_nothing_leads_to_is_found():
    assert "unreachable" in ids(*SOUND, outcome("island", "desk"))
    assert "unreachable" in ids(*SOUND, question("island", option("a", "end"), option("b", "end")))


def test_a_flow_without_a_start_is_found():
    assert "no-start" in ids(outcome("end", "desk"))


def test_a_cycle_is_named_in_order():
    round_flow = flow(
        question("a", option("x", "b"), option("y", "end")),
        question("b", option("x", "c"), option("y", "end")),
        question("c", option("x", "b"), option("y", "end")),
        outcome("end", "desk"),
    )
    assert find_cycle(round_flow) == ["b", "c"]
    (cycle,) = [problem for problem in problems(round_flow, DESKS) if problem.id == "circle"]
    assert "b -> c -> b" in cycle.message["nl"]


def test_more_than_five_questions_on_a_path_is_too_many():
    def chain(length):
        links = [
            question(f"q{n}", option("on", f"q{n + 1}"), option("stop", "end"))
            for n in range(length - 1)
        ]
        last = question(f"q{length - 1}", option("on", "end"), option("stop", "other"))
        return [*links, last, outcome("end", "desk"), outcome("other", "desk")]

    assert ids(*chain(5)) == set()
    assert ids(*chain(6)) == {"too-many-questions"}


def test_side_questions_do_not_count_as_questions():
    sides = [
        question(f"s{n}", option("x", None, "desk"), option("y"), kind=Kind.SIDE_ONE)
        for n in range(7)
    ]
    asks = tuple(side.slug for side in sides)
    start = question("start", option("a", "end"), option("b", "end2"))
    nodes = [start, *sides, outcome("end", "desk", asks=asks), outcome("end2", "desk")]
    assert ids(*nodes) == set()


def test_one_name_for_two_questions_on_a_path_is_found():
    twice = flow(
        question("a", option("x", "b"), option("y", "end"), name="same"),
        question("b", option("x", "end"), option("y", "end2"), name="same"),
        outcome("end", "desk"),
        outcome("end2", "desk"),
    )
    assert {(p.id, p.node) for p in problems(twice, DESKS)} == {("name-twice", "b")}
    many = question("many", option("x", None, "desk"), kind=Kind.SIDE_MANY, name="side")
    assert "name-twice" in ids(*with_node(many))


@pytest.mark.parametrize(
    "node",
    [
        replace(SOUND[0], text={"nl": "Alleen Nederlands"}),
        replace(SOUND[0], why={"nl": "Waarom", "en": " "}),
        replace(SOUND[3], title={"nl": "", "en": "English only"}),
        replace(SOUND[3], steps={"nl": "Stap", "en": ""}),
        replace(SOUND[3], referrals=(Referral("desk", ({"nl": "Omdat"},)),)),
        question("side", option("x", None, "desk"), replace(option("y"), label={"nl": "Ja"}),
                 kind=Kind.SIDE_ONE),
        question("side", option("x", None, "desk"), replace(option("y"), hint={"nl": "Tip"}),
                 kind=Kind.SIDE_ONE),
    ],
)  # fmt: skip
def test_a_text_that_lacks_a_language_is_found(node):
    found = problems(flow(*with_node(node)), DESKS)
    assert {(problem.id, problem.node) for problem in found} == {("missing-translation", node.slug)}


def test_phrases_in_one_language_are_half_a_text():
    half = {"nl": "chantage", "en": ""}
    start = SOUND[0]
    for field in ("phrases", "hints"):
        said = replace(start.options[0], **{field: half})
        changed = replace(start, options=(said, *start.options[1:]))
        (found,) = problems(flow(*with_node(changed)), DESKS)
        assert (found.id, found.node) == ("missing-translation", start.slug)
        assert found.message["en"].startswith(f"'{start.slug}': {field} {said.slug}")


def test_a_doubt_without_words_for_visitors_is_half_a_text():
    for kind, ids in ((CueKind.DOUBT, ["missing-translation"]), (CueKind.PERSON, [])):
        cue = Cue("cue", kind, {"nl": "meisje", "en": "girl"})
        found = problems(replace(flow(*SOUND), cues=(cue,)), DESKS)
        assert [problem.id for problem in found] == ids


def test_a_text_that_was_never_begun_is_not_missed():
    assert problems(flow(*with_node(replace(SOUND[3], steps={"nl": "", "en": ""}))), DESKS) == []


def test_a_thousand_questions_are_checked_in_under_a_second():
    links = [
        question(f"q{n}", option("on", f"q{n + 1}"), option("stop", f"q{min(n + 2, 999)}"))
        for n in range(999)
    ]
    last = question("q999", option("on", "end"), option("stop", "end2"))
    big = flow(*links, last, outcome("end", "desk"), outcome("end2", "desk"))
    started = time.process_time()
    found = problems(big, DESKS)
    assert time.process_time() - started < 1
    assert {problem.id for problem in found} == {"too-many-questions", "no-effect"}


def test_every_problem_has_a_message_in_both_languages():
    for problem in problems(flow(outcome("end")), {}):
        assert set(problem.message) == {"nl", "en"}
        assert problem.message["nl"] != problem.message["en"]
