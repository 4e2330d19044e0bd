"""Whether ties stay inside the groups or cross between them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from engagement.measures.networks.graph import Graph, Node, Numbers
from engagement.measures.networks.grouping import Group, Grouping


class Mixing(NamedTuple):
    """Ties that leave, and ties that stay."""

    external: float
    internal: float

    @property
    def ei(self) -> float | None:
        return ei_index(self.external, self.internal)


def ei_index(external: float, internal: float) -> float | None:
    """Return the E-I index.

    Formula: (E - I) / (E + I). Unit: none. Range: -1 (all inside) to 1 (all outside).
    Edge cases: no tie at all: None. It depends on sizes: read it beside `ei_expected`.
    Source: Krackhardt and Stern 1988, Social Psychology Quarterly 51:123-140.
    """
    return (external - internal) / (external + internal) if external + internal else None


def ei_expected(group: int, everyone: int) -> float | None:
    """Return the E-I index of a group whose members had tied at random.

    Formula: ((N - s) - (s - 1)) / (N - 1), for s of N people. Unit and range as `ei_index`.
    Edge cases: fewer than two people, or nobody in the group: None. Source: Krackhardt and Stern 1988.
    """
    return ((everyone - group) - (group - 1)) / (everyone - 1) if everyone > 1 and group else None


def mixing(graph: Graph[Node], seats: Iterable[tuple[Node, Group]]) -> Mixing:
    """Count the ties of a community that cross groups, and those that do not.

    Formula: internal is a tie between two who share a group, external any other.
    Unit: that of the ties; `graph.tied(0.5)` counts each as 1. Range: 0 upwards.
    Edge cases: who is in no group has external ties only. Source: Krackhardt and Stern 1988.
    """
    return _mixing(graph, Grouping.of(graph, seats))


def mixing_by_group(graph: Graph[Node], seats: Iterable[tuple[Node, Group]]) -> dict[Group, Mixing]:
    """Count for each group the ties of its members to others and among themselves, from each member's side.

    Formula: external is a tie to somebody who is not in the group; a tie of two of its members is internal to
    both, and counts twice, so that `ei_expected` says what chance alone would give.
    Unit: ends of ties, or their weights. Range: 0 upwards. Edge cases: a group without ties has 0 and 0.
    Source: Krackhardt and Stern 1988.
    """
    grouping = Grouping.of(graph, seats)
    external, internal = _by_group(graph, grouping)
    counted = map(Mixing, external.tolist(), internal.tolist())
    return dict(zip(grouping.groups, counted, strict=True))


def cross_group_ties(graph: Graph[Node], seats: Iterable[tuple[Node, Group]]) -> dict[Node, int]:
    """Return how many people outside their own groups each is tied to.

    Formula: the number of ties to people with whom no group is shared. Unit: people. Range: 0 to n - 1.
    Edge cases: without ties 0. The plain count finds most of the bridges that betweenness finds.
    Source: Burt 2004, American Journal of Sociology 110:349-399.
    """
    inside = Grouping.of(graph, seats).internal(graph.ties)
    crossing = graph.degrees - np.diff(inside.indptr)
    return dict(zip(graph.nodes, crossing.astype(int).tolist(), strict=True))


def _mixing(graph: Graph[Any], grouping: Grouping[Any]) -> Mixing:
    everything, internal = float(graph.ties.sum()) / 2, float(grouping.internal(graph.ties).sum()) / 2
    return Mixing(everything - internal, internal)


def _by_group(graph: Graph[Any], grouping: Grouping[Any]) -> tuple[Numbers, Numbers]:
    internal = grouping.within(graph.ties)
    return grouping.touching(graph.ties) - internal, internal
