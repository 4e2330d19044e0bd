"""Geometry of pictures of networks: ties in, coordinates out. `ui.drawing` makes SVG of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt
from typing import NamedTuple

WIDE, HIGH = 420, 340
NEAR, FAR = 78, 128  # radii of the rings
EDGE = 24


class Node(NamedTuple):
    """A circle, what is written at it, and on which side."""

    x: float
    y: float
    r: float
    label: str
    anchor: str  # as SVG says it: start, middle or end
    is_near: bool = False


class Line(NamedTuple):
    """A tie between two places."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True)
class Network:
    """Everything that is needed to draw a network of `WIDE` by `HIGH`."""

    title: str
    nodes: list[Node]
    lines: list[Line]


def around(
    title: str, centre: str, others: Sequence[tuple[str, bool]], ties: Sequence[tuple[int, int]]
) -> Network:
    """Put somebody in the middle and the others around: those who are near (True) on the inner ring.

    `ties` are between the others, by their places; each of them is tied to the one in the middle.
    """
    middle = Node(WIDE / 2, HIGH / 2, 9, centre, "middle", is_near=True)
    nodes = [_on_ring(label, is_near, at / len(others)) for at, (label, is_near) in enumerate(others)]
    lines = [_line(middle, node, 1.2) for node in nodes]
    lines += [_line(nodes[one], nodes[other], 0.8) for one, other in ties]
    return Network(title, [middle, *nodes], lines)


def placed(
    title: str,
    sizes: Sequence[int],
    ties: Sequence[tuple[int, int, int]],
    places: Sequence[tuple[float, float]],
) -> Network:
    """Draw circles by size at places from -1 to 1, numbered from 1; the more ties, the wider the line."""
    largest, most = max(sizes, default=1), max((number for *_, number in ties), default=1)
    nodes = [
        Node(_across(x, WIDE), _across(y, HIGH), round(4 + 8 * sqrt(size / largest), 1), str(at), "middle")
        for at, (size, (x, y)) in enumerate(zip(sizes, places, strict=True), 1)
    ]
    lines = [
        _line(nodes[one], nodes[other], round(0.6 + 4 * number / most, 1)) for one, other, number in ties
    ]
    return Network(title, nodes, lines)


def _on_ring(label: str, is_near: bool, turn: float) -> Node:  # noqa: FBT001
    angle, radius = 2 * pi * turn - pi / 2, NEAR if is_near else FAR
    x, y = WIDE / 2 + radius * cos(angle) * 1.15, HIGH / 2 + radius * sin(angle)
    side = "middle" if abs(cos(angle)) < 0.25 else "start" if cos(angle) > 0 else "end"
    return Node(round(x, 1), round(y, 1), 5, label, side, is_near)


def _across(place: float, length: int) -> float:
    return round(EDGE + (min(1, max(-1, place)) + 1) / 2 * (length - 2 * EDGE), 1)


def _line(one: Node, other: Node, width: float) -> Line:
    return Line(one.x, one.y, other.x, other.y, width)
