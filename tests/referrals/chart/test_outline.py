"""The outline has everything that the diagram shows, each node once."""

import pytest

from referrals.chart.outline import MAX_LEVELS, outline
from referrals.flow.model import Flow, Kind
from tests.referrals.vocabulary import flow, option, outcome, question


def entries(roots):
    """All entries in reading order."""
    for entry in roots:
        yield entry
        yield from entries(answer.entry for answer in entry.answers if answer.entry)


def written_slugs(roots):
    return [entry.slug for entry in entries(roots) if not entry.reference and entry.slug]


def test_answers_hold_what_follows():
    roots = outline(
        flow(
            question("start", option("a", "next"), option("b", "end")),
            question("next", option("x", "end"), option("y", "other")),
            outcome("end", asks=("side",)),
            outcome("other"),
            question("side", option("x"), kind=Kind.SIDE_ONE),
        ),
        language="en",
    )
    start, side = roots
    assert (start.slug, start.kind, start.text) == ("start", "Question", "start (en)")
    to_next, to_end = start.answers
    assert (to_next.label, to_next.entry.slug) == ("a (en)", "next")
    end = to_next.entry.answers[0].entry
    assert (end.kind, end.asks, end.reference) == ("Outcome", ("side (en)",), "")
    assert (to_end.entry.slug, to_end.entry.reference) == ("end", "see above")
    assert (side.kind, side.answers[0].entry) == ("Side question", None)


def test_a_cycle_ends():
    roots = outline(
        flow(
            question("a", option("x", "b"), option("y", "end")),
            question("b", option("x", "a"), option("y", "end")),
            outcome("end"),
        ),
        language="nl",
    )
    back = roots[0].answers[0].entry.answers[0].entry
    assert (back.slug, back.reference, back.answers) == ("a", "zie hierboven", ())


@pytest.mark.parametrize("goal", [None, "gone"])
def test_a_goal_that_is_not_there_is_said(goal):
    roots = outline(flow(question("a", option("x", goal))), language="nl")
    entry = roots[0].answers[0].entry
    assert (entry.kind, entry.slug) == ("Probleem", "")
    assert (goal or "Leidt nergens heen") in entry.text


def test_what_nothing_leads_to_is_listed_after_it():
    roots = outline(
        flow(question("a", option("x", "end")), outcome("end"), outcome("island")), language="nl"
    )
    assert [entry.slug for entry in roots] == ["a", "island"]


def test_a_first_question_that_does_not_exist_is_said():
    roots = outline(Flow("gone", {}, {"end": outcome("end")}), language="nl")
    assert [(entry.kind, entry.text) for entry in roots] == [
        ("Probleem", "Bestaat niet: gone"),
        ("Uitkomst", "end"),
    ]


def test_a_thousand_questions_in_a_row_stay_a_shallow_list_that_says_each_once():
    links = [question(f"q{n}", option("on", f"q{n + 1}"), option("no", "end")) for n in range(1000)]
    roots = outline(flow(*links, outcome("end"), outcome("q1000")), language="nl")
    slugs = written_slugs(roots)
    assert len(slugs) == len(set(slugs)) == 1002
    assert any(entry.reference == "zie hieronder" for entry in entries(roots))

    def levels(entry):
        return 1 + max((levels(a.entry) for a in entry.answers if a.entry), default=0)

    assert max(map(levels, roots)) <= MAX_LEVELS + 1


def test_see_above_is_above_and_see_below_is_below():
    links = [question(f"q{n}", option("on", f"q{n + 1}"), option("no", "end")) for n in range(40)]
    roots = list(entries(outline(flow(*links, outcome("end"), outcome("q40")), language="nl")))
    places = {entry.slug: place for place, entry in enumerate(roots) if not entry.reference}
    for place, entry in enumerate(roots):
        if entry.reference:
            assert (places[entry.slug] < place) == (entry.reference == "zie hierboven")
