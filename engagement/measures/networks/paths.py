"""Who lies on the ways between others."""

from typing import Any

import numpy as np
import rustworkx as rx

from engagement.measures.networks.cores import compact
from engagement.measures.networks.graph import Graph, Node, Numbers

EXACT = 2_000
"""People up to whom every way is followed; beyond, the ways from a sample."""

_AT_ONCE = 64  # sources, to bound memory


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
