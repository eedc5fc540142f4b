"""A flow as a picture, for the wall and for whoever edits it. Pure.

`chart` is text in SVG that can stand in a page and can be served as `image/svg+xml` alike.
`referrals.chart.outline` says the same as a list.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement

from referrals.chart import svg
from referrals.chart.boxes import WORDS, Arrow, Box, Painter, Picture, Shape
from referrals.chart.layers import MAX_NODES_BETWEEN, layered, nodes_between
from referrals.chart.layout import Layout, Link, Point, Size, as_tree, onward_links, tree_links
from referrals.flow.checks.problem import Problem
from referrals.flow.model import Flow, Text

MARGIN = 24
SPACE = 14
LEAST_WIDTH = 900

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
    """The picture of `flow` as SVG.

    `urls` gives boxes a link by their slug; `changed` are slugs of what differs from the
    last release.
    """
    painter = Painter(flow, language, urls, problems, changed)
    picture, layout = laid_out(painter.picture(), painter)
    boxes = [*picture.boxes.values(), *picture.sides]
    width = max(layout.width, LEAST_WIDTH)
    legend, top = _shelved(_legend(painter, boxes), width, MARGIN)
    top += 2 * SPACE
    middle = top + layout.height + SPACE
    sides, bottom = _shelved(picture.sides, width, middle + 2 * SPACE)
    described = _described(flow, language, problems, changed)
    size = Size(width + 2 * MARGIN, bottom + MARGIN)
    root = svg.canvas(size, *described, any(box.url for box in boxes))
    _draw(root, picture, layout, top)
    if sides:
        svg.draw_text(root, [_in(_SIDES, language)], (MARGIN, middle), svg.HEADING)
    for box, place in (*legend, *sides):
        svg.draw_box(root, box, place)
    return svg.written(root)


def _in(text: Text, language: str) -> str:
    return text.get(language, text["en"])


def _described(
    flow: Flow, language: str, problems: Collection[Problem], changed: Collection[str]
) -> tuple[str, str]:
    counted = _in(_DESCRIPTION, language).format(
        questions=len(flow.questions),
        outcomes=len(flow.outcomes),
        problems=len(problems),
        changed=len(set(changed)),
    )
    return _in(_TITLE, language), counted


def laid_out(picture: Picture, painter: Painter) -> tuple[Picture, Layout]:
    """Places for all boxes. Circles are cut first, and a picture that is too large into a tree."""
    sizes, links = measured(picture)
    start, keys = picture.start, list(sizes)
    cut = _cut(picture, onward_links(start, keys, links), painter)
    sizes, links = measured(cut)
    if nodes_between(start, list(sizes), links) <= MAX_NODES_BETWEEN:
        return cut, layered(start, sizes, links)
    cut = _cut(picture, tree_links(start, keys, measured(picture)[1]), painter)
    return cut, as_tree(start, *measured(cut))


def measured(picture: Picture) -> tuple[dict[str, Size], list[Link]]:
    sizes = {key: svg.box_size(box) for key, box in picture.boxes.items()}
    links = [
        Link(arrow.tail, arrow.head, svg.block(arrow.lines, svg.LABEL)) for arrow in picture.arrows
    ]
    return sizes, links


def _cut(picture: Picture, kept: Collection[int], painter: Painter) -> Picture:
    """Each arrow that is not `kept` gets a box of its own that says where it leads."""
    boxes = dict(picture.boxes)
    arrows: list[Arrow] = []
    for number, arrow in enumerate(picture.arrows):
        head = arrow.head
        if number not in kept:
            head = f"{number} > {arrow.head}"
            boxes[head] = painter.reference(picture.boxes[arrow.head], head)
        arrows.append(replace(arrow, head=head))
    return replace(picture, boxes=boxes, arrows=arrows)


def _legend(painter: Painter, boxes: Sequence[Box]) -> list[Box]:
    """One box for each sort that occurs, in its own colours."""
    shapes = {box.shape for box in boxes}
    named = (Shape.QUESTION, Shape.OUTCOME, Shape.SIDE)
    found = [_key(painter, shape.value, shape) for shape in named if shape in shapes]
    if any(box.problem for box in boxes):
        found.append(_key(painter, "problem", Shape.QUESTION, problem=True))
    if any(box.changed for box in boxes):
        found.append(_key(painter, "changed", Shape.QUESTION, changed=True))
    return found or [_key(painter, "question", Shape.QUESTION)]


def _key(
    painter: Painter, word: str, shape: Shape, *, problem: bool = False, changed: bool = False
) -> Box:
    said = _in(WORDS[word], painter.language)
    return Box(word, "", shape, said, (said,), problem=problem, changed=changed)


def _shelved(
    boxes: Sequence[Box], width: float, top: float
) -> tuple[list[tuple[Box, Point]], float]:
    """Boxes side by side in rows of at most `width` below `top`; also where the last row ends."""
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


def _draw(root: Element, picture: Picture, layout: Layout, top: float) -> None:
    """Lines first, then words and boxes, so that no line crosses a word."""
    body = SubElement(root, "g", {"transform": f"translate({MARGIN} {top:.0f})"})
    tints = _tints(picture.arrows, layout)
    drawn = [
        (arrow, line, tints[arrow.tail])
        for arrow, line in zip(picture.arrows, layout.lines, strict=True)
    ]
    for _, line, tint in drawn:
        svg.draw_arrow(body, line, tint)
    for arrow, line, tint in drawn:
        svg.draw_label(body, arrow.lines, line.label, tint)
    for key, box in picture.boxes.items():
        svg.draw_box(body, box, layout.places[key])


def _tints(arrows: Sequence[Arrow], layout: Layout) -> dict[str, str]:
    """A tint for each question, in turn from the top down in each column."""
    tails = sorted({arrow.tail for arrow in arrows}, key=layout.places.__getitem__)
    return {tail: svg.TINTS[place % len(svg.TINTS)] for place, tail in enumerate(tails)}
