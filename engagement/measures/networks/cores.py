"""The middle of a network, and who is at its edge."""

from itertools import compress
from typing import Any, Generic, NamedTuple

import numpy as np
import rustworkx as rx

from engagement.measures.networks.graph import Graph, Node

MOST = 15
"""People up to whom every possible core is tried: 32,768 of them."""


class Core(NamedTuple, Generic[Node]):
    """The people in the middle, and how well the network is told by them."""

    people: frozenset[Node]
    fit: float


def core_numbers(graph: Graph[Node]) -> dict[Node, int]:
    """Return for each the largest k of a circle they belong to in which all have k ties to each other.

    Formula: peel off whoever has fewer than k ties left, for k = 1, 2, ... Unit: ties. Range: 0 to n - 1.
    Edge cases: without ties 0. The share of people in core 0 and 1 is the edge of a network of any size.
    Source: Seidman 1983, Social Networks 5:269-287.
    """
    found: Any = rx.core_number(compact(graph))  # said to be a number, and is one for each
    return {node: found[at] for at, node in enumerate(graph.nodes)}


def core_periphery(graph: Graph[Node]) -> Core[Node] | None:
    """Return the core that tells the network best.

    Formula: the largest correlation, over all pairs, of the ties with a pattern that has 1 where at least one
    of the two is in the core and 0 otherwise. Unit: a correlation. Range: -1 to 1, 1 is a perfect core.
    Edge cases: fewer than three people, all ties alike, or more than `MOST` people: None; use `core_numbers`
    then. Of cores that tell as much, the smallest is returned.
    Source: Borgatti and Everett 2000, Social Networks 21:375-395.
    """
    if not 3 <= graph.size <= MOST:
        return None
    one, other = np.triu_indices(graph.size, k=1)
    ties = graph.ties.toarray()[one, other]
    if np.ptp(ties) == 0:
        return None
    cores = (np.arange(1, 2**graph.size - 1)[:, np.newaxis] >> np.arange(graph.size)) & 1
    fits = _correlations((cores[:, one] | cores[:, other]).astype(float), ties)
    best = np.flatnonzero(fits >= np.nanmax(fits) - 1e-12)
    chosen = min(best.tolist(), key=lambda at: (cores[at].sum(), at))
    return Core(frozenset(compress(graph.nodes, cores[chosen])), float(fits[chosen]))


def compact(graph: Graph[Any]) -> "rx.PyGraph[int | None, None]":
    """Return the network as rustworkx has it, with positions for people."""
    found: rx.PyGraph[int | None, None] = rx.PyGraph()
    found.add_nodes_from(range(graph.size))
    found.extend_from_edge_list(graph.pairs())
    return found


def _correlations(patterns: Any, ties: Any) -> Any:
    """Correlate each row with the ties; a pattern that is the same everywhere correlates with nothing."""
    patterns = patterns - patterns.mean(axis=1, keepdims=True)
    ties = ties - ties.mean()
    lengths = np.sqrt((patterns**2).sum(axis=1) * (ties**2).sum())
    return np.divide(patterns @ ties, lengths, out=np.full(len(patterns), np.nan), where=lengths > 1e-12)
