"""Types of a layout, and the layout of large flows as a tree. Knows sizes, no texts.

`layers` lays out a diagram that fits on a wall. Its time grows with the columns that arrows cross:
a hundred questions in a row that can each end at one outcome take many seconds. A larger flow is
drawn as a tree, in time that grows with its size alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

GAP = 16
LABEL_GAP = 26
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Size:
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between two boxes by their keys; `label` is the size of its label."""

    tail: str
    head: str
    label: Size


@dataclass(frozen=True, slots=True)
class Line:
    """The route of a link: `points` from tail to head, `label` the centre of its label."""

    points: Sequence[Point]
    label: Point


@dataclass(slots=True)
class Layout:
    """Centre of each box by key, and the line of each link in the order of the links."""

    width: float
    height: float
    places: dict[str, Point] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


def onward_links(start: str, keys: Sequence[str], links: Sequence[Link]) -> list[int]:
    """Indexes of the links that do not lead back, nor to the start: these form no cycle."""
    order = in_order([start, *keys] if start in keys else keys, links)
    position = {key: index for index, key in enumerate(order)}
    return [
        number
        for number, link in enumerate(links)
        if position[link.head] > position[link.tail] and link.head != start
    ]


def in_order(keys: Sequence[str], links: Sequence[Link]) -> list[str]:
    """Keys in topological order, ignoring the links that close a cycle."""
    goals = _goals(keys, links)
    finished: list[str] = []
    seen: set[str] = set()
    stack = [(key, False) for key in reversed(keys)]
    while stack:
        key, left = stack.pop()
        if left:
            finished.append(key)
        elif key not in seen:
            seen.add(key)
            stack.append((key, True))
            stack.extend((links[number].head, False) for number in goals[key])
    return finished[::-1]


def _goals(keys: Sequence[str], links: Sequence[Link]) -> dict[str, list[int]]:
    """By key, the indexes of its outgoing links."""
    goals: dict[str, list[int]] = {key: [] for key in keys}
    for number, link in enumerate(links):
        goals[link.tail].append(number)
    return goals


def tree_links(start: str, keys: Sequence[str], links: Sequence[Link]) -> set[int]:
    """Indexes of the links of a breadth-first spanning forest."""
    goals = _goals(keys, links)
    seen: set[str] = set()
    first: set[int] = set()
    for root in (start, *in_order(keys, links)):
        queue = [root] if root in goals and root not in seen else []
        seen.add(root)
        for key in queue:  # the queue grows during the loop
            for number in goals[key]:
                if links[number].head not in seen:
                    seen.add(links[number].head)
                    first.add(number)
                    queue.append(links[number].head)
    return first


def as_tree(start: str, sizes: Mapping[str, Size], links: Sequence[Link]) -> Layout:
    """Lay out trees from left to right, one row per leaf, each box level with its first child.

    `links` must form trees; the tree of `start` comes first.
    """
    heights = [size.height for size in (*sizes.values(), *(link.label for link in links))]
    row = max(heights, default=0) + GAP
    box = max((size.width for size in sizes.values()), default=0)
    step = box + max((link.label.width for link in links), default=0) + 4 * LABEL_GAP
    goals = _goals(list(sizes), links)
    rows = 0
    deepest = 0
    places: dict[str, Point] = {}
    preorder = list(_preorder(start, sizes, links, goals))
    for key, depth in preorder:
        deepest = max(deepest, depth)
        places[key] = (box / 2 + depth * step, (rows + 0.5) * row)
        rows += not goals[key]
    for key, _ in reversed(preorder):
        if goals[key]:
            places[key] = (places[key][0], places[links[goals[key][0]].head][1])
    lines = [_straight(link, sizes, places) for link in links]
    return Layout(box + deepest * step, rows * row, places, lines)


def _preorder(
    start: str,
    sizes: Mapping[str, Size],
    links: Sequence[Link],
    goals: Mapping[str, Sequence[int]],
) -> Iterator[tuple[str, int]]:
    """Each key with its depth, in pre-order: parents before children, upper child first."""
    inner = {link.head for link in links}
    roots = sorted((key for key in sizes if key not in inner), key=lambda key: key != start)
    stack = [(key, 0) for key in reversed(roots)]
    while stack:
        key, depth = stack.pop()
        yield key, depth
        stack.extend((links[number].head, depth + 1) for number in reversed(goals[key]))


def _straight(link: Link, sizes: Mapping[str, Size], places: Mapping[str, Point]) -> Line:
    """A line to the left of the label, then level through it: the label has that row alone."""
    x, y = places[link.tail]
    head, level = places[link.head]
    tip = head - sizes[link.head].width / 2
    bend = tip - link.label.width - 2 * LABEL_GAP
    middle = (tip - LABEL_GAP - link.label.width / 2, level)
    return Line([(x + sizes[link.tail].width / 2, y), (bend, level), (tip, level)], middle)
