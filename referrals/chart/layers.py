"""Boxes in columns from left to right, with arrows that bend around them. Knows no words.

graphlay orders the boxes of each column so that few arrows cross, and finds the way of the
arrows between the columns. It gets numbers and sizes only. Each label is a box of its own in
a column between two of boxes, and where an arrow passes a column a small box keeps its place
free, so that no arrow can run through a box and no label can lie over another.

How high a box stands is decided here: level with the first thing that it leads to, so that
the start stands at the top and all else to the right of it and below.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import graphlay

from referrals.chart.layout import Layout, Line, Link, Point, Size, in_order

MOST_GROUND = 800
"""Labels and passages together: what is laid out within a second."""

GAP = 14
"""Between what stands below each other."""

HALO = 5
"""Free room on either side of a label."""

PASSAGE = Size(1, 1)
"""Kept free in a column for an arrow that passes it."""

OPTIONS: Mapping[str, Any] = {
    "direction": "leftright",
    "effort": "fast",
    "routing": {"port_sides": "facing_only"},
    "spacing": {
        "layer_gap": 16,
        "node_gap": GAP,
        "dummy_gap": GAP,
        "port_gap": 8,
        "port_stroke_clear": 6,
        "stub": 8,
    },
}


MIDDLE = {"offset": {"side": "right", "t": 0}}
"""All arrows of a box leave it together, and part where they turn."""


@dataclass(slots=True)
class _Grid:
    """What stands in columns, by number: boxes first, then labels and passages.

    `joints` join neighbouring columns; `ways` are, for each link, what it passes through from
    tail to head: its label first, and then passages.
    """

    sizes: list[Size]
    columns: list[int]
    joints: list[tuple[int, int]] = field(default_factory=list)
    ways: list[list[int]] = field(default_factory=list)

    def add(self, size: Size, column: int) -> int:
        self.sizes.append(size)
        self.columns.append(column)
        return len(self.sizes) - 1


def in_columns(start: str, sizes: Mapping[str, Size], links: Sequence[Link]) -> Layout:
    """The start at the top left, each other box to the right of all that lead to it.

    `links` must go forward: a circle has no columns.
    """
    if not sizes:
        return Layout(0, 0)
    grid = _grid(start, sizes, links)
    spots = _spots(grid, [number for number, key in enumerate(sizes) if key == start])
    return _drawn(grid, list(sizes), _asked(grid, spots))


def ground(start: str, keys: Sequence[str], links: Sequence[Link]) -> int:
    """How many places all links take in the columns between their ends."""
    column = _columns(start, keys, links)
    return sum(column[link.head] - column[link.tail] - 1 for link in links)


def _grid(start: str, sizes: Mapping[str, Size], links: Sequence[Link]) -> _Grid:
    column = _columns(start, list(sizes), links)
    numbers = {key: number for number, key in enumerate(sizes)}
    grid = _Grid(list(sizes.values()), [column[key] for key in sizes])
    for link in links:
        label = Size(link.label.width + 2 * HALO, link.label.height)
        way = [grid.add(label, column[link.tail] + 1)]
        way += [
            grid.add(PASSAGE, place) for place in range(column[link.tail] + 2, column[link.head])
        ]
        grid.ways.append(way)
        grid.joints += pairwise([numbers[link.tail], *way, numbers[link.head]])
    return grid


def _columns(start: str, keys: Sequence[str], links: Sequence[Link]) -> dict[str, int]:
    """By key, as far to the left as it goes; labels take the odd ones, the start has its own."""
    column = {key: 0 if key == start or start not in keys else 2 for key in keys}
    place = {key: number for number, key in enumerate(in_order(keys, links))}
    for link in sorted(links, key=lambda link: place[link.tail]):
        column[link.head] = max(column[link.head], column[link.tail] + 2)
    return column


def _asked(grid: _Grid, spots: Sequence[Point] = ()) -> Any:
    """graphlay's answer: where all stands and, with `spots`, the arrows between those."""
    nodes: list[dict[str, Any]] = [
        {
            "key": str(number),
            "shape": "box",
            "size": {"width": size.width, "height": size.height},
            "rank": {"fixed": column},
        }
        for number, (size, column) in enumerate(zip(grid.sizes, grid.columns, strict=True))
    ]
    for node, (x, y) in zip(nodes, spots, strict=False):
        node["position"] = {"x": x, "y": y}
    edges = [
        {"source": tail, "target": head, "weight": 1, "source_port": MIDDLE}
        for tail, head in grid.joints
    ]
    ask = graphlay.reroute if spots else graphlay.layout
    return ask({"nodes": nodes, "edges": edges}, options=OPTIONS)


def _spots(grid: _Grid, start: Iterable[int]) -> list[Point]:
    """The middle of all: sideways where graphlay puts it, and as high as its row can go."""
    centres = [node["center"] for node in _asked(grid).nodes]
    goals: dict[int, list[int]] = defaultdict(list)
    for tail, head in grid.joints:
        goals[tail].append(head)
    reached = _reached(start, goals)
    ranks: dict[int, list[int]] = defaultdict(list)
    for number in sorted(range(len(centres)), key=lambda n: (n not in reached, centres[n]["y"], n)):
        ranks[grid.columns[number]].append(number)
    columns = [ranks[column] for column in sorted(ranks)]
    heights = _heights(columns, _rows(columns, goals), grid.sizes)
    return [(centre["x"], height) for centre, height in zip(centres, heights, strict=True)]


def _reached(start: Iterable[int], goals: Mapping[int, Sequence[int]]) -> set[int]:
    reached = set(start)
    queue = list(reached)
    for number in queue:  # the queue grows while it is walked
        fresh = [goal for goal in goals.get(number, ()) if goal not in reached]
        reached.update(fresh)
        queue.extend(dict.fromkeys(fresh))
    return reached


def _rows(columns: Sequence[Sequence[int]], goals: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """By number the first of its row: what an arrow joins without a bend. Rows do not cross.

    The top row goes on as long as it is the top of its column, so that nothing pushes it down.
    """
    row = {number: number for column in columns for number in column}
    for column, following in pairwise(columns):
        place = {number: at for at, number in enumerate(following)}
        free = 0
        for number in column:
            ahead = sorted(place[goal] for goal in goals.get(number, ()))
            level = next((at for at in ahead if at >= free), None)
            if level is None or (row[number] == columns[0][0] and level > 0):
                continue
            row[following[level]] = row[number]
            free = level + 1
    return row


def _heights(
    columns: Sequence[Sequence[int]], row: Mapping[int, int], sizes: Sequence[Size]
) -> list[float]:
    """By number, the middle: each row as high as what stands above its members lets it."""
    above: dict[int, list[tuple[int, float]]] = defaultdict(list)
    below: dict[int, list[int]] = defaultdict(list)
    for column in columns:
        for upper, lower in pairwise(column):
            room = (sizes[upper].height + sizes[lower].height) / 2 + GAP
            above[row[lower]].append((row[upper], room))
            below[row[upper]].append(row[lower])
    top = max(sizes[number].height for number in row if row[number] == columns[0][0]) / 2
    found: dict[int, float] = {}
    waiting = {first: len(above[first]) for first in row.values()}
    queue = [first for first, count in waiting.items() if not count]
    for first in queue:  # the queue grows while it is walked
        found[first] = max([top, *(found[other] + room for other, room in above[first])])
        for other in below[first]:
            waiting[other] -= 1
            if not waiting[other]:
                queue.append(other)
    return [found[row[number]] for number in range(len(sizes))]


def _drawn(grid: _Grid, keys: Sequence[str], answer: Any) -> Layout:
    low, high = answer.bounds["min"], answer.bounds["max"]
    left, top = low["x"], low["y"]
    places = [(node["center"]["x"] - left, node["center"]["y"] - top) for node in answer.nodes]
    layout = Layout(high["x"] - left, high["y"] - top, dict(zip(keys, places, strict=False)))
    pieces = [
        [(point["x"] - left, point["y"] - top) for point in edge["points"]] for edge in answer.edges
    ]
    _share_trunks(grid.joints, pieces)
    following = iter(pieces)
    for way in grid.ways:
        points = list(next(following))
        for passed in way:
            piece, middle = next(following), places[passed][0]
            # What leaves a label higher or lower than it came turns below its words.
            points += [(middle, points[-1][1]), (middle, piece[0][1]), *piece]
        layout.lines.append(Line(_bends(points), places[way[0]]))
    return layout


def _share_trunks(joints: Sequence[tuple[int, int]], pieces: Sequence[list[Point]]) -> None:
    """What leaves a box and turns the same way goes along with that which goes furthest."""
    turning: dict[tuple[int, bool], list[list[Point]]] = defaultdict(list)
    for (tail, _), piece in zip(joints, pieces, strict=True):
        if len(piece) == 4:
            turning[tail, piece[0][1] < piece[3][1]].append(piece)
    for together in turning.values():
        furthest = max(together, key=lambda piece: abs(piece[3][1] - piece[0][1]))
        x = furthest[1][0]
        for piece in together:
            piece[1:3] = [(x, piece[1][1]), (x, piece[2][1])]


def _bends(points: Sequence[Point]) -> list[Point]:
    """Upright and level pieces only, without the points at which a line goes straight on."""
    kept = [points[0]]
    for x, y in points[1:]:
        across, down = abs(kept[-1][0] - x), abs(kept[-1][1] - y)
        level = across >= down
        bend = (x, kept[-1][1]) if level else (kept[-1][0], y)
        if len(kept) > 1 and kept[-2][level] == kept[-1][level] == bend[level]:
            kept.pop()
        if bend != kept[-1]:
            kept.append(bend)
    return kept
