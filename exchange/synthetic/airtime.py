"""For how many seconds each had the word, at meetings at which all agreed that it is counted."""

from dataclasses import dataclass

import numpy as np

from exchange.synthetic import assumptions as a
from exchange.synthetic.chances import Flags, Floats, Ints
from exchange.synthetic.columns import fill, ids, moments
from exchange.synthetic.meetings import Held
from exchange.synthetic.plants import Kind
from exchange.synthetic.presence import Expected
from exchange.synthetic.world import World
from room.events import Happened
from room.models import Airtime, Consent, Counting, Run

MINUTE = 60


@dataclass(frozen=True)
class Spoken:
    """Runs of meetings, and the seconds of those who were there."""

    meeting: Ints
    run: Ints  # of each of the following, a position in the runs
    sitting: Ints
    seconds: Ints


def speak(world: World, held: Held, expected: Expected) -> Spoken:
    """Draw who talks for how long at the meetings where it is counted."""
    rng, sits = world.chances("airtime"), world.sittings
    counted = (rng.random(len(held)) < a.COUNTED) & world.kept(held.ends_at)
    row = np.flatnonzero(expected.comes & counted[expected.meeting])
    row = row[np.argsort(expected.meeting[row], kind="stable")]
    sitting = expected.sitting[row]
    meeting, run = np.unique(expected.meeting[row], return_inverse=True)
    words = world.people.talking[sits.person[sitting]] * rng.gamma(a.TALKING, 1 / a.TALKING, len(row))
    words = words * np.where(_talks_most(world)[sitting], a.TALKER, 1)
    share = words / np.bincount(run, weights=words)[run]
    return Spoken(meeting, run, sitting, np.rint(share * a.TALK_SECONDS).astype(int))


def write_airtime(world: World, held: Held, spoken: Spoken) -> None:
    """Write the runs, with everybody's consent, and the seconds."""
    group, starts, ends = (column[spoken.meeting] for column in (held.group, held.starts_at, held.ends_at))
    leads, count = world.facilitators[group] + 1, len(spoken.meeting)
    fill(
        Run,
        count,
        meeting_id=spoken.meeting + 1,
        started_at=moments(starts),
        moved_at=moments(ends),
        ended_at=moments(ends),
        moved_by_id=leads,
        airtime=Counting.ON,
    )
    person, run = world.sittings.person[spoken.sitting] + 1, spoken.run + 1
    agreed = starts[spoken.run] + 10 * MINUTE
    fill(Consent, len(run), run_id=run, member_id=person, given_at=moments(agreed))
    fill(Airtime, len(run), run_id=run, member_id=person, seconds=spoken.seconds)
    for verb, at in (
        (Happened.RUN_STARTED, starts),
        (Happened.AIRTIME_ASKED, starts + 5 * MINUTE),
        (Happened.RUN_ENDED, ends),
    ):
        world.ledger.tell(verb, at, by=leads, about=(Run, ids(count)), group=group + 1)
    world.ledger.tell(
        Happened.AIRTIME_AGREED, agreed, by=person, about=(Run, run), group=group[spoken.run] + 1
    )


def share_of(world: World, spoken: Spoken, person: int, group: int, since: int) -> Floats:
    """Return what part of the words of each counted meeting of a group was somebody's."""
    sits = world.sittings
    there = (sits.group[spoken.sitting] == group) & (sits.quarter[spoken.sitting] >= since)
    run, seconds = spoken.run[there], spoken.seconds[there]
    own = seconds * (sits.person[spoken.sitting[there]] == person)
    totals, mine = (np.bincount(run, weights=weights) for weights in (seconds, own))
    return np.asarray(mine[totals > 0] / totals[totals > 0])


def _talks_most(world: World) -> Flags:
    sits = world.sittings
    return world.seats.stars[sits.seat] & world.planting.holds(Kind.DOMINATED, sits.group, sits.quarter)
