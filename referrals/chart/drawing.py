"""Draws a flow as an SVG diagram, to print for the wall and for editors. Pure.

The SVG of `chart` can be embedded in a page or served as `image/svg+xml`.
`referrals.chart.outline` has the same content as a list.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement

from referrals.chart import svg
from referrals.chart.boxes import WORDS, Box, Diagram, DiagramBuilder, Edge, Shape
from referrals.chart.layers import MAX_NODES_BETWEEN, layered, nodes_between
from referrals.chart.layout import Layout, Link, Point, Size, as_tree, onward_links, tree_links
from referrals.flow.checks.problem import Problem
from referrals.flow.model import Flow, Text

MARGIN = 24
SPACE = 14
MIN_WIDTH = 900

_TITLE: Text = {"nl": "Kaart van de verwijzing", "en": "Map of the referral guide"}
_DESCRIPTION: Text = {
    "nl": "Vragen: {questions}. Uitkomsten: {outcomes}. Problemen: {problems}. "
    "Gewijzigd: {changed}. Pijlen lopen van een vraag naar wat op een antwoord volgt.",
    "en": "Questions: {questions}. Outcomes: {outcomes}. Problems: {problems}. "
    "Changed: {changed}. Arrows run from a question to what follows an answer.",
}
_SIDES: Text = {
    "nl": "Bijvragen: gesteld als de uitkomst bekend is, voordat die verschijnt",
    "en": "Side questions: asked once the outcome is known, before it is shown",
}


def chart(
    flow: Flow,
    *,
    language: str,
    urls: Mapping[str, str] = {},
    problems: Collection[Problem] = (),
    changed: Collection[str] = (),
) -> str:
    """The diagram of `flow` as SVG markup, with its texts in `language`.

    `urls` are links of boxes by slug; `problems` and `changed` (slugs of what differs from the
    last release) are marked in the boxes.
    """
    builder = DiagramBuilder(flow, language, urls, problems, changed)
    diagram, layout = laid_out(builder.build(), builder)
    boxes = [*diagram.boxes.values(), *diagram.sides]
    width = max(layout.width, MIN_WIDTH)
    legend, top = _in_rows(_legend(builder, boxes), width, MARGIN)
    top += 2 * SPACE
    middle = top + layout.height + SPACE
    sides, bottom = _in_rows(diagram.sides, width, middle + 2 * SPACE)
    descriptions = _descriptions(flow, language, problems, changed)
    size = Size(width + 2 * MARGIN, bottom + MARGIN)
    root = svg.canvas(size, *descriptions, any(box.url for box in boxes))
    _draw(root, diagram, layout, top)
    if sides:
        svg.draw_text(root, [_in(_SIDES, language)], (MARGIN, middle), svg.HEADING)
    for box, place in (*legend, *sides):
        svg.draw_box(root, box, place)
    return svg.to_svg(root)


def _in(text: Text, language: str) -> str:
    return text.get(language, text["en"])


def _descriptions(
    flow: Flow, language: str, problems: Collection[Problem], changed: Collection[str]
) -> tuple[str, str]:
    description = _in(_DESCRIPTION, language).format(
        questions=len(flow.questions),
        outcomes=len(flow.outcomes),
        problems=len(problems),
        changed=len(set(changed)),
    )
    return _in(_TITLE, language), description


def laid_out(diagram: Diagram, builder: DiagramBuilder) -> tuple[Diagram, Layout]:
    """Lay out all boxes. Cycles are cut first; a diagram that is too large is cut into a tree."""
    sizes, links = measured(diagram)
    start, keys = diagram.start, list(sizes)
    cut = _cut(diagram, onward_links(start, keys, links), builder)
    sizes, links = measured(cut)
    if nodes_between(start, list(sizes), links) <= MAX_NODES_BETWEEN:
        return cut, layered(start, sizes, links)
    cut = _cut(diagram, tree_links(start, keys, measured(diagram)[1]), builder)
    return cut, as_tree(start, *measured(cut))


def measured(diagram: Diagram) -> tuple[dict[str, Size], list[Link]]:
    sizes = {key: svg.box_size(box) for key, box in diagram.boxes.items()}
    links = [Link(edge.tail, edge.head, svg.block(edge.lines, svg.LABEL)) for edge in diagram.edges]
    return sizes, links


def _cut(diagram: Diagram, kept: Collection[int], builder: DiagramBuilder) -> Diagram:
    """Redirect each edge that is not `kept` to a reference box of its own."""
    boxes = dict(diagram.boxes)
    edges: list[Edge] = []
    for number, edge in enumerate(diagram.edges):
        head = edge.head
        if number not in kept:
            head = f"{number} > {edge.head}"
            boxes[head] = builder.reference(diagram.boxes[edge.head], head)
        edges.append(replace(edge, head=head))
    return replace(diagram, boxes=boxes, edges=edges)


def _legend(builder: DiagramBuilder, boxes: Sequence[Box]) -> list[Box]:
    """One box for each kind of box among `boxes`, in its own colours."""
    shapes = {box.shape for box in boxes}
    kinds = (Shape.QUESTION, Shape.OUTCOME, Shape.SIDE)
    legend = [_legend_box(builder, shape.value, shape) for shape in kinds if shape in shapes]
    if any(box.problem for box in boxes):
        legend.append(_legend_box(builder, "problem", Shape.QUESTION, problem=True))
    if any(box.changed for box in boxes):
        legend.append(_legend_box(builder, "changed", Shape.QUESTION, changed=True))
    return legend or [_legend_box(builder, "question", Shape.QUESTION)]


def _legend_box(
    builder: DiagramBuilder,
    word: str,
    shape: Shape,
    *,
    problem: bool = False,
    changed: bool = False,
) -> Box:
    text = _in(WORDS[word], builder.language)
    return Box(word, "", shape, text, (text,), problem=problem, changed=changed)


def _in_rows(
    boxes: Sequence[Box], width: float, top: float
) -> tuple[list[tuple[Box, Point]], float]:
    """Place boxes in rows of at most `width` below `top`; also returns the y of the lower end."""
    placed: list[tuple[Box, Point]] = []
    x, y, bottom = float(MARGIN), top + SPACE, top
    for box in boxes:
        size = svg.box_size(box)
        if x > MARGIN and x + size.width > MARGIN + width:
            x, y = float(MARGIN), bottom + SPACE
        placed.append((box, (x + size.width / 2, y + size.height / 2)))
        x += size.width + SPACE
        bottom = max(bottom, y + size.height)
    return placed, bottom


def _draw(root: Element, diagram: Diagram, layout: Layout, top: float) -> None:
    """Arrows first, then labels and boxes, so that no arrow is drawn across a text."""
    body = SubElement(root, "g", {"transform": f"translate({MARGIN} {top:.0f})"})
    tints = _tints(diagram.edges, layout)
    drawn = [
        (edge, line, tints[edge.tail])
        for edge, line in zip(diagram.edges, layout.lines, strict=True)
    ]
    for _, line, tint in drawn:
        svg.draw_arrow(body, line, tint)
    for edge, line, tint in drawn:
        svg.draw_label(body, edge.lines, line.label, tint)
    for key, box in diagram.boxes.items():
        svg.draw_box(body, box, layout.places[key])


def _tints(edges: Sequence[Edge], layout: Layout) -> dict[str, str]:
    """A tint for each question: the tints alternate from top to bottom in each column."""
    tails = sorted({edge.tail for edge in edges}, key=layout.places.__getitem__)
    return {tail: svg.TINTS[number % len(svg.TINTS)] for number, tail in enumerate(tails)}
