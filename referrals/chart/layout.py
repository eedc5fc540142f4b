"""Where boxes and arrows go. Knows sizes, no words.

A picture that fits on a wall is laid out by `layers`. The time of that grows with the
columns that the arrows cross: a hundred questions in a row that can each end at one outcome
take many seconds. A larger flow is drawn as a tree, in time that grows with its size alone.
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
    """An arrow between two boxes by their keys; `label` is the size of its words."""

    tail: str
    head: str
    label: Size


@dataclass(frozen=True, slots=True)
class Line:
    """The route of a link: `points` from the tail to the tip, `label` the middle of its words."""

    points: Sequence[Point]
    label: Point


@dataclass(slots=True)
class Layout:
    """The middle of each box, and the line of each link in the order of the links."""

    width: float
    height: float
    places: dict[str, Point] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


def onward_links(start: str, keys: Sequence[str], links: Sequence[Link]) -> list[int]:
    """Numbers of the links that do not lead back, be it to the start: they make no circle."""
    order = in_order([start, *keys] if start in keys else keys, links)
    place = {key: number for number, key in enumerate(order)}
    return [
        number
        for number, link in enumerate(links)
        if place[link.head] > place[link.tail] and link.head != start
    ]


def in_order(keys: Sequence[str], links: Sequence[Link]) -> list[str]:
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


def tree_links(start: str, keys: Sequence[str], links: Sequence[Link]) -> set[int]:
    """Numbers of the links that reach a box first: without the others it is a tree."""
    goals = _goals(keys, links)
    seen: set[str] = set()
    first: set[int] = set()
    for root in (start, *in_order(keys, links)):
        queue = [root] if root in goals and root not in seen else []
        seen.add(root)
        for key in queue:  # the queue grows while it is walked
            for number in goals[key]:
                if links[number].head not in seen:
                    seen.add(links[number].head)
                    first.add(number)
                    queue.append(links[number].head)
    return first


def as_tree(start: str, sizes: Mapping[str, Size], links: Sequence[Link]) -> Layout:
    """A tree from left to right, one row for each leaf, each box level with the first that
    it leads to. `links` must form trees; the one from `start` is the upper one.
    """
    heights = [size.height for size in (*sizes.values(), *(link.label for link in links))]
    row = max(heights, default=0) + GAP
    box = max((size.width for size in sizes.values()), default=0)
    step = box + max((link.label.width for link in links), default=0) + 4 * LABEL_GAP
    goals = _goals(list(sizes), links)
    rows = 0
    deepest = 0
    spots: dict[str, Point] = {}
    walked = list(_walk(start, sizes, links, goals))
    for key, depth in walked:
        deepest = max(deepest, depth)
        spots[key] = (box / 2 + depth * step, (rows + 0.5) * row)
        rows += not goals[key]
    for key, _ in reversed(walked):
        if goals[key]:
            spots[key] = (spots[key][0], spots[links[goals[key][0]].head][1])
    lines = [_straight(link, sizes, spots) for link in links]
    return Layout(box + deepest * step, rows * row, spots, lines)


def _walk(
    start: str,
    sizes: Mapping[str, Size],
    links: Sequence[Link],
    goals: Mapping[str, Sequence[int]],
) -> Iterator[tuple[str, int]]:
    """Each key with its depth, a parent before its children, the upper child first."""
    inner = {link.head for link in links}
    roots = sorted((key for key in sizes if key not in inner), key=lambda key: key != start)
    stack = [(key, 0) for key in reversed(roots)]
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
