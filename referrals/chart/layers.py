"""Layered (Sugiyama) layout: boxes in columns from left to right. Knows sizes, no texts.

graphlay orders each layer so that few arrows cross, spaces the layers and routes the arrows.
It gets numbers and sizes only. Labels have layers of their own between those of the boxes,
and a long arrow has a dummy node in each layer that it passes, so no arrow can run through a
box and no label can cover another.

The vertical positions are ours: a box is level with the first one it leads to, so the start is
at the top left and everything else is to the right of it and below.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import graphlay

from referrals.chart.layout import Layout, Line, Link, Point, Size, in_order

MAX_NODES_BETWEEN = 800
"""Labels and dummies of the largest flow that is laid out within a second."""

GAP = 14
"""Between nodes of a layer."""

HALO = 5
"""Free space on either side of a label."""

DUMMY = Size(1, 1)

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

MIDDLE_RIGHT = {"offset": {"side": "right", "t": 0}}
"""The port where all arrows of a box leave it; they part where they turn."""


@dataclass(slots=True)
class _Graph:
    """Nodes by number, boxes first, then labels and dummies; edges between adjacent layers.

    `chains` has, for each link, the nodes between its ends: its label, then dummies.
    """

    sizes: list[Size]
    layers: list[int]
    edges: list[tuple[int, int]] = field(default_factory=list)
    chains: list[list[int]] = field(default_factory=list)

    def add(self, size: Size, layer: int) -> int:
        self.sizes.append(size)
        self.layers.append(layer)
        return len(self.sizes) - 1

    def successors(self) -> dict[int, list[int]]:
        heads: dict[int, list[int]] = defaultdict(list)
        for tail, head in self.edges:
            heads[tail].append(head)
        return heads


def layered(start: str, sizes: Mapping[str, Size], links: Sequence[Link]) -> Layout:
    """The start at the top left, every other box to the right of all that lead to it.

    `links` must be acyclic.
    """
    if not sizes:
        return Layout(0, 0)
    graph = _graph(start, sizes, links)
    positions = _positions(graph, [number for number, key in enumerate(sizes) if key == start])
    return _read(graph, list(sizes), _graphlay(graph, positions))


def nodes_between(start: str, keys: Sequence[str], links: Sequence[Link]) -> int:
    """Number of labels and dummies that the links need; the time of a layout grows with it."""
    layer = _layers(start, keys, links)
    return sum(layer[link.head] - layer[link.tail] - 1 for link in links)


def _graph(start: str, sizes: Mapping[str, Size], links: Sequence[Link]) -> _Graph:
    layer = _layers(start, list(sizes), links)
    numbers = {key: number for number, key in enumerate(sizes)}
    graph = _Graph(list(sizes.values()), [layer[key] for key in sizes])
    for link in links:
        label = Size(link.label.width + 2 * HALO, link.label.height)
        first = layer[link.tail] + 1
        chain = [graph.add(label, first)]
        chain += [graph.add(DUMMY, passed) for passed in range(first + 1, layer[link.head])]
        graph.chains.append(chain)
        graph.edges += pairwise([numbers[link.tail], *chain, numbers[link.head]])
    return graph


def _layers(start: str, keys: Sequence[str], links: Sequence[Link]) -> dict[str, int]:
    """By key, as far to the left as possible. Boxes are in even layers, the start alone in 0."""
    layer = {key: 0 if key == start or start not in keys else 2 for key in keys}
    position = {key: index for index, key in enumerate(in_order(keys, links))}
    for link in sorted(links, key=lambda link: position[link.tail]):
        layer[link.head] = max(layer[link.head], layer[link.tail] + 2)
    return layer


def _graphlay(graph: _Graph, positions: Sequence[Point] = ()) -> Any:
    """The library's layout, or with `positions` its routes between nodes at fixed positions."""
    nodes: list[dict[str, Any]] = [
        {
            "key": str(number),
            "shape": "box",
            "size": {"width": size.width, "height": size.height},
            "rank": {"fixed": layer},
        }
        for number, (size, layer) in enumerate(zip(graph.sizes, graph.layers, strict=True))
    ]
    for node, (x, y) in zip(nodes, positions, strict=False):
        node["position"] = {"x": x, "y": y}
    edges = [
        {"source": tail, "target": head, "weight": 1, "source_port": MIDDLE_RIGHT}
        for tail, head in graph.edges
    ]
    call = graphlay.reroute if positions else graphlay.layout
    return call({"nodes": nodes, "edges": edges}, options=OPTIONS)


def _positions(graph: _Graph, start: Iterable[int]) -> list[Point]:
    """The middle of each node: x and the order of a layer from the library, y from the rows."""
    centres = [node["center"] for node in _graphlay(graph).nodes]
    successors = graph.successors()
    reachable = _reachable(start, successors)
    order = sorted(
        range(len(centres)), key=lambda node: (node not in reachable, centres[node]["y"], node)
    )
    members: dict[int, list[int]] = defaultdict(list)
    for node in order:
        members[graph.layers[node]].append(node)
    layers = [members[layer] for layer in sorted(members)]
    heights = _heights(layers, _rows(layers, successors), graph.sizes)
    return [(centre["x"], y) for centre, y in zip(centres, heights, strict=True)]


def _reachable(start: Iterable[int], successors: Mapping[int, Sequence[int]]) -> set[int]:
    reached = set(start)
    stack = list(reached)
    while stack:
        unseen = set(successors.get(stack.pop(), ())) - reached
        reached |= unseen
        stack.extend(unseen)
    return reached


def _rows(
    layers: Sequence[Sequence[int]], successors: Mapping[int, Sequence[int]]
) -> dict[int, int]:
    """By node, the first node of its row: a chain of level arrows. Rows do not cross.

    The top row ends where it would no longer be at the top of its layer: nothing may push the
    start down.
    """
    row = {node: node for layer in layers for node in layer}
    for layer, following in pairwise(layers):
        position = {node: index for index, node in enumerate(following)}
        free = 0
        for node in layer:
            ahead = sorted(position[successor] for successor in successors.get(node, ()))
            level = next((number for number in ahead if number >= free), None)
            if level is None or (row[node] == layers[0][0] and level > 0):
                continue
            row[following[level]] = row[node]
            free = level + 1
    return row


def _heights(
    layers: Sequence[Sequence[int]], row: Mapping[int, int], sizes: Sequence[Size]
) -> list[float]:
    """By node, the y of its middle: each row is as high as the rows above it allow."""
    above: dict[int, list[tuple[int, float]]] = defaultdict(list)
    below: dict[int, list[int]] = defaultdict(list)
    for layer in layers:
        for upper, lower in pairwise(layer):
            distance = (sizes[upper].height + sizes[lower].height) / 2 + GAP
            above[row[lower]].append((row[upper], distance))
            below[row[upper]].append(row[lower])
    top = max(sizes[node].height for node in row if row[node] == layers[0][0]) / 2
    y: dict[int, float] = {}
    waiting = {first: len(above[first]) for first in row.values()}
    queue = [first for first, count in waiting.items() if not count]
    for first in queue:  # the queue grows during the loop
        y[first] = max([top, *(y[other] + distance for other, distance in above[first])])
        for other in below[first]:
            waiting[other] -= 1
            if not waiting[other]:
                queue.append(other)
    return [y[row[node]] for node in range(len(sizes))]


def _read(graph: _Graph, keys: Sequence[str], answer: Any) -> Layout:
    low, high = answer.bounds["min"], answer.bounds["max"]
    left, top = low["x"], low["y"]
    places = [(node["center"]["x"] - left, node["center"]["y"] - top) for node in answer.nodes]
    layout = Layout(high["x"] - left, high["y"] - top, dict(zip(keys, places, strict=False)))
    routes = [
        [(point["x"] - left, point["y"] - top) for point in edge["points"]] for edge in answer.edges
    ]
    _merge_trunks(graph.edges, routes)
    following = iter(routes)
    for chain in graph.chains:
        points = list(next(following))
        for node in chain:
            route, middle = next(following), places[node][0]
            # An arrow that leaves a label a little higher or lower turns under its words.
            points += [(middle, points[-1][1]), (middle, route[0][1]), *route]
        layout.lines.append(Line(_straightened(points), places[chain[0]]))
    return layout


def _merge_trunks(edges: Sequence[tuple[int, int]], routes: Sequence[list[Point]]) -> None:
    """Arrows that leave a node and turn the same way share the vertical of the longest."""
    turning: dict[tuple[int, bool], list[list[Point]]] = defaultdict(list)
    for (tail, _), route in zip(edges, routes, strict=True):
        if len(route) == 4:
            turning[tail, route[0][1] < route[3][1]].append(route)
    for together in turning.values():
        longest = max(together, key=lambda route: abs(route[3][1] - route[0][1]))
        x = longest[1][0]
        for route in together:
            route[1:3] = [(x, route[1][1]), (x, route[2][1])]


def _straightened(points: Sequence[Point]) -> list[Point]:
    """Horizontal and vertical pieces only, without points where a line goes straight on."""
    corners = [points[0]]
    for x, y in points[1:]:
        level = abs(corners[-1][0] - x) >= abs(corners[-1][1] - y)
        bend = (x, corners[-1][1]) if level else (corners[-1][0], y)
        if len(corners) > 1 and corners[-2][level] == corners[-1][level] == bend[level]:
            corners.pop()
        if bend != corners[-1]:
            corners.append(bend)
    return corners
