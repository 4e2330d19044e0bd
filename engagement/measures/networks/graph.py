"""A network as the matrix of its ties."""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Node = TypeVar("Node", bound=Hashable)
Matrix = Any  # a matrix of scipy, which has no types
Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Graph(Generic[Node]):
    """People and the strength of their ties: the same in both directions, none with oneself."""

    nodes: tuple[Node, ...]
    ties: Matrix

    @classmethod
    def of(cls, nodes: Iterable[Node], edges: Iterable[tuple[Node, Node, float]]) -> "Graph[Node]":
        """Return the network of these people; what is said twice, also the other way round, is added up."""
        known = tuple(dict.fromkeys(nodes))
        index = {node: at for at, node in enumerate(known)}
        said = list(edges)
        rows = np.fromiter((index[edge[0]] for edge in said), dtype=np.int32, count=len(said))
        columns = np.fromiter((index[edge[1]] for edge in said), dtype=np.int32, count=len(said))
        weights = np.fromiter((edge[2] for edge in said), dtype=float, count=len(said))
        real = (rows != columns) & (weights > 0)
        ends = rows[real], columns[real]
        arcs = csr_array((weights[real], ends), shape=(len(known), len(known)))
        return cls(known, (arcs + arcs.T).tocsr())

    @property
    def size(self) -> int:
        return len(self.nodes)

    @property
    def degrees(self) -> Numbers:
        """How many others each is tied to."""
        return np.asarray(np.diff(self.ties.indptr), dtype=float)

    @property
    def tie_count(self) -> int:
        return int(self.ties.nnz // 2)

    def tied(self, least: float = 0.0) -> "Graph[Node]":
        """Return the ties that are at least so strong, each of them counting 1."""
        kept = self.ties.copy()
        kept.data = (kept.data >= least).astype(float)
        kept.eliminate_zeros()
        return Graph(self.nodes, kept)

    def among(self, nodes: Collection[Node]) -> "Graph[Node]":
        """Return the ties that these have among themselves."""
        kept = [at for at, node in enumerate(self.nodes) if node in nodes]
        return Graph(tuple(self.nodes[at] for at in kept), self.ties[kept][:, kept].tocsr())

    def pairs(self) -> list[tuple[int, int]]:
        """Return each tie once, as the positions of its two ends."""
        whole = self.ties.tocoo()
        once = whole.row < whole.col
        return list(zip(whole.row[once].tolist(), whole.col[once].tolist(), strict=True))

    def told(self, values: Numbers) -> dict[Node, float | None]:
        """Say of each node its value; where there is none, None."""
        missing = np.isnan(values).tolist()
        return {
            node: None if absent else value
            for node, value, absent in zip(self.nodes, values.tolist(), missing, strict=True)
        }
