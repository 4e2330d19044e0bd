"""How many ties there are, and whether they meet in one person."""

from typing import Any

import numpy as np

from engagement.measures.networks.graph import Graph, Node


def degrees(graph: Graph[Node]) -> dict[Node, int]:
    """Return how many others each is tied to.

    Formula: the number of ties. Unit: people. Range: 0 to n - 1. Edge cases: without ties 0.
    Source: Freeman 1979, Social Networks 1:215-239.
    """
    return dict(zip(graph.nodes, graph.degrees.astype(int).tolist(), strict=True))


def strengths(graph: Graph[Node]) -> dict[Node, float]:
    """Return how strong the ties of each are together.

    Formula: Σ w. Unit: that of the ties. Range: 0 upwards. Edge cases: without ties 0.
    Source: Barrat and others 2004, PNAS 101:3747-3752.
    """
    return dict(zip(graph.nodes, graph.ties.sum(axis=1).tolist(), strict=True))


def density(graph: Graph[Any]) -> float | None:
    """Return what part of all possible ties there is.

    Formula: ties / (n(n-1)/2). Unit: a share. Range: 0 to 1.
    Edge cases: fewer than two people: None. It falls as n grows; compare groups of one size.
    Source: Wasserman and Faust 1994, chapter 4.
    """
    possible = graph.size * (graph.size - 1) // 2
    return graph.tie_count / possible if possible else None


def mean_degree(graph: Graph[Any]) -> float | None:
    """Return how many others a person is tied to on average.

    Formula: 2 · ties / n. Unit: people. Range: 0 to n - 1. Edge cases: nobody: None.
    Source: Wasserman and Faust 1994, chapter 4.
    """
    return 2 * graph.tie_count / graph.size if graph.size else None


def centralisation(graph: Graph[Any]) -> float | None:
    """Return how much the ties meet in one person.

    Formula: Σ (largest degree - degree) / ((n-1)(n-2)). Unit: a share of what a star has.
    Range: 0 (all have as many, as in a ring) to 1 (a star). People without ties count.
    Edge cases: fewer than three people: None. Source: Freeman 1979, Social Networks 1:215-239.
    """
    if graph.size < 3:
        return None
    found = graph.degrees
    return float(np.sum(found.max() - found)) / ((graph.size - 1) * (graph.size - 2))
