"""Renders a laid-out diagram as SVG. Pure.

No style, class, script or external reference: the site's Content-Security-Policy forbids inline
styles, and a diagram that is saved or printed must not need the others. Text sizes are estimated
generously instead of measured, so that the result is the same on every machine.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from referrals.chart.boxes import Box, Shape
from referrals.chart.layout import Line, Point, Size

PAPER, WHITE = "var(--ground, #faf8f4)", "var(--sheet, #ffffff)"
INK, FAINT = "var(--ink, #17262b)", "var(--quiet, #4b5a5f)"
PETROL, PETROL_LIGHT = "var(--action, #0c5460)", "var(--action-tint, #e6f0f1)"
RED = "var(--wrong, #b3261e)"
AMBER, AMBER_LIGHT = "var(--caution, #6b4a00)", "var(--caution-tint, #fdf1d8)"
"""CSS variables of the page that embeds the SVG; the fallbacks apply to a stand-alone file."""

TINTS = ("var(--way-1, #4d5b60)", "var(--way-2, #0f6878)", "var(--way-3, #5d4a8c)")
"""Arrows of neighbouring questions alternate, to be easier to follow. Tints have no meaning."""

FONT = "Arial, Helvetica, sans-serif"
LINE_HEIGHT = 1.25
PADDING = 9
TIP = 8
CORNER = 6
HALO = 2


@dataclass(frozen=True, slots=True)
class Style:
    size: float
    fill: str = INK
    bold: bool = False


WORDS = Style(13)
LABEL = Style(12)
NOTE = Style(11, FAINT)
MARK = Style(11, INK, bold=True)
HEADING = Style(15, INK, bold=True)


def text_width(text: str, style: Style) -> float:
    """A generous estimate in pixels: fonts differ per machine, and text must fit its box."""
    em = sum(_em(letter) for letter in text)
    return em * style.size * (1.06 if style.bold else 1)


def _em(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF" or letter in "mwMW@%—":
        return 1.2 if ord(letter) > 255 else 0.88
    if letter in "iljtfr.,:;'!|()[] I":
        return 0.36
    return 0.7 if letter.isupper() else 0.57


def block(lines: Iterable[str], style: Style) -> Size:
    """The size of a block of lines."""
    widths = [text_width(line, style) for line in lines]
    return Size(max(widths, default=0), len(widths) * style.size * LINE_HEIGHT)


def box_size(box: Box) -> Size:
    parts = [block(lines, style) for lines, style in _paragraphs(box)]
    width = max((part.width for part in parts), default=0)
    return Size(width + 2 * PADDING, sum(part.height for part in parts) + 2 * PADDING)


def _paragraphs(box: Box) -> list[tuple[Sequence[str], Style]]:
    mark = Style(MARK.size, _line_colour(box), bold=True)
    body = Style(WORDS.size, INK, bold=box.shape in (Shape.OUTCOME, Shape.SIDE))
    if box.shape == Shape.REFERENCE:
        body = NOTE
    return [(box.marks, mark), (box.lines, body), (box.notes, NOTE)]


def _line_colour(box: Box) -> str:
    if box.problem:
        return RED
    if box.changed:
        return AMBER
    return PETROL if box.shape in (Shape.OUTCOME, Shape.QUESTION) else FAINT


def _fill(box: Box) -> str:
    if box.changed:
        return AMBER_LIGHT
    return PETROL_LIGHT if box.shape == Shape.OUTCOME else WHITE


def canvas(size: Size, title: str, description: str, has_links: bool) -> Element:
    """The root element, with role "group" when it has links: role "img" would hide them."""
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {size.width:.0f} {size.height:.0f}",
            "width": f"{size.width:.0f}",
            "height": f"{size.height:.0f}",
            "role": "group" if has_links else "img",
            "aria-labelledby": "chart-title",
            "aria-describedby": "chart-description",
            "font-family": FONT,
        },
    )
    SubElement(root, "title", {"id": "chart-title"}).text = title
    SubElement(root, "desc", {"id": "chart-description"}).text = description
    SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": PAPER})
    return root


def draw_box(parent: Element, box: Box, place: Point) -> None:
    """Draw a box with its texts, centred on `place`; inside a link when the box has a URL."""
    group = SubElement(parent, "g", {"data-slug": box.slug} if box.slug else {})
    if box.url:
        group = SubElement(group, "a", {"href": box.url})
    SubElement(group, "title").text = box.title
    size = box_size(box)
    left, top = place[0] - size.width / 2, place[1] - size.height / 2
    frame = {
        "x": _number(left),
        "y": _number(top),
        "width": _number(size.width),
        "height": _number(size.height),
        "rx": "12" if box.shape in (Shape.QUESTION, Shape.SIDE) else "0",
        "fill": _fill(box),
        "stroke": _line_colour(box),
        "stroke-width": "3" if box.problem or box.changed else "1.2",
    }
    if box.shape in (Shape.SIDE, Shape.MISSING, Shape.REFERENCE):
        frame["stroke-dasharray"] = "5 3"
    SubElement(group, "rect", frame)
    y = top + PADDING
    for lines, style in _paragraphs(box):
        y = draw_text(group, lines, (left + PADDING, y), style)


def draw_arrow(parent: Element, line: Line, tint: str) -> None:
    """Draw a line with its arrowhead: a path, because an SVG marker would need an id.

    The head is relative to its tip, so that all that point the same way compress into one.
    """
    *points, tip = line.points
    before = points[-1]
    turn = math.atan2(tip[1] - before[1], tip[0] - before[0])
    back = (tip[0] - TIP * math.cos(turn), tip[1] - TIP * math.sin(turn))
    SubElement(
        parent,
        "path",
        {"d": _rounded([*points, back]), "fill": "none", "stroke": tint, "stroke-width": "1.4"},
    )
    across = (TIP / 2 * math.sin(turn), TIP / 2 * math.cos(turn))
    wing = (back[0] - tip[0] + across[0], back[1] - tip[1] - across[1])
    head = f"M{_pair(tip)}l{_pair(wing)} {_pair((-2 * across[0], 2 * across[1]))}z"
    SubElement(parent, "path", {"d": head, "fill": tint})


def _rounded(points: Sequence[Point]) -> str:
    """SVG path data along `points` with rounded corners."""
    pieces, last = [f"M{_pair(points[0])}"], points[0]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        near = min(CORNER, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        begin, end = _towards(corner, before, near), _towards(corner, after, near)
        pieces.append(f"{_straight(last, begin)}Q{_pair(corner)} {_pair(end)}")
        last = end
    return "".join([*pieces, _straight(last, points[-1])])


def _straight(start: Point, end: Point) -> str:
    """A straight line as path data, in its shortest form."""
    if round(start[1]) == round(end[1]):
        return f"H{_number(end[0])}"
    return f"V{_number(end[1])}" if round(start[0]) == round(end[0]) else f"L{_pair(end)}"


def _towards(point: Point, other: Point, length: float) -> Point:
    share = length / (math.dist(point, other) or 1)
    return (point[0] + (other[0] - point[0]) * share, point[1] + (other[1] - point[1]) * share)


def draw_label(parent: Element, lines: Sequence[str], middle: Point, tint: str) -> None:
    """Draw the label of an arrow, on a background of its own to hide lines behind it."""
    size = block(lines, LABEL)
    left, top = middle[0] - size.width / 2, middle[1] - size.height / 2
    frame = {
        "x": _number(left - HALO),
        "y": _number(top),
        "width": _number(size.width + 2 * HALO),
        "height": _number(size.height),
        "fill": PAPER,
    }
    SubElement(parent, "rect", frame)
    draw_text(parent, lines, (left, top), Style(LABEL.size, tint))


def draw_text(parent: Element, lines: Sequence[str], corner: Point, style: Style) -> float:
    """Draw lines of text below each other from the upper left `corner`; returns the next y."""
    x, y = corner
    if not lines:
        return y
    weight = {"font-weight": "bold"} if style.bold else {}
    size = {"font-size": _number(style.size), "fill": style.fill}
    text = SubElement(parent, "text", {**size, **weight})
    place = {"y": _number(y + style.size)}
    for line in lines:
        SubElement(text, "tspan", {"x": _number(x), **place}).text = line
        place = {"dy": f"{style.size * LINE_HEIGHT:g}"}
    return y + len(lines) * style.size * LINE_HEIGHT


def to_svg(root: Element) -> str:
    """Serialize without XML prolog or doctype, to embed in a page or to serve as a file."""
    return tostring(root, encoding="unicode")


def _number(value: float) -> str:
    return str(round(value))


def _pair(point: Point) -> str:
    return f"{_number(point[0])},{_number(point[1])}"
