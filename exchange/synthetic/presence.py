"""Who said that they would come, and who came."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from exchange.synthetic import assumptions as a
from exchange.synthetic.calendar import DAY
from exchange.synthetic.chances import Flags, Ints, happens
from exchange.synthetic.columns import fill, moments
from exchange.synthetic.meetings import EACH, Held
from exchange.synthetic.plants import Kind
from exchange.synthetic.world import World
from meetings.actions import VERB_OF_MARK, VERB_OF_REPLY
from meetings.models import Answer, Attendance, Mark, Meeting, MeetingDay, Reply

REPLIES = (Reply.YES, Reply.MAYBE, Reply.NO)
SILENT = len(REPLIES)
MARKS = list(Mark)
EARLIEST, LATEST = 28 * DAY, 2 * DAY  # before the start, when people answer


@dataclass(frozen=True)
class Expected:
    """Everybody at every meeting at which they are expected, one to a position."""

    sitting: Ints
    meeting: Ints
    comes: Flags
    marked: Flags  # as come, by whoever takes attendance

    def __len__(self) -> int:
        return len(self.sitting)


class Marks(NamedTuple):
    """Attendance as it was taken."""

    meeting: Ints
    day: Ints  # its id
    person: Ints
    mark: Ints  # a position in MARKS
    at: Ints


def expect(world: World, held: Held) -> Expected:
    """Draw who comes."""
    sits, rng = world.sittings, world.chances("presence")
    sitting = np.repeat(np.arange(len(sits)), EACH)
    number = np.arange(len(sitting)) % EACH
    quarter, group = sits.quarter[sitting], sits.group[sitting]
    meeting = held.of_cell[quarter, group] + number
    fading = np.clip(2 - sits.until_leaving, 0, 2) * sits.seats.fades[sits.seat]
    log_odds = (
        world.circles.log_odds(world.quarters)[quarter, group]
        + world.people.keenness[sits.person[sitting]]
        + rng.normal(0, a.MOOD, len(held))[meeting]
        + a.FADING * fading[sitting]
    )
    comes = happens(rng, log_odds)
    marked = comes | world.planting.holds(Kind.EVERYBODY_PRESENT, group, quarter)
    return Expected(sitting, meeting, comes, marked)


def write_presence(world: World, held: Held, expected: Expected) -> None:
    """Write answers and attendance, but what was lost."""
    rng = world.chances("answers")
    reply = _replies(rng, expected)
    _write_answers(world, rng, held, expected, reply)
    _write_attendance(world, rng, held, expected, reply)


def _replies(rng: np.random.Generator, expected: Expected) -> Ints:
    """Draw positions in REPLIES, or beyond them for the silent."""
    limits = np.where(expected.comes, *(np.cumsum(s)[:, None] for s in (a.WHO_COMES, a.WHO_DOES_NOT)))
    return np.asarray((rng.random(len(expected)) > limits).sum(axis=0))


def _write_answers(
    world: World, rng: np.random.Generator, held: Held, expected: Expected, reply: Ints
) -> None:
    at = held.starts_at[expected.meeting] - rng.integers(LATEST, EARLIEST, len(expected))
    said = np.flatnonzero((reply != SILENT) & world.kept(at))
    person = world.sittings.person[expected.sitting[said]] + 1
    meeting = expected.meeting[said]
    fill(
        Answer,
        len(said),
        meeting_id=meeting + 1,
        member_id=person,
        reply=np.array(REPLIES, dtype=object)[reply[said]],
        answered_at=moments(at[said]),
    )
    for number, word in enumerate(REPLIES):
        those = reply[said] == number
        where = meeting[those]
        world.ledger.tell(
            VERB_OF_REPLY[word],
            at[said][those],
            by=person[those],
            about=(Meeting, where + 1),
            group=held.group[where] + 1,
        )


def _write_attendance(
    world: World, rng: np.random.Generator, held: Held, expected: Expected, reply: Ints
) -> None:
    """Write a mark for each person and day, as taken within the hour after the meeting."""
    count, long = len(expected), held.number[expected.meeting] == 0
    sorry = rng.random(count) < np.where(reply == REPLIES.index(Reply.NO), a.APOLOGY_AFTER_NO, a.APOLOGY)
    away = np.where(sorry, MARKS.index(Mark.EXCUSED), MARKS.index(Mark.ABSENT))
    late, partly = (rng.random(count) < share for share in (a.LATE, a.PARTLY))
    present = MARKS.index(Mark.PRESENT)
    first = np.where(expected.marked, np.where(late, MARKS.index(Mark.LATE), present), away)
    second = np.where(expected.marked, np.where(partly, MARKS.index(Mark.PARTIAL), present), away)
    taken = held.ends_at + rng.integers(300, 3600, len(held))
    row = np.concatenate([np.arange(count), np.flatnonzero(long)])
    meeting = expected.meeting[row]
    marks = Marks(
        meeting,
        day=held.first_day_id[meeting] + (np.arange(len(row)) >= count),
        person=world.sittings.person[expected.sitting[row]],
        mark=np.concatenate([first, second[long]]),
        at=taken[meeting],
    )
    kept = world.kept(marks.at)
    _write_marks(world, held, Marks(*(column[kept] for column in marks)))


def _write_marks(world: World, held: Held, marks: Marks) -> None:
    group, by = held.group[marks.meeting] + 1, world.facilitators[held.group[marks.meeting]] + 1
    fill(
        Attendance,
        len(marks.mark),
        day_id=marks.day,
        member_id=marks.person + 1,
        mark=np.array(MARKS, dtype=object)[marks.mark],
        recorded_at=moments(marks.at),
        recorded_by_id=by,
    )
    for number, word in enumerate(MARKS):
        those = marks.mark == number
        world.ledger.tell(
            VERB_OF_MARK[word],
            marks.at[those],
            by=by[those],
            toward=marks.person[those] + 1,
            about=(MeetingDay, marks.day[those]),
            group=group[those],
        )
