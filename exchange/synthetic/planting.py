"""Which groups something is planted in, and from which quarter on."""

from dataclasses import dataclass, field

import numpy as np

from exchange.synthetic.chances import NEVER, Flags, Ints
from exchange.synthetic.plants import GROUP_SHARES, Kind


class TooFewGroups(Exception):
    """There is not a group for each thing to be planted."""


@dataclass(frozen=True)
class Planting:
    """For each kind and group the quarter from which on it is so; and who is taken in by whom."""

    kinds: frozenset[Kind]
    groups: int
    starts: dict[Kind, Ints] = field(default_factory=dict)
    absorbed_by: dict[int, int] = field(default_factory=dict)

    def since(self, kind: Kind) -> Ints:
        return self.starts.get(kind, np.full(self.groups, NEVER))

    def chosen(self, kind: Kind) -> list[int]:
        """Return the groups in which it is planted."""
        return [int(group) for group in np.flatnonzero(self.since(kind) < NEVER)]

    def holds(self, kind: Kind, groups: Ints, quarters: Ints | int) -> Flags:
        return np.asarray(self.since(kind)[groups] <= quarters)

    def steps(self, kind: Kind, groups: Ints, quarters: Ints | int, *, most: int = NEVER) -> Ints:
        """Return how many quarters it has been so, the running one included."""
        return np.clip(quarters - self.since(kind)[groups] + 1, 0, most)


def plant(rng: np.random.Generator, kinds: frozenset[Kind], *, groups: int, quarters: int) -> Planting:
    """Choose groups and quarters.

    Raises:
        TooFewGroups: with a sentence that says how many it takes.
    """
    wanted = {kind: max(1, round(share * groups)) for kind, share in GROUP_SHARES.items() if kind in kinds}
    taken = sum(wanted.values()) + wanted.get(Kind.MERGE, 0)
    if taken > groups:
        msg = f"To plant all of that takes {taken} groups; give --groups {taken} or more, or plant less."
        raise TooFewGroups(msg)
    planting = Planting(kinds, groups)
    free = [int(group) for group in rng.permutation(groups)]
    for kind, count in wanted.items():
        starts = np.full(groups, NEVER)
        first, last = _when(kind, quarters)
        for group in sorted(free.pop() for _ in range(count)):
            starts[group] = rng.integers(first, last, endpoint=True)
            if kind == Kind.MERGE:
                planting.absorbed_by[group] = free.pop()
        planting.starts[kind] = starts
    return planting


def _when(kind: Kind, quarters: int) -> tuple[int, int]:
    """Return the first and the last quarter in which something may begin.

    What changes needs some quarters before it to be compared with, and some after it to be seen in.
    """
    settled = quarters * 3 // 8
    if kind in {Kind.DECLINING, Kind.SHOCK}:
        return settled, max(settled, quarters - 7)
    if kind in {Kind.MERGE, Kind.TIME_ZONE}:
        return quarters // 2, max(quarters // 2, quarters - 3)
    if kind == Kind.THANKS_RING:
        return max(0, quarters - 2), max(0, quarters - 2)
    return 0, 0 if kind == Kind.SMALL else quarters // 3
