"""Where boxes and arrows come to stand. Knows sizes, no words.

Graphviz lays out what fits on a wall. It is never given a text: only numbered boxes with
their sizes, so that nothing that an editor writes can be read as an instruction to it.

Its time grows with the ground that its arrows cover, not with the number of boxes: a hundred
questions in a row that can each end at one outcome take it a minute. Above `MOST_GROUND` a
flow is drawn as a tree, in time that grows with its size alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from pygraphviz import AGraph

MOST_GROUND = 1000
POINTS = 72
GAP = 16
LABEL_GAP = 26
Point = tuple[float, float]

_one_at_a_time = Lock()
"""Graphviz keeps its state in global variables, and the server has several threads."""


@dataclass(frozen=True, slots=True)
class Size:
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow between two boxes by their keys; `label` is the size of its words."""

    tail: str
    head: str
    label: Size


@dataclass(frozen=True, slots=True)
class Line:
    """The way of a link: `points` from the tail to the tip, `label` the middle of its words.

    A curve has one point, then three for each piece, then the tip.
    """

    points: Sequence[Point]
    label: Point
    curved: bool = False


@dataclass(slots=True)
class Layout:
    """The middle of each box, and the line of each link in the order of the links."""

    width: float
    height: float
    places: dict[str, Point] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


def ground(keys: Sequence[str], links: Sequence[Link]) -> int:
    """How many columns all links cross together: what Graphviz has to carry."""
    order = _in_order(keys, links)
    column = dict.fromkeys(keys, 0)
    place = {key: number for number, key in enumerate(order)}
    for link in sorted(links, key=lambda link: place[link.tail]):
        if place[link.head] > place[link.tail]:
            column[link.head] = max(column[link.head], column[link.tail] + 1)
    return sum(max(1, abs(column[link.head] - column[link.tail])) for link in links)


def _in_order(keys: Sequence[str], links: Sequence[Link]) -> list[str]:
    """Keys, each before all that it leads to, circles aside."""
    goals = _goals(keys, links)
    found: list[str] = []
    seen: set[str] = set()
    stack = [(key, False) for key in reversed(keys)]
    while stack:
        key, left = stack.pop()
        if left:
            found.append(key)
        elif key not in seen:
            seen.add(key)
            stack.append((key, True))
            stack.extend((links[number].head, False) for number in goals[key])
    return found[::-1]


def _goals(keys: Sequence[str], links: Sequence[Link]) -> dict[str, list[int]]:
    """By key, the numbers of the links that leave there."""
    goals: dict[str, list[int]] = {key: [] for key in keys}
    for number, link in enumerate(links):
        goals[link.tail].append(number)
    return goals


def by_graphviz(sizes: Mapping[str, Size], links: Sequence[Link]) -> Layout:
    """Left to right, with arrows that bend around the boxes."""
    names = {key: str(number) for number, key in enumerate(sizes)}
    graph = AGraph(directed=True, strict=False, rankdir="LR", nodesep=0.1, ranksep=0.4)
    graph.node_attr.update(shape="box", fixedsize="true", label="")
    graph.edge_attr.update(tailport="e", headport="w")
    for key, size in sizes.items():
        graph.add_node(names[key], width=size.width / POINTS, height=size.height / POINTS)
    for number, link in enumerate(links):
        graph.add_edge(
            names[link.tail], names[link.head], number, id=number, label=_blank(link.label)
        )
    with _one_at_a_time:
        drawn = json.loads(graph.draw(format="json0", prog="dot"))
    return _read(drawn, list(sizes), len(links))


def _blank(size: Size) -> str:
    """A label that takes room and holds nothing."""
    return (
        '<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" FIXEDSIZE="TRUE" '
        f'WIDTH="{size.width:.0f}" HEIGHT="{size.height:.0f}"><TR><TD></TD></TR></TABLE>>'
    )


def _read(drawn: Mapping[str, Any], keys: Sequence[str], links: int) -> Layout:
    """Graphviz counts from the bottom up, pictures from the top down."""
    width, height = (float(number) for number in drawn["bb"].split(",")[2:])

    def point(words: str) -> Point:
        x, y = words.split(",")
        return float(x), height - float(y)

    layout = Layout(width, height)
    for node in drawn.get("objects", ()):
        layout.places[keys[int(node["name"])]] = point(node["pos"])
    lines: dict[int, Line] = {}
    for edge in drawn.get("edges", ()):
        tip, *curve = edge["pos"].removeprefix("e,").split()
        points = [point(words) for words in (*curve, tip)]
        lines[int(edge["id"])] = Line(points, point(edge["lp"]), curved=True)
    layout.lines = [lines[number] for number in range(links)]
    return layout


def tree_links(start: str, keys: Sequence[str], links: Sequence[Link]) -> set[int]:
    """Numbers of the links that reach a box first: without the others it is a tree."""
    goals = _goals(keys, links)
    seen: set[str] = set()
    first: set[int] = set()
    for root in (start, *_in_order(keys, links)):
        queue = [root] if root in goals and root not in seen else []
        seen.add(root)
        for key in queue:  # the queue grows while it is walked
            for number in goals[key]:
                if links[number].head not in seen:
                    seen.add(links[number].head)
                    first.add(number)
                    queue.append(links[number].head)
    return first


def as_tree(sizes: Mapping[str, Size], links: Sequence[Link]) -> Layout:
    """A tree from left to right, one row for each leaf. `links` must form trees."""
    heights = [size.height for size in (*sizes.values(), *(link.label for link in links))]
    row = max(heights, default=0) + GAP
    box = max((size.width for size in sizes.values()), default=0)
    step = box + max((link.label.width for link in links), default=0) + 4 * LABEL_GAP
    goals = _goals(list(sizes), links)
    rows = 0
    deepest = 0
    spots: dict[str, Point] = {}
    walked = list(_walk(sizes, links, goals))
    for key, depth in walked:
        deepest = max(deepest, depth)
        spots[key] = (box / 2 + depth * step, (rows + 0.5) * row)
        rows += not goals[key]
    for key, _ in reversed(walked):
        below = [spots[links[number].head][1] for number in goals[key]]
        if below:
            spots[key] = (spots[key][0], (below[0] + below[-1]) / 2)
    lines = [_straight(link, sizes, spots) for link in links]
    return Layout(box + deepest * step, rows * row, spots, lines)


def _walk(
    sizes: Mapping[str, Size], links: Sequence[Link], goals: Mapping[str, Sequence[int]]
) -> Iterator[tuple[str, int]]:
    """Each key with its depth, a parent before its children, the upper child first."""
    inner = {link.head for link in links}
    stack = [(key, 0) for key in reversed(list(sizes)) if key not in inner]
    while stack:
        key, depth = stack.pop()
        yield key, depth
        stack.extend((links[number].head, depth + 1) for number in reversed(goals[key]))


def _straight(link: Link, sizes: Mapping[str, Size], spots: Mapping[str, Point]) -> Line:
    """A line to the left of the words, then level through them: they have that row alone."""
    x, y = spots[link.tail]
    head, level = spots[link.head]
    tip = head - sizes[link.head].width / 2
    bend = tip - link.label.width - 2 * LABEL_GAP
    middle = (tip - LABEL_GAP - link.label.width / 2, level)
    return Line([(x + sizes[link.tail].width / 2, y), (bend, level), (tip, level)], middle)
