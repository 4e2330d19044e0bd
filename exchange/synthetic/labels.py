"""Saying what is true: a label for everything planted, with what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from exchange.synthetic import assumptions as a
from exchange.synthetic.chances import NEVER, Floats
from exchange.synthetic.meetings import Held
from exchange.synthetic.plants import Kind, Label, Subject
from exchange.synthetic.presence import Expected
from exchange.synthetic.world import World


@dataclass(frozen=True)
class Drawn:
    """All that was drawn."""

    world: World
    held: Held
    expected: Expected


def label_all(drawn: Drawn) -> list[Label]:
    """Return the labels of everything that was planted."""
    return [
        *_changed(drawn),
        *_odd_groups(drawn),
        *_merged(drawn.world),
        *_came_back(drawn.world),
        *_of_the_whole(drawn.world),
    ]


def attendance(drawn: Drawn) -> Floats:
    """Return the share that came, by quarter and group; not a number where nobody met."""
    shape = drawn.world.sittings.starts.shape
    cell = drawn.held.quarter[drawn.expected.meeting], drawn.held.group[drawn.expected.meeting]
    came, expected = np.zeros(shape), np.zeros(shape)
    np.add.at(came, cell, drawn.expected.marked)
    np.add.at(expected, cell, 1)
    rates: Floats = np.divide(came, expected, out=np.full(shape, np.nan), where=expected > 0)
    return rates


def group_label(
    world: World,
    kind: Kind,
    group: int,
    *,
    realised: float,
    took: bool,
    strength: float = 1.0,
    last: int = NEVER,
) -> Label:
    """Return the label of a group, from the quarter in which it begins to the end of another."""
    start = int(world.planting.since(kind)[group])
    dates = world.quarters.start_of(start), world.quarters.end_of(last)
    return Label(
        kind, Subject.GROUP, group + 1, f"group-{group + 1}", *dates, strength, round(realised, 4), took
    )


def _changed(drawn: Drawn) -> Iterator[Label]:
    """Groups to which fewer and fewer come, or all at once fewer: the fall in the share that comes."""
    world, rates = drawn.world, attendance(drawn)
    for kind, strength, lasts in ((Kind.DECLINING, a.DECLINE, a.DECLINE_LASTS), (Kind.SHOCK, a.SHOCK, NEVER)):
        for group in world.planting.chosen(kind):
            start = int(world.planting.since(kind)[group])
            last = min(start + lasts, world.quarters.count) - 1
            fall = float(np.nanmean(rates[:start, group]) - np.nanmean(rates[last - 1 : last + 1, group]))
            yield group_label(world, kind, group, realised=fall, took=fall > 0, strength=strength, last=last)


def _odd_groups(drawn: Drawn) -> Iterator[Label]:
    """Groups of few, of which everybody is marked present, and that moved to another zone."""
    world, rates = drawn.world, attendance(drawn)
    for group in world.planting.chosen(Kind.SMALL):
        most = int((world.sittings.ends - world.sittings.starts)[:, group].max())
        yield group_label(world, Kind.SMALL, group, realised=most, took=0 < most <= a.FEW)
    for group in world.planting.chosen(Kind.EVERYBODY_PRESENT):
        rate = float(np.nanmin(rates[world.planting.since(Kind.EVERYBODY_PRESENT)[group] :, group]))
        yield group_label(world, Kind.EVERYBODY_PRESENT, group, realised=rate, took=rate == 1)
    for group in world.planting.chosen(Kind.TIME_ZONE):
        zones = world.circles.zones(np.arange(world.quarters.count), np.array(group))
        yield group_label(world, Kind.TIME_ZONE, group, realised=len(set(zones)), took=len(set(zones)) == 2)


def _merged(world: World) -> Iterator[Label]:
    """Groups that were taken in by another: how many people moved."""
    for group in world.planting.chosen(Kind.MERGE):
        moved = int(np.sum(world.seats.moved & (world.seats.group == group)))
        yield group_label(world, Kind.MERGE, group, realised=moved, took=moved > 1)


def _came_back(world: World) -> Iterator[Label]:
    """People who left a group and sit in it again: quarters in between."""
    seats = world.seats
    for seat in np.flatnonzero(seats.returned):
        before = (seats.person == seats.person[seat]) & (seats.group == seats.group[seat])
        away = int(seats.joined[seat] - seats.last[before & (seats.joined < seats.joined[seat])].max() - 1)
        yield member_label(
            world,
            Kind.REJOIN,
            int(seats.person[seat]),
            quarters=(int(seats.joined[seat]), int(seats.last[seat])),
            realised=away,
            took=away >= 2,
        )


def member_label(
    world: World,
    kind: Kind,
    person: int,
    *,
    quarters: tuple[int, int],
    realised: float,
    took: bool,
    strength: float = 1.0,
) -> Label:
    """Return the label of a person, from a quarter to the end of another."""
    dates = world.quarters.start_of(max(0, quarters[0])), world.quarters.end_of(quarters[1])
    key = world.keys[person]
    return Label(kind, Subject.MEMBER, person + 1, key, *dates, strength, round(realised, 4), took)


def _of_the_whole(world: World) -> Iterator[Label]:
    """Lost weeks: how many days; lines written twice: their share."""
    first, after = (world.quarters.day(day) for day in world.lost_days)
    if Kind.LOST_WEEKS in world.planting.kinds:
        last = world.quarters.day(world.lost_days[1] - 1)
        lost = (after - first).days
        yield Label(Kind.LOST_WEEKS, Subject.COMMUNITY, None, "", first, last, 1.0, lost, took=lost > 0)
    if Kind.DUPLICATES in world.planting.kinds:
        dates = world.quarters.start_of(0), world.quarters.last_day
        twice = world.ledger.twice
        yield Label(Kind.DUPLICATES, Subject.COMMUNITY, None, "", *dates, a.TWICE, twice, twice > 0)
