"""Small communities made up by chance: facts that can be cut off at a day and laid into the tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from commitments.models import Commitment, Outcome, Rollover
from ledger.actions import record
from meetings.models import AgendaItem, Attendance, Mark, Meeting
from meetings.walltime import instant
from members.models import Member
from peergroups.models import Group, Leave, Membership, Role, RoleTerm
from room.models import Airtime, Consent, Counting, Run
from tests import factories

FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)
GROUPS = {"ash": 12, "box": None}  # with the seats to fill
PEOPLE = [f"p{n}" for n in range(16)]
Span = tuple[date, date | None]


@dataclass(frozen=True)
class Sits:
    group: str
    person: str
    joined_on: date
    left_on: date | None
    away: Span | None
    leads: Span | None

    def is_expected(self, day: date) -> bool:
        away = self.away and self.away[0] <= day <= (self.away[1] or LAST)
        return self.joined_on <= day <= (self.left_on or LAST) and not away


@dataclass(frozen=True)
class Meets:
    group: str
    on: date
    starts: time | None
    zone: str
    marks: list[dict[str, Mark]]  # by day
    answers: list[tuple[str, str, timedelta]]  # who, what, how long before the start
    cancelled_on: date | None
    owners: list[str] = field(default_factory=list)  # of the items of its agenda

    @property
    def counted_on(self) -> date:
        """The date in the community, which is in UTC."""
        return instant(self.on, self.starts, self.zone).date() if self.starts else self.on


@dataclass(frozen=True)
class Promises:
    group: str
    person: str
    made_on: date
    due_on: date
    taken_over: list[tuple[date, date]]  # when, to when
    outcome: Outcome | None
    closed_on: date | None
    partner: str | None = None

    @property
    def is_due_on(self) -> date:
        return self.taken_over[-1][1] if self.taken_over else self.due_on


@dataclass(frozen=True)
class Plan:
    seats: list[Sits] = field(default_factory=list)
    meetings: list[Meets] = field(default_factory=list)
    promises: list[Promises] = field(default_factory=list)

    def until(self, day: date) -> "Plan":
        """What was known at the end of that day."""
        return Plan(
            [
                replace(seat, left_on=seat.left_on if seat.left_on and seat.left_on <= day else None)
                for seat in self.seats
                if seat.joined_on <= day
            ],
            [
                replace(
                    meeting,
                    marks=[
                        marks if meeting.on + timedelta(days=n) <= day else {}
                        for n, marks in enumerate(meeting.marks)
                    ],
                    cancelled_on=_known(meeting.cancelled_on, day),
                )
                for meeting in self.meetings
                if max(meeting.on, meeting.counted_on) <= day
            ],
            [
                replace(
                    promise,
                    taken_over=[(on, to) for on, to in promise.taken_over if on <= day],
                    outcome=promise.outcome if _known(promise.closed_on, day) else None,
                    closed_on=_known(promise.closed_on, day),
                )
                for promise in self.promises
                if promise.made_on <= day
            ],
        )


def _known(on: date | None, day: date) -> date | None:
    return on if on and on <= day else None


def by_chance(seed: int) -> Plan:
    chance = Random(seed)  # noqa: S311 - the same community for the same seed
    seats = [seat for group in GROUPS for person in PEOPLE for seat in _seats(chance, group, person)]
    meetings = [_meeting(chance, chance.choice(list(GROUPS))) for _ in range(30)]
    promises = [_promise(chance, chance.choice(seats)) for _ in range(70)]
    promises = [replace(p, partner=_partner(chance, p.person)) for p in promises]
    with_owners = [replace(meeting, owners=chance.choices(PEOPLE, k=6)) for meeting in meetings]
    return Plan(seats, with_owners, promises)


def _day(chance: Random, first: date = FIRST, last: date = LAST) -> date:
    return first + timedelta(days=chance.randint(0, (last - first).days))


def _span(chance: Random, first: date, share: float) -> Span | None:
    if chance.random() > share:
        return None
    starts = _day(chance, first)
    return starts, chance.choice([None, _day(chance, starts)])


def _seats(chance: Random, group: str, person: str) -> Iterator[Sits]:
    joined = chance.choice([FIRST, _day(chance)])
    while joined < LAST and chance.random() < 0.9:
        left = chance.choice([None, _day(chance, joined)])
        yield Sits(group, person, joined, left, _span(chance, joined, 0.2), _span(chance, joined, 0.1))
        joined = left + timedelta(days=chance.randint(1, 150)) if left else LAST


def _meeting(chance: Random, group: str) -> Meets:
    marks = [*Mark, None, None]
    recorded = [chance.random() < 0.8 for _ in range(chance.choice([1, 1, 2, 3]))]
    return Meets(
        group=group,
        on=_day(chance),
        starts=chance.choice([None, time(9, 0)]),
        zone=chance.choice(["UTC", "Pacific/Auckland", "America/Los_Angeles"]),
        marks=[
            {person: mark for person in PEOPLE if is_recorded and (mark := chance.choice(marks))}
            for is_recorded in recorded
        ],
        answers=[
            (
                person,
                f"rsvp.{chance.choice(['yes', 'yes', 'no', 'maybe'])}",
                timedelta(hours=chance.randint(1, 99)),
            )
            for person in chance.choices(PEOPLE, k=chance.choice([0, 12, 20]))
        ],
        cancelled_on=chance.choice([None, None, None, _day(chance)]),
    )


def _promise(chance: Random, seat: Sits) -> Promises:
    made = _day(chance, seat.joined_on)
    due = made + timedelta(days=chance.randint(10, 120))
    outcome = chance.choice([None, *Outcome])
    moves = sorted(_day(chance, made) for _ in range(chance.choice([0, 0, 1, 2])))
    over = [(on, on + timedelta(days=90 + n)) for n, on in enumerate(moves)]
    closed = made + timedelta(days=chance.randint(0, 300)) if outcome else None
    return Promises(seat.group, seat.person, made, due, over, outcome, closed)


def _partner(chance: Random, person: str) -> str | None:
    return chance.choice([None, *(other for other in PEOPLE[:8] if other != person)])


def lay(plan: Plan) -> None:
    """Write the facts into empty tables."""
    groups = {key: factories.group(key, seats=seats) for key, seats in GROUPS.items()}
    people = {key: factories.member(key, key=key, **profile(n)) for n, key in enumerate(PEOPLE)}
    for seat in plan.seats:
        _lay_seat(seat, groups[seat.group], people[seat.person])
    for meeting in plan.meetings:
        _lay_meeting(meeting, groups[meeting.group], people)
    for promise in plan.promises:
        _lay_promise(promise, groups[promise.group], people)


def profile(number: int) -> dict[str, str]:
    """What somebody says of themselves."""
    return {"industry": f"Industry {number % 3}", "job": f"Job {number}", "country": "CH"}


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(12), tzinfo=UTC)


def _lay_seat(seat: Sits, group: Group, member: Member) -> None:
    row = Membership.objects.create(
        group=group, member=member, joined_on=seat.joined_on, left_on=seat.left_on
    )
    if seat.away:
        Leave.objects.create(membership=row, starts_on=seat.away[0], ends_on=seat.away[1])
    if seat.leads:
        starts, ends = seat.leads
        RoleTerm.objects.create(membership=row, role=Role.FACILITATOR, starts_on=starts, ends_on=ends)


def _lay_meeting(planned: Meets, group: Group, people: dict[str, Member]) -> None:
    meeting = factories.meeting(
        group,
        on=planned.on,
        days=len(planned.marks),
        starts=planned.starts,
        ends=planned.starts and time(17, 0),
        timezone_name=planned.zone,
    )
    Attendance.objects.bulk_create(
        Attendance(day=day, member=people[person], mark=mark, recorded_at=_noon(LAST))
        for day, marks in zip(meeting.days.all(), planned.marks, strict=True)
        for person, mark in marks.items()
    )
    first = meeting.days.all()[0]
    AgendaItem.objects.bulk_create(
        AgendaItem(day=first, position=n, title="A case", owner=people[owner])
        for n, owner in enumerate(planned.owners, 1)
    )
    _lay_talk(meeting, [people[owner] for owner in set(planned.owners)])
    for person, verb, before in planned.answers:
        record(verb, by=people[person], about=meeting, at=meeting.starts_at - before)
    if planned.cancelled_on:
        Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=_noon(planned.cancelled_on))


def _lay_talk(meeting: Meeting, people: list[Member]) -> None:
    """Let these have agreed that their seconds are counted, and spoken."""
    ends_at = meeting.starts_at + timedelta(hours=1)
    run = Run.objects.create(
        meeting=meeting, started_at=meeting.starts_at, moved_at=ends_at, ended_at=ends_at, airtime=Counting.ON
    )
    for minutes, member in enumerate(sorted(people, key=lambda one: one.key), 1):
        Consent.objects.create(run=run, member=member, given_at=meeting.starts_at)
        Airtime.objects.create(run=run, member=member, seconds=minutes * 100)


def _lay_promise(promise: Promises, group: Group, people: dict[str, Member]) -> None:
    partner = people[promise.partner] if promise.partner else None
    commitment = factories.commitment(
        group, people[promise.person], made_on=promise.made_on, due_on=promise.due_on, partner=partner
    )
    was_due = promise.due_on
    for on, to in promise.taken_over:
        Rollover.objects.create(commitment=commitment, was_due_on=was_due, now_due_on=to, rolled_at=_noon(on))
        was_due = to
    Commitment.objects.filter(pk=commitment.pk).update(
        due_on=was_due, outcome=promise.outcome or "", closed_on=promise.closed_on
    )
