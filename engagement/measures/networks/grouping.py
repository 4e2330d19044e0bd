"""Who belongs to which groups; a person may belong to several, or to none."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from scipy.sparse import csr_array

from engagement.measures.networks.graph import Graph, Matrix, Node, Numbers

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True, eq=False)
class Grouping(Generic[Group]):
    """The groups of a network, and a matrix with a row for each person and a column for each group."""

    groups: tuple[Group, ...]
    seats: Matrix

    @classmethod
    def of(cls, graph: Graph[Node], seats: Iterable[tuple[Node, Group]]) -> "Grouping[Group]":
        """Return the grouping of a network's people; seats of others are left out."""
        index = {node: at for at, node in enumerate(graph.nodes)}
        taken = [(index[node], group) for node, group in dict.fromkeys(seats) if node in index]
        groups = tuple(dict.fromkeys(group for _, group in taken))
        column = {group: at for at, group in enumerate(groups)}
        rows, columns = [row for row, _ in taken], [column[group] for _, group in taken]
        shape = (graph.size, len(groups))
        return cls(groups, csr_array((np.ones(len(taken)), (rows, columns)), shape=shape))

    def internal(self, ties: Matrix) -> Matrix:
        """Return the ties between people who share a group."""
        inside = ties.copy().tocoo()
        seats = self.seats
        shared = seats[inside.row].multiply(seats[inside.col]).sum(axis=1) > 0
        return csr_array((inside.data[shared], (inside.row[shared], inside.col[shared])), shape=ties.shape)

    def within(self, ties: Matrix) -> Numbers:
        """Return for each group the ends of ties that its own hold with its own: each tie has two."""
        return np.asarray(self.seats.multiply(ties @ self.seats).sum(axis=0), dtype=float)

    def touching(self, ties: Matrix) -> Numbers:
        """Return for each group the ends of ties that its own hold with anybody."""
        return np.asarray(self.seats.T @ ties.sum(axis=1), dtype=float)
