"""Who lies on the ways between others."""

from typing import Any, NamedTuple

import numpy as np
import rustworkx as rx

from engagement.measures.networks.cores import compact
from engagement.measures.networks.graph import Graph, Node, Numbers

EXACT = 2_000
"""People up to whom every way is followed; beyond, the ways from a sample."""

_AT_ONCE = 64  # sources, to bound memory


class Span(NamedTuple):
    """How far a network reaches."""

    pieces: int
    longest: int | None  # steps
    mean: float | None  # steps


def betweenness(
    graph: Graph[Node], *, sources: int = 1_000, cut_off: int | None = None, seed: int = 1
) -> dict[Node, float | None]:
    """Return on what part of the shortest ways between others each lies.

    Formula: Σ over pairs (shortest ways through i / shortest ways), divided by (n-1)(n-2)/2. Ties are
    followed whatever their strength. Exact up to `EXACT` people unless a `cut_off` is given; else estimated
    from the ways that start at a random sample of `sources`, and no longer than `cut_off` steps if given.
    Unit: a share. Range: 0 to 1. Edge cases: fewer than three people: None.
    Source: Freeman 1977, Sociometry 40:35-41; Brandes and Pich 2007 for the sample.
    """
    if graph.size < 3:
        return dict.fromkeys(graph.nodes)
    if graph.size <= EXACT and cut_off is None:
        exact = rx.betweenness_centrality(compact(graph))
        return {node: exact[at] for at, node in enumerate(graph.nodes)}
    return graph.told(_sampled(graph, min(sources, graph.size), cut_off, np.random.default_rng(seed)))


def betweenness_centralisation(graph: Graph[Any]) -> float | None:
    """Return how much the ways between people lead through one person.

    Formula: Σ (largest betweenness - betweenness) / (n - 1). Unit: a share of what a star has.
    Range: 0 to 1. Edge cases: fewer than three people: None. Source: Freeman 1979, Social Networks 1:215-239.
    """
    found = [value for value in betweenness(graph).values() if value is not None]
    return sum(max(found) - value for value in found) / (len(found) - 1) if found else None


def closeness(graph: Graph[Node]) -> dict[Node, float | None]:
    """Return how near each is to all others they can reach.

    Formula: (reached / steps to them all) · reached / (n - 1); in one piece this is (n-1) / Σ steps.
    Unit: 1 / steps. Range: above 0 to 1. Edge cases: who reaches nobody: None. igraph leaves the second
    factor out, and so calls a pair apart from all others as near as can be.
    Source: Freeman 1979; Wasserman and Faust 1994, page 201, for networks in pieces.
    """
    found = rx.closeness_centrality(compact(graph), wf_improved=True)
    return {node: found[at] or None for at, node in enumerate(graph.nodes)}


def closeness_centralisation(graph: Graph[Any]) -> float | None:
    """Return how much nearer to all one person is than the others.

    Formula: Σ (largest closeness - closeness) / ((n-1)(n-2) / (2n-3)). Unit: a share of what a star has.
    Range: 0 to 1. Edge cases: fewer than three people, or a network in pieces: None.
    Source: Freeman 1979, Social Networks 1:215-239.
    """
    n = graph.size
    if n < 3 or not rx.is_connected(compact(graph)):
        return None
    found = [near or 0.0 for near in closeness(graph).values()]
    return sum(max(found) - near for near in found) * (2 * n - 3) / ((n - 1) * (n - 2))


def span(graph: Graph[Any]) -> Span:
    """Return in how many pieces a network is, and how far apart the people within a piece are.

    Formula: the largest and the mean number of steps between two who can reach each other. Unit: steps.
    Range: 1 upwards. Edge cases: no tie, or more than `EXACT` people: no steps are told.
    Source: Wasserman and Faust 1994, chapter 4.
    """
    network = compact(graph)
    pieces = rx.number_connected_components(network)
    if graph.size > EXACT or not graph.tie_count:
        return Span(pieces, None, None)
    steps = rx.distance_matrix(network)
    apart = steps[steps > 0]
    return Span(pieces, int(apart.max()), float(apart.mean()))


def _sampled(graph: Graph[Any], sources: int, cut_off: int | None, chance: np.random.Generator) -> Numbers:
    drawn = chance.choice(graph.size, size=sources, replace=False)
    pattern = graph.tied().ties
    through = np.zeros(graph.size)
    for start in range(0, sources, _AT_ONCE):
        through += _dependency(pattern, drawn[start : start + _AT_ONCE], cut_off or graph.size)
    return through * graph.size / (sources * (graph.size - 1) * (graph.size - 2))


def _dependency(pattern: Any, sources: Any, cut_off: int) -> Numbers:
    """Return how much of the ways from these sources lies on each, as Brandes 2001 adds it up.

    Forward, step by step: in how many shortest ways each can be reached. Backward: each hands what lies
    behind it to those before it, in the proportion of their ways.
    """
    columns = np.arange(len(sources))
    ways = np.zeros((pattern.shape[0], len(sources)))
    ways[sources, columns] = 1.0
    rings = [ways > 0]
    reached = rings[0].copy()
    while len(rings) <= cut_off:
        onward = pattern @ np.where(rings[-1], ways, 0.0)
        ring = (onward > 0) & ~reached
        if not ring.any():
            break
        ways[ring] = onward[ring]
        reached |= ring
        rings.append(ring)
    behind = np.zeros_like(ways)
    for nearer, farther in zip(rings[-2:0:-1], rings[:1:-1], strict=True):
        handed = np.divide(1.0 + behind, ways, out=np.zeros_like(ways), where=farther)
        behind += np.where(nearer, ways * (pattern @ handed), 0.0)
    return np.asarray(behind.sum(axis=1))
