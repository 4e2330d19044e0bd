"""Who sits where: first rosters, who leaves at the end of which quarter, and who takes the seats."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from exchange.synthetic import assumptions as a
from exchange.synthetic.chances import NEVER, NOBODY, Flags, Ints
from exchange.synthetic.planting import Planting
from exchange.synthetic.plants import ALONE_SHARE, Kind


@dataclass(frozen=True)
class Seats:
    """Seats, one to a position in each array. Of every group the first two are kept to the end.

    The first is the facilitator's. The second is that of whoever talks or helps most where that is planted:
    planted in somebody who leaves, it would be true of nobody.
    """

    group: Ints
    person: Ints
    joined: Ints  # the first quarter; before 0 for those who were there at the beginning
    last: Ints  # the last quarter, NEVER for those still there at the end
    fades: Flags
    facilitates: Flags
    stars: Flags
    alone: Flags
    moved: Flags  # out of a group that was taken in by another
    returned: Flags

    def __len__(self) -> int:
        return len(self.group)

    @property
    def people(self) -> int:
        return int(self.person.max()) + 1


class _Growing:
    """Seats while they become more."""

    def __init__(self) -> None:
        self.columns: dict[str, list[int]] = {name: [] for name in Seats.__annotations__}
        self.people = 0

    def __len__(self) -> int:
        return len(self.columns["group"])

    def seat(self, group: int, joined: int, *, person: int | None = None, **more: int) -> None:
        if person is None:
            person, self.people = self.people, self.people + 1
        row = {"group": group, "person": person, "joined": joined, "last": NEVER} | more
        for name, column in self.columns.items():
            column.append(row.get(name, 0))

    def end(self, seats: Ints, quarter: int, **more: int) -> None:
        for name, value in (more | {"last": quarter}).items():
            for seat in seats:
                self.columns[name][seat] = value

    def array(self, name: str) -> Ints:
        return np.array(self.columns[name])

    def frozen(self) -> Seats:
        flags = {"fades", "facilitates", "stars", "alone", "moved", "returned"}
        return Seats(
            **{name: self.array(name).astype(bool if name in flags else int) for name in self.columns}
        )


def rosters(rng: np.random.Generator, planting: Planting, *, sizes: Ints, quarters: int) -> Seats:
    """Fill every seat, and let people leave and come quarter by quarter.

    Who leaves at the end of the last quarter is still there when it is over.
    """
    growing = _Growing()
    for group, size in enumerate(sizes):
        tenures = _tenures(rng, int(size) + 1)
        for place, tenure in enumerate(tenures):
            growing.seat(group, -int(tenure), facilitates=place == 0, stars=place == 1)
    for quarter in range(quarters):
        if quarter:
            _merge(growing, planting, quarter)
            _welcome(rng, growing, planting, sizes, quarter)
        _leave(rng, growing, planting, quarter)
    return growing.frozen()


def sizes_of(rng: np.random.Generator, planting: Planting) -> Ints:
    """Draw how many seats each group has beside the facilitator's."""
    drawn = np.rint(rng.normal(a.SIZE, a.SIZE_SPREAD, planting.groups))
    sizes = np.clip(drawn, a.SMALLEST, a.LARGEST).astype(int) - 1
    return np.where(planting.since(Kind.SMALL) < NEVER, a.FEW - 1, sizes)


def _tenures(rng: np.random.Generator, count: int) -> Ints:
    """Draw for how many quarters people have been here, as it is after ten years of coming and going."""
    tenure = np.arange(1, a.LONGEST_TENURE)
    weights = (1 - a.FIRST_YEAR) ** np.minimum(tenure, 4) * (1 - a.LATER) ** np.maximum(0, tenure - 4)
    return np.asarray(rng.choice(tenure, count, p=weights / weights.sum()))


def _leave(rng: np.random.Generator, growing: _Growing, planting: Planting, quarter: int) -> None:
    """Let people leave at the end of a quarter, some of whom have drifted away since the one before."""
    group, joined = growing.array("group"), growing.array("joined")
    tenure = quarter - joined
    hazard = np.where(tenure < 4, a.FIRST_YEAR, a.LATER)
    declined = planting.steps(Kind.DECLINING, group, quarter, most=a.DECLINE_LASTS)
    hazard = hazard * a.LEAVES_IN_DECLINE**declined
    hazard = hazard * np.where(planting.holds(Kind.SHOCK, group, quarter), a.LEAVES_AFTER_SHOCK, 1)
    hazard = hazard * np.where((growing.array("alone") > 0) & (tenure < a.ALONE_FOR), a.LEAVES_ALONE, 1)
    kept = (growing.array("facilitates") + growing.array("stars")) > 0
    sits = growing.array("last") == NEVER
    leaving = np.flatnonzero(sits & ~kept & (rng.random(len(group)) < hazard))
    slowly = rng.random(len(leaving)) < a.SLOWLY
    growing.end(leaving[slowly], quarter, fades=1)
    growing.end(leaving[~slowly], quarter)


def _merge(growing: _Growing, planting: Planting, quarter: int) -> None:
    """Let groups that end here move over as one, their facilitators too."""
    for group in planting.chosen(Kind.MERGE):
        if planting.since(Kind.MERGE)[group] == quarter:
            sits = (growing.array("group") == group) & (growing.array("last") == NEVER)
            for person in growing.array("person")[sits]:
                growing.seat(planting.absorbed_by[group], quarter, person=int(person))
            growing.end(np.flatnonzero(sits), quarter - 1, moved=1)


def _welcome(
    rng: np.random.Generator, growing: _Growing, planting: Planting, sizes: Ints, quarter: int
) -> None:
    """Give some of the open seats to newcomers, now and then to somebody who was here before."""
    held = np.bincount(growing.array("group")[growing.array("last") == NEVER], minlength=len(sizes))
    open_seats = np.maximum(0, sizes + 1 - held)
    open_seats[planting.since(Kind.MERGE) <= quarter] = 0
    back = _returners(growing, quarter) if Kind.REJOIN in planting.kinds else lambda group: NOBODY
    for group in np.repeat(np.arange(len(sizes)), rng.binomial(open_seats, a.REFILL)):
        returns = rng.random() < a.RETURNS or not any(growing.columns["returned"])
        former = back(int(group)) if returns else NOBODY
        alone = int(Kind.NEWCOMER in planting.kinds and rng.random() < ALONE_SHARE)
        if former == NOBODY:
            growing.seat(int(group), quarter, alone=alone)
        else:
            growing.seat(int(group), quarter, person=former, returned=1)


def _returners(growing: _Growing, quarter: int) -> Callable[[int], int]:
    """Return what finds, for a group, somebody who left it two quarters ago or earlier and sits nowhere."""
    left = (growing.array("last") <= quarter - 3) & (growing.array("moved") == 0)
    sitting = set(growing.array("person")[growing.array("last") == NEVER])
    pairs = zip(growing.array("group")[left], growing.array("person")[left], strict=True)
    former = {int(group): int(person) for group, person in pairs if person not in sitting}
    return lambda group: former.pop(group, NOBODY)
