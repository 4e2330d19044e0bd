"""Who leads: roles that are taken for a quarter, and who owns the items of agendas."""

from dataclasses import dataclass

import numpy as np

from exchange.synthetic import assumptions as a
from exchange.synthetic.calendar import DAY
from exchange.synthetic.chances import Flags, Floats, Ints
from exchange.synthetic.columns import days, fill
from exchange.synthetic.meetings import Held
from exchange.synthetic.plants import Kind
from exchange.synthetic.sittings import Lots
from exchange.synthetic.world import World
from meetings.models import AgendaItem
from peergroups.events import Happened
from peergroups.models import Membership, Role, RoleTerm

BY_TURNS = [Role.HOST, Role.TIMEKEEPER, Role.PROCESS_OBSERVER]
ITEMS = (("Check-in", 30), ("A case", 60))
MORNING = 9 * 3600


@dataclass(frozen=True)
class Led:
    """Turns at leading: who had a role for the quarter, and who owned an item; all are sittings."""

    role: Ints  # a position in BY_TURNS
    holder: Ints
    meeting: Ints
    item: Ints  # a position in ITEMS
    owner: Ints


def lead(world: World, held: Held) -> Led:
    """Let people take turns; where that is planted, it is mostly the same person's."""
    sits = world.sittings
    lots = Lots(world.chances("roles"), _weights(world))
    quarter, group = (np.repeat(cells, len(BY_TURNS)) for cells in np.nonzero(sits.ends > sits.starts))
    meeting = np.repeat(np.arange(len(held)), len(ITEMS))
    return Led(
        role=np.arange(len(quarter)) % len(BY_TURNS),
        holder=lots.draw(sits.of_group(quarter, group)),
        meeting=meeting,
        item=np.arange(len(meeting)) % len(ITEMS),
        owner=lots.draw(sits.of_group(held.quarter[meeting], held.group[meeting])),
    )


def write_roles(world: World, held: Held, led: Led) -> None:
    """Write the terms, the facilitators' too, and the items of the agendas."""
    _write_terms(world, led)
    minutes = np.array([minutes for _, minutes in ITEMS])
    titles = np.array([title for title, _ in ITEMS], dtype=object)
    fill(
        AgendaItem,
        len(led.meeting),
        day_id=held.first_day_id[led.meeting],
        position=led.item + 1,
        title=titles[led.item],
        minutes=minutes[led.item],
        owner_id=world.sittings.person[led.owner] + 1,
    )


def _write_terms(world: World, led: Led) -> None:
    """Write the roles of each quarter, up to its end or to the last day of the seat."""
    first = world.quarters.first_days
    leads = np.flatnonzero(world.seats.facilitates)
    seat, quarter = world.sittings.seat[led.holder], world.sittings.quarter[led.holder]
    starts = np.maximum(first[quarter], world.joined[seat])
    ends = np.where(
        world.left[seat] < 0, first[quarter + 1] - 1, np.minimum(first[quarter + 1] - 1, world.left[seat])
    )
    seats = np.concatenate([leads, seat])
    roles = np.array([*BY_TURNS, Role.FACILITATOR], dtype=object)
    held = np.concatenate([np.full(len(leads), len(BY_TURNS)), led.role])
    since = np.concatenate([world.joined[leads], starts])
    until = np.concatenate([world.left[leads], ends])
    fill(
        RoleTerm,
        len(seats),
        membership_id=seats + 1,
        role=roles[held],
        starts_on=days(since),
        ends_on=days(until),
    )
    for verb, on, those in (
        (Happened.ROLE_TAKEN, since, np.arange(len(seats))),
        (Happened.ROLE_LAID_DOWN, until, np.flatnonzero(until >= 0)),
    ):
        world.ledger.tell(
            verb,
            on[those] * DAY + MORNING,
            toward=world.seats.person[seats[those]] + 1,
            about=(Membership, seats[those] + 1),
            group=world.seats.group[seats[those]] + 1,
        )


def leads_all(world: World) -> Flags:
    """Whether a sitting is of somebody who takes most roles, for talking or for helping most."""
    sits, group = world.sittings, world.sittings.group
    planted = [world.planting.holds(kind, group, sits.quarter) for kind in (Kind.DOMINATED, Kind.HUB)]
    return np.asarray(world.seats.stars[sits.seat] & np.logical_or.reduce(planted))


def _weights(world: World) -> Floats:
    sits = world.sittings
    weights = world.people.leading[sits.person]
    weights = weights * np.where(leads_all(world), a.TAKES_ROLES, 1)
    grows = world.people.grows[sits.person] <= sits.quarter
    return np.asarray(weights * np.where(grows, a.GROWING_ROLES, 1))
