"""What between the groups hangs on single people."""

from collections import defaultdict
from collections.abc import Iterable
from math import ceil
from typing import Generic, NamedTuple

import rustworkx as rx

from engagement.measures.networks.cores import compact
from engagement.measures.networks.graph import Graph, Node
from engagement.measures.networks.grouping import Group, Grouping


class Dependence(NamedTuple, Generic[Node, Group]):
    """Which ties between groups would go with a few people."""

    crossing: int  # ties between people who share no group
    lost: int  # of these, the ones with an end at the few who have most of them
    articulations: frozenset[Node]  # whose going would cut people off from each other
    hanging: dict[Group, Node]  # groups whose ties to others all have one person at an end

    @property
    def share_lost(self) -> float | None:
        return self.lost / self.crossing if self.crossing else None


def bridge_dependence(
    graph: Graph[Node], seats: Iterable[tuple[Node, Group]], *, few: float = 0.01
) -> Dependence[Node, Group]:
    """Tell how much the ties between groups depend on the few who hold most of them.

    Formula: of the ties between groups, those with an end at the 1 % (at least one person) who have most.
    Unit: a share, of ties. Range: 0 to 1. Equals are taken in the order of the nodes.
    Edge cases: no tie between groups: the share is None, and no group hangs on anybody. A group with a
    single such tie hangs on the end of it that is outside.
    Source: Burt 2004, American Journal of Sociology 110:349-399; articulation points after Tarjan 1972.
    """
    grouping = Grouping.of(graph, seats)
    crossing = _crossing(graph, grouping)
    count: defaultdict[int, int] = defaultdict(int)
    for end in (end for tie in crossing for end in tie):
        count[end] += 1
    top = set(sorted(count, key=lambda at: (-count[at], at))[: ceil(few * graph.size)])
    cut = rx.articulation_points(compact(graph))
    return Dependence(
        crossing=len(crossing),
        lost=sum(one in top or other in top for one, other in crossing),
        articulations=frozenset(graph.nodes[at] for at in cut),
        hanging={
            grouping.groups[group]: graph.nodes[at] for group, at in _hanging(grouping, crossing).items()
        },
    )


def _crossing(graph: Graph[Node], grouping: Grouping[Group]) -> list[tuple[int, int]]:
    inside = set(Graph(graph.nodes, grouping.internal(graph.ties)).pairs())
    return [tie for tie in graph.pairs() if tie not in inside]


def _hanging(grouping: Grouping[Group], crossing: list[tuple[int, int]]) -> dict[int, int]:
    """Return the groups that one person ties to the others, and who that is."""
    seats = grouping.seats
    always: dict[int, list[int]] = {}
    for tie in crossing:
        for inner, outer in (tie, tie[::-1]):
            for group in seats.indices[seats.indptr[inner] : seats.indptr[inner + 1]].tolist():
                known = always.setdefault(group, [outer, inner])
                always[group] = [end for end in known if end in tie]
    return {group: ends[0] for group, ends in always.items() if ends}
