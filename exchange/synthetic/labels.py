"""Saying what is true: a label for everything planted, with what came of it."""

from collections.abc import Iterator

import numpy as np

from exchange.synthetic import assumptions as a
from exchange.synthetic.airtime import share_of
from exchange.synthetic.chances import NEVER
from exchange.synthetic.people_labels import label_people
from exchange.synthetic.plants import Kind, Label, Subject
from exchange.synthetic.realised import Drawn
from exchange.synthetic.world import World

MOST = 0.25
"""From this part on of the words or the help, in a group of eleven, it is one person's."""


def label_all(drawn: Drawn) -> list[Label]:
    """Return the labels of everything that was planted."""
    return [
        *_changed(drawn),
        *_led_by_one(drawn),
        *_closed(drawn),
        *_odd_groups(drawn),
        *label_people(drawn),
        *_merged(drawn.world),
        *_of_the_whole(drawn.world),
    ]


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
    world, rates = drawn.world, drawn.attendance
    for kind, strength, lasts in ((Kind.DECLINING, a.DECLINE, a.DECLINE_LASTS), (Kind.SHOCK, a.SHOCK, NEVER)):
        for group in world.planting.chosen(kind):
            start = int(world.planting.since(kind)[group])
            last = min(start + lasts, world.quarters.count) - 1
            fall = float(np.nanmean(rates[:start, group]) - np.nanmean(rates[last - 1 : last + 1, group]))
            yield group_label(world, kind, group, realised=fall, took=fall > 0, strength=strength, last=last)


def _led_by_one(drawn: Drawn) -> Iterator[Label]:
    """Groups in which one talks most, or helps most: their part of the words, or of the help given."""
    world = drawn.world
    for group in world.planting.chosen(Kind.DOMINATED):
        since = int(world.planting.since(Kind.DOMINATED)[group])
        shares = share_of(world, drawn.spoken, int(world.stars[group]), group, since)
        part = float(shares.mean()) if len(shares) else 0.0
        yield group_label(world, Kind.DOMINATED, group, realised=part, took=part > MOST, strength=a.TALKER)
    giver, _, _ = drawn.help
    sits = world.sittings
    for group in world.planting.chosen(Kind.HUB):
        since = int(world.planting.since(Kind.HUB)[group])
        given = giver[(sits.group[giver] == group) & (sits.quarter[giver] >= since)]
        part = float(np.mean(sits.person[given] == world.stars[group])) if len(given) else 0.0
        yield group_label(world, Kind.HUB, group, realised=part, took=part > MOST, strength=a.HELPER)


def _closed(drawn: Drawn) -> Iterator[Label]:
    """Groups that keep to themselves: how often somebody of them and somebody outside met or helped."""
    for group in drawn.world.planting.chosen(Kind.CLOSED):
        across = drawn.outward(group, int(drawn.world.planting.since(Kind.CLOSED)[group]))
        yield group_label(drawn.world, Kind.CLOSED, group, realised=across, took=across == 0)


def _odd_groups(drawn: Drawn) -> Iterator[Label]:
    """Groups of few, of which everybody is marked present, and that moved to another zone."""
    world, rates = drawn.world, drawn.attendance
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
