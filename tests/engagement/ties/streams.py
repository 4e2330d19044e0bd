"""What people do with each other, made up by chance, and its ties counted the long way."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from random import Random

from django.db.models import Max

from engagement.families import Moment
from engagement.models import TiePart
from engagement.ties.keeping import keep_parts
from engagement.ties.weights import LANDMARK, TOUCHES
from ledger.actions import record
from ledger.models import Entry
from meetings.models import Attendance, Mark, Meeting
from members.models import Member
from peergroups.models import Group
from tests import factories

FIRST, LAST = date(2025, 7, 1), date(2026, 6, 30)
WEIGHTS = {touch.verb: touch.weight for touch in TOUCHES}
UNDOING = {touch.verb: touch.undone_by for touch in TOUCHES}


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def last_line() -> int:
    return Entry.objects.aggregate(last=Max("pk"))["last"] or 0


def moment(as_of: date, *, until: int | None = None) -> Moment:
    return Moment(as_of, "UTC", last_line() if until is None else until, FIRST)


def count_anew(as_of: date) -> None:
    keep_parts(moment(as_of), after=None, since=None)


@dataclass(frozen=True)
class Step:
    """One time that is counted: up to which line, as of which day."""

    until: int
    as_of: date


class World:
    """A few people in two groups, to whom things happen."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311 - the same world for the same seed
        self.people = [factories.member() for _ in range(7)]
        self.groups = [factories.group("Ash"), factories.group("Box")]

    def day(self) -> date:
        return FIRST + timedelta(days=self.chance.randint(0, (LAST - FIRST).days))

    def happens(self) -> None:
        """Something happens on some day, and is written down now, perhaps late, perhaps twice."""
        self.chance.choice([self.touch, self.touch, self.touch, self.meet, self.correct, self.take_back])()

    def touch(self) -> None:
        by, toward = self.chance.sample(self.people, 2)
        verb, at = self.chance.choice(list(WEIGHTS)), noon(self.day())
        about = self.chance.choice(self.groups)
        for _ in range(self.chance.choice([1, 1, 1, 2])):
            record(verb, by=by, toward=toward, about=about, at=at)

    def meet(self) -> None:
        group = self.chance.choice(self.groups)
        meeting = factories.meeting(
            group, on=self.day(), days=self.chance.choice([1, 2]), starts=time(9), ends=time(11)
        )
        came = self.chance.sample(self.people, self.chance.randint(1, 6))
        _mark(meeting, {member: self.chance.choice(list(Mark)) for member in came})

    def correct(self) -> None:
        meeting = Meeting.objects.order_by("?").first()
        if meeting:
            member = self.chance.choice(self.people)
            Attendance.objects.filter(day__meeting=meeting, member=member).delete()
            _mark(meeting, {member: self.chance.choice(list(Mark))})

    def take_back(self) -> None:
        line = Entry.objects.filter(verb="care.called").order_by("?").first()
        if line:
            record("care.taken_back", by=line.by, toward=line.toward, about=self._group(line), at=line.at)

    def _group(self, line: Entry) -> Group:
        return next(group for group in self.groups if group.pk == line.thing_id)


def _mark(meeting: Meeting, marks: dict[Member, Mark]) -> None:
    day = meeting.days.all()[0]
    Attendance.objects.bulk_create(
        Attendance(day=day, member=member, mark=mark, recorded_at=noon(LAST))
        for member, mark in marks.items()
    )
    record("attendance.present", about=meeting, group_id=meeting.group_id, at=noon(LAST))


def kept() -> dict[tuple[int, int, int, int], tuple[int, float, float, float, date | None]]:
    """All parts, by quarter, pair and source."""
    rows = TiePart.objects.values_list(
        "period_id", "one_id", "other_id", "group_id", "touches", "weight", "shorter", "longer", "last_on"
    )
    return {row[:4]: row[4:] for row in rows}


def counted_by_hand(as_of: date) -> dict[tuple[int, int], float]:
    """The strength of each tie on that day: every touch by itself, faded from its own day."""
    strength: defaultdict[tuple[int, int], float] = defaultdict(float)
    for one, other, day, weight in (*_said_by(as_of), *_met_by(as_of)):
        strength[min(one, other), max(one, other)] += weight * 0.5 ** ((as_of - day).days / 91)
    return {pair: value for pair, value in strength.items() if abs(value) > 1e-9}


def _said_by(as_of: date) -> Iterator[tuple[int, int, date, float]]:
    """What the ledger says, each thing once, and what was taken back with a minus."""
    said: dict[tuple[object, ...], Entry] = {}
    for line in Entry.objects.exclude(toward=None).order_by("pk"):
        said.setdefault((line.verb, line.at, line.by_id, line.toward_id, line.thing_id), line)
    done: list[Entry] = []
    for line in said.values():
        if line.at.date() <= as_of and line.verb in WEIGHTS:
            done.append(line)
            yield line.by_id or 0, line.toward_id or 0, line.at.date(), WEIGHTS[line.verb]
        elif line.at.date() <= as_of:
            last = [d for d in done if UNDOING[d.verb] == line.verb and _same(d, line)][-1]
            yield last.by_id or 0, last.toward_id or 0, last.at.date(), -WEIGHTS[last.verb]


def _same(one: Entry, other: Entry) -> bool:
    return (one.thing_id, one.by_id, one.toward_id) == (other.thing_id, other.by_id, other.toward_id)


def _met_by(as_of: date) -> Iterator[tuple[int, int, date, float]]:
    came = Attendance.objects.filter(mark__in=[Mark.PRESENT, Mark.LATE, Mark.PARTIAL])
    for meeting in Meeting.objects.filter(starts_on__lte=as_of):
        here = set(came.filter(day__meeting=meeting).values_list("member_id", flat=True))
        for one, other in combinations(sorted(here), 2):
            yield one, other, meeting.starts_on, 0.1


def kept_strengths(as_of: date) -> dict[tuple[int, int], float]:
    """The strength of each tie on that day, from what is kept."""
    strength: defaultdict[tuple[int, int], float] = defaultdict(float)
    for part in TiePart.objects.all():
        strength[part.one_id, part.other_id] += part.weight * 0.5 ** ((as_of - LANDMARK).days / 91)
    return {pair: value for pair, value in strength.items() if abs(value) > 1e-9}
