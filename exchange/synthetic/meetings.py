"""Meetings as rows: two days and two calls in every quarter of every group."""

from dataclasses import dataclass
from datetime import time

import numpy as np

from exchange.synthetic.calendar import DAY, EPOCH
from exchange.synthetic.chances import Ints
from exchange.synthetic.circles import ZONES
from exchange.synthetic.columns import days, fill, ids, moments
from exchange.synthetic.world import World
from meetings.events import Happened
from meetings.models import Meeting, MeetingDay

EACH = 3
FROM = np.array([17, 45, 73])  # days into the quarter, before the group's own offset
HOURS = ((time(9), time(17)), (time(15), time(16, 30)))  # of a day of the two, and of a call
TITLES = np.array(["Two days together", "First call", "Second call"], dtype=object)
NOTICE = 90 * DAY


@dataclass(frozen=True)
class Held:
    """Meetings, in the order of quarters, groups and dates; three are side by side."""

    group: Ints
    quarter: Ints
    first_day: Ints
    zone: Ints
    starts_at: Ints
    ends_at: Ints
    first_day_id: Ints
    of_cell: Ints  # by quarter and group, the position of the first; -1 where nobody meets

    def __len__(self) -> int:
        return len(self.group)

    @property
    def number(self) -> Ints:
        """Which of the three: 0 is the one of two days."""
        return np.arange(len(self)) % EACH


def hold(world: World) -> Held:
    """Lay out the meetings of every group that has people, in every quarter."""
    sits = world.sittings
    quarter, group = np.nonzero(sits.ends > sits.starts)
    of_cell = np.full(sits.starts.shape, -1)
    of_cell[quarter, group] = np.arange(len(quarter)) * EACH
    quarter, group = np.repeat(quarter, EACH), np.repeat(group, EACH)
    number = np.arange(len(quarter)) % EACH
    day = world.quarters.first_days[quarter] + FROM[number] + world.circles.offset[group]
    weekday = (day + EPOCH.weekday()) % 7
    day = day - weekday + world.circles.weekday[group]
    zone = world.circles.zones(quarter, group)
    long = number == 0
    starts, ends = (np.where(long, *(_seconds(HOURS[call][edge]) for call in (0, 1))) for edge in (0, 1))
    return Held(
        group,
        quarter,
        day,
        zone,
        starts_at=world.clocks.instant(zone, day, starts),
        ends_at=world.clocks.instant(zone, day + long, ends),
        first_day_id=np.cumsum(1 + long) - long,
        of_cell=of_cell,
    )


def write_meetings(world: World, held: Held) -> None:
    """Write the meetings and their days."""
    count, long = len(held), held.number == 0
    leads = world.facilitators[held.group] + 1
    fill(
        Meeting,
        count,
        key=[f"meeting-{n}" for n in ids(count)],
        group_id=held.group + 1,
        title=TITLES[held.number],
        timezone=np.array(ZONES, dtype=object)[held.zone],
        starts_on=days(held.first_day),
        ends_on=days(held.first_day + long),
        starts_at=moments(held.starts_at),
        ends_at=moments(held.ends_at),
        changed_at=moments(held.starts_at - NOTICE),
    )
    meeting = np.repeat(np.arange(count), 1 + long)
    second = np.arange(len(meeting)) + 1 > held.first_day_id[meeting]
    day, zone = held.first_day[meeting] + second, held.zone[meeting]
    hours = {
        edge: [HOURS[int(not two)][n] for two in long[meeting]] for n, edge in enumerate(("starts", "ends"))
    }
    seconds = {edge: np.array([_seconds(hour) for hour in hours[edge]]) for edge in hours}
    fill(
        MeetingDay,
        len(meeting),
        meeting_id=meeting + 1,
        on=days(day),
        **{edge: [str(hour) for hour in hours[edge]] for edge in hours},
        **{f"{edge}_at": moments(world.clocks.instant(zone, day, seconds[edge])) for edge in hours},
    )
    world.ledger.tell(
        Happened.MEETING_SCHEDULED,
        held.starts_at - NOTICE,
        by=leads,
        about=(Meeting, ids(count)),
        group=held.group + 1,
    )


def _seconds(hour: time) -> int:
    return hour.hour * 3600 + hour.minute * 60
