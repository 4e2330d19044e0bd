"""Whether those whom somebody knows know each other."""

from typing import Any

import numpy as np

from engagement.measures.networks.graph import Graph, Node, Numbers


def clustering(graph: Graph[Node]) -> dict[Node, float | None]:
    """Return what part of the pairs among somebody's contacts are tied to each other.

    Formula: tied pairs of contacts / (k(k-1)/2). Unit: a share. Range: 0 to 1.
    Edge cases: fewer than two contacts: None, as in igraph; networkx says 0.
    Source: Watts and Strogatz 1998, Nature 393:440-442.
    """
    tied, possible = _pairs(graph)
    missing = np.full(graph.size, np.nan)
    return graph.told(np.divide(tied, possible, out=missing, where=possible > 0))


def mean_clustering(graph: Graph[Any]) -> float | None:
    """Return the mean of `clustering` over those who have one.

    Unit, range and source as there. Edge cases: nobody with two contacts: None. Counting the others as 0, as
    networkx does, makes it lower.
    """
    found = [one for one in clustering(graph).values() if one is not None]
    return sum(found) / len(found) if found else None


def transitivity(graph: Graph[Any]) -> float | None:
    """Return how often two who know the same person know each other.

    Formula: 3 · triangles / pairs of ties that meet in a person. Unit: a share. Range: 0 to 1.
    Edge cases: no two ties meet: None. Source: Wasserman and Faust 1994, chapter 6.
    """
    tied, possible = _pairs(graph)
    return float(tied.sum() / possible.sum()) if possible.sum() else None


def _pairs(graph: Graph[Any]) -> tuple[Numbers, Numbers]:
    """Return for each the pairs among the contacts that are tied, and all of them."""
    ties = graph.tied().ties
    tied = np.asarray((ties @ ties).multiply(ties).sum(axis=1), dtype=float) / 2
    return tied, graph.degrees * (graph.degrees - 1) / 2
