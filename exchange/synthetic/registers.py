"""Groups, people and seats as rows."""

import numpy as np

from exchange.demo.names import HOMES, JOBS
from exchange.synthetic.calendar import DAY
from exchange.synthetic.chances import NOBODY, Ints
from exchange.synthetic.circles import ZONES
from exchange.synthetic.columns import days, fill, ids
from exchange.synthetic.naming import firms
from exchange.synthetic.plants import Kind
from exchange.synthetic.world import World
from members.models import Member, Organisation
from peergroups.events import Happened
from peergroups.models import POLICIES, Group, Membership
from peergroups.models import Kind as GroupKind

AT_HOME = 0.8  # of the members live where the group is
NOON = DAY // 2
NO_PASSWORD = "!nobody logs in"  # noqa: S105 - what Django calls unusable


def write_groups(world: World) -> None:
    """Write the groups; each begins a day before its first seat."""
    count, circles = world.circles.count, world.circles
    zones = circles.zones(world.quarters.count - 1, np.arange(count))
    fill(
        Group,
        count,
        key=[f"group-{n}" for n in ids(count)],
        name=[f"Group {n}" for n in ids(count)],
        kind=GroupKind.PEER_GROUP,
        timezone=[ZONES[zone] for zone in zones],
        rhythm_days=91,
        seats=circles.sizes,
        **POLICIES[GroupKind.PEER_GROUP]._asdict(),
    )
    first = np.full(count, world.quarters.first_days[0] * DAY)
    np.minimum.at(first, world.seats.group, world.joined * DAY)
    world.ledger.tell(Happened.GROUP_STARTED, first - DAY, about=(Group, ids(count)), group=ids(count))
    moved = np.array(world.planting.chosen(Kind.TIME_ZONE), dtype=int)
    at = world.quarters.first_days[world.planting.since(Kind.TIME_ZONE)[moved]] * DAY + NOON
    world.ledger.tell(Happened.GROUP_CHANGED, at, about=(Group, moved + 1), group=moved + 1)


def write_people(world: World) -> None:
    """Write everybody, each from a firm of their own."""
    rng, count = world.chances("registers"), world.seats.people
    names, industries = firms(rng, count)
    homes = _homes(world, rng, count)
    joined = np.full(count, world.quarters.end)
    np.minimum.at(joined, world.seats.person, world.joined)
    fill(Organisation, count, name=names)
    fill(
        Member,
        count,
        key=world.keys,
        email=[f"{key}@example.org" for key in world.keys],
        name=world.names,
        password=NO_PASSWORD,
        organisation_id=ids(count),
        industry=industries,
        job=rng.choice(list(JOBS), count, p=np.array(list(JOBS.values())) / sum(JOBS.values())),
        city=[HOMES[home].city for home in homes],
        country=[HOMES[home].country for home in homes],
        timezone=[HOMES[home].zone for home in homes],
        joined_on=days(joined),
    )
    world.ledger.tell(Happened.MEMBER_ADDED, joined * DAY, toward=ids(count))


def write_seats(world: World) -> None:
    """Write the seats."""
    seats, count = world.seats, len(world.seats)
    joined, left = world.joined, world.left
    full = joined + 90
    full = np.where(full < np.where(left < 0, world.quarters.end, left), full, NOBODY)
    fill(
        Membership,
        count,
        group_id=seats.group + 1,
        member_id=seats.person + 1,
        joined_on=days(joined),
        full_on=days(full),
        left_on=days(left),
    )
    for verb, on in ((Happened.MEMBERSHIP_STARTED, joined), (Happened.MEMBERSHIP_ENDED, left)):
        those = np.flatnonzero(on >= 0)
        world.ledger.tell(
            verb,
            on[those] * DAY + NOON,
            toward=seats.person[those] + 1,
            about=(Membership, those + 1),
            group=seats.group[those] + 1,
        )


def _homes(world: World, rng: np.random.Generator, count: int) -> Ints:
    homes = rng.integers(0, len(HOMES), count)
    near = rng.random(len(world.seats)) < AT_HOME
    homes[world.seats.person[near]] = world.circles.homes[world.seats.group[near]]
    return homes
