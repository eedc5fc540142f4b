"""Boxes and labels lie free, arrows run between them, and all of it begins at the top left."""

import time
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referrals.chart.boxes import DiagramBuilder
from referrals.chart.drawing import laid_out, measured
from referrals.chart.layers import MAX_NODES_BETWEEN, nodes_between
from referrals.chart.layout import Size, onward_links
from referrals.flow.model import Flow
from referrals.models import FlowRelease
from referrals.releases.publishing import read_flow
from tests.referrals.chart.test_drawing import SMALL, bush, row, tangle
from tests.referrals.vocabulary import flow, option, outcome, question

CLOSE = 0.6
"""Coordinates are rounded nowhere; this is less than a line is thick."""

FLOWS = {
    "small": SMALL,
    "row": row(12),
    "bush": bush(20),
    "tangle": tangle(12, 2),
    "tight": tangle(20, 3),
    "tree": row(60),
}


class Laid:
    """A flow with the frame of each box and label, and each arrow as its straight pieces."""

    def __init__(self, some_flow: Flow, language: str = "nl") -> None:
        builder = DiagramBuilder(some_flow, language, {}, (), ())
        self.diagram, self.layout = laid_out(builder.build(), builder)
        sizes, links = measured(self.diagram)
        places = self.layout.places
        self.links = links
        self.boxes = {key: rectangle(places[key], size) for key, size in sizes.items()}
        self.labels = [
            rectangle(line.label, link.label)
            for line, link in zip(self.layout.lines, links, strict=True)
        ]
        self.arrows = [list(pairwise(line.points)) for line in self.layout.lines]


def rectangle(middle: tuple[float, float], size: Size) -> tuple[float, float, float, float]:
    x, y = middle
    return x - size.width / 2, y - size.height / 2, x + size.width / 2, y + size.height / 2


def meet(one, other) -> bool:
    """Whether two rectangles overlap; a straight piece is one without width or height."""
    left, top, right, bottom = one
    return (
        left < other[2] - CLOSE
        and other[0] < right - CLOSE
        and top < other[3] - CLOSE
        and other[1] < bottom - CLOSE
    )


def stretch(piece) -> tuple[float, float, float, float]:
    """The room of a piece, as thick as a line is drawn."""
    (x, y), (other_x, other_y) = piece
    return (
        min(x, other_x) - CLOSE,
        min(y, other_y) - CLOSE,
        max(x, other_x) + CLOSE,
        max(y, other_y) + CLOSE,
    )


def assert_legible(some_flow: Flow, language: str = "nl") -> None:
    laid = Laid(some_flow, language)
    for one, other in combinations([*laid.boxes.values(), *laid.labels], 2):
        assert not meet(one, other)
    for number, (link, arrow) in enumerate(zip(laid.links, laid.arrows, strict=True)):
        pieces = [stretch(piece) for piece in arrow]
        for key, frame in laid.boxes.items():
            crossed = [piece for piece in pieces if meet(piece, frame)]
            assert not crossed or (key in (link.tail, link.head) and touches(crossed, frame))
        for other, frame in enumerate(laid.labels):
            assert any(meet(piece, frame) for piece in pieces) == (number == other)


def touches(pieces, frame) -> bool:
    """Whether all that lies in the frame is the thickness of a line at its side."""
    return all(
        piece[2] <= frame[0] + 3 * CLOSE or piece[0] >= frame[2] - 3 * CLOSE for piece in pieces
    )


def assert_begins_at_the_top(some_flow: Flow) -> None:
    layout = Laid(some_flow).layout
    x, y = layout.places[some_flow.start]
    assert all(y <= other for _, other in layout.places.values())
    assert all(x < other for other, _ in set(layout.places.values()) - {(x, y)})


@st.composite
def flows(draw) -> Flow:
    """Flows as a draft may be: with cycles, questions that nothing leads to, missing goals."""
    count = draw(st.integers(1, 9))
    goals = [f"q{n}" for n in range(count)] + ["end", "other", "gone", None]
    words = st.sampled_from(["a", "yes", "a long answer with many words in it", "x" * 60])
    answers = st.lists(st.tuples(words, st.sampled_from(goals)), min_size=1, max_size=4)
    questions = []
    for number in range(count):
        options = [option(f"{word}-{n}", goal) for n, (word, goal) in enumerate(draw(answers))]
        questions.append(question(f"q{number}", *options))
    return flow(*questions, outcome("end", "desk"), outcome("other", "desk"))


@pytest.mark.parametrize("some_flow", FLOWS.values(), ids=FLOWS)
def test_nothing_lies_over_anything(some_flow):
    assert_legible(some_flow)


@pytest.mark.parametrize("some_flow", FLOWS.values(), ids=FLOWS)
def test_the_start_is_at_the_top_left(some_flow):
    assert_begins_at_the_top(some_flow)


@settings(max_examples=80, deadline=None)
@given(flows())
def test_whatever_a_draft_holds_is_legible_and_begins_at_the_top(some_flow):
    assert_legible(some_flow)
    assert_begins_at_the_top(some_flow)


@pytest.mark.parametrize("some_flow", FLOWS.values(), ids=FLOWS)
def test_arrows_run_from_tail_to_head_upright_and_level(some_flow):
    laid = Laid(some_flow)
    for link, arrow in zip(laid.links, laid.arrows, strict=True):
        begin, end = arrow[0][0], arrow[-1][1]
        tail, head = laid.boxes[link.tail], laid.boxes[link.head]
        assert begin[0] == pytest.approx(tail[2], abs=CLOSE)
        assert tail[1] <= begin[1] <= tail[3]
        assert end[0] == pytest.approx(head[0], abs=CLOSE)
        assert head[1] <= end[1] <= head[3]
        if some_flow is not FLOWS["tree"]:
            assert all(x == other or y == level for (x, y), (other, level) in arrow)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_shipped_guide_is_legible_and_drawn_within_a_second(language):
    shipped = read_flow(FlowRelease.objects.get())
    begun = time.process_time()
    layout = Laid(shipped, language).layout
    assert time.process_time() - begun < 1
    assert_legible(shipped, language)
    assert_begins_at_the_top(shipped)
    assert layout.width < 2 * layout.height, "one sheet of A3, lying"


@pytest.mark.parametrize(
    "big",
    [row(100), bush(100), tangle(100, 2), tangle(100, 5)],
    ids=["row", "bush", "tangle", "thick"],
)
def test_a_hundred_questions_are_laid_out_within_a_second(big):
    builder = DiagramBuilder(big, "nl", {}, (), ())
    diagram = builder.build()
    begun = time.process_time()
    laid_out(diagram, builder)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("some_flow", [row(26), bush(390), tangle(40, 2), tangle(70, 2)])
def test_what_is_just_small_enough_is_laid_out_as_quickly(some_flow):
    builder = DiagramBuilder(some_flow, "nl", {}, (), ())
    diagram = builder.build()
    sizes, links = measured(diagram)
    onward = [links[n] for n in onward_links(diagram.start, list(sizes), links)]
    assert nodes_between(diagram.start, list(sizes), onward) <= MAX_NODES_BETWEEN
    begun = time.process_time()
    laid_out(diagram, builder)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("some_flow", FLOWS.values(), ids=FLOWS)
def test_the_same_flow_is_the_same_diagram(some_flow):
    assert Laid(some_flow).layout == Laid(some_flow).layout
