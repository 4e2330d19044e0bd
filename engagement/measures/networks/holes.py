"""Structural holes: whether somebody's contacts know each other, or would not meet without them."""

from collections.abc import Callable

import numpy as np
from scipy.sparse import dia_array

from engagement.measures.networks.graph import Graph, Matrix, Node, Numbers

_ROWS = 20_000  # at a time, to bound the memory of the product of the matrix with itself


def constraint(graph: Graph[Node]) -> dict[Node, float | None]:
    """Return Burt's constraint: how much somebody's ties lead to the same people.

    Formula: Σj (p(ij) + Σq p(iq) p(qj))², over contacts j, p(ij) = w(ij) / Σk w(ik).
    Unit: none. Range: above 0; a single contact gives 1, two who know each other 1.125, the most there is
    without weights. Mostly it falls with the number of contacts: read it beside `constraint_if_all_tied`.
    Edge cases: without ties: None. For arcs, the weights of both directions are added.
    Source: Burt 1992, Structural Holes, chapter 2.
    """
    shares = _scaled(graph.ties, _inverse(graph.ties.sum(axis=1)))
    pattern = graph.tied().ties

    def of_rows(rows: slice) -> Numbers:
        invested = shares[rows] + (shares[rows] @ shares).multiply(pattern[rows])
        return np.asarray(invested.power(2).sum(axis=1), dtype=float)

    return _by_rows(graph, of_rows)


def effective_size(graph: Graph[Node]) -> dict[Node, float | None]:
    """Return how many of somebody's contacts are not doubled by the others.

    Formula: Σj (1 - Σq p(iq) m(jq)), p as in `constraint`, m(jq) = w(jq) / max w(jk); without weights this is
    n - 2t/n for n contacts with t ties among them.
    Unit: contacts. Range: 1 to the number of contacts. Edge cases: without ties: None.
    Source: Burt 1992, chapter 2; Borgatti 1997, Connections 20:35-38.
    """
    shares = _scaled(graph.ties, _inverse(graph.ties.sum(axis=1)))
    strongest = graph.ties.max(axis=1).toarray().ravel() if graph.size else np.zeros(0)
    relative = _scaled(graph.ties, _inverse(strongest)).T.tocsr()
    pattern, contacts = graph.tied().ties, graph.degrees

    def of_rows(rows: slice) -> Numbers:
        doubled = (shares[rows] @ relative).multiply(pattern[rows]).sum(axis=1)
        return np.asarray(contacts[rows] - doubled, dtype=float)

    return _by_rows(graph, of_rows)


def efficiency(graph: Graph[Node]) -> dict[Node, float | None]:
    """Return what part of somebody's contacts the others do not double.

    Formula: effective size / contacts. Unit: a share. Range: 1/n to 1. Edge cases: without ties: None.
    Source: Burt 1992, chapter 2; Borgatti 1997, Connections 20:35-38.
    """
    sizes = effective_size(graph)
    contacts = dict(zip(graph.nodes, graph.degrees.tolist(), strict=True))
    return {node: None if size is None else size / contacts[node] for node, size in sizes.items()}


def constraint_if_all_tied(contacts: int) -> float | None:
    """Return the constraint of somebody with so many contacts who all know each other alike.

    Formula: (2k - 1)² / k³. Unit and range as `constraint`; the lowest possible, in a star, is 1/k.
    Edge cases: no contact: None; one contact: 1. Source: Burt 1992; derived by putting p = 1/k.
    """
    return (2 * contacts - 1) ** 2 / contacts**3 if contacts else None


def _inverse(values: Numbers) -> Numbers:
    return np.asarray(np.divide(1.0, values, out=np.zeros(len(values)), where=values > 0))


def _scaled(ties: Matrix, by: Numbers) -> Matrix:
    """Multiply each row by its number."""
    size = len(by)
    return (dia_array((by[np.newaxis, :], [0]), shape=(size, size)) @ ties).tocsr()


def _by_rows(graph: Graph[Node], of_rows: Callable[[slice], Numbers]) -> dict[Node, float | None]:
    parts = [of_rows(slice(start, start + _ROWS)) for start in range(0, graph.size, _ROWS)]
    found = np.concatenate([np.zeros(0), *parts])
    found[graph.degrees == 0] = np.nan
    return graph.told(found)
