"""A small community to which things happen, by the verbs of the product and in any order."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from commitments.actions import (
    AlreadyClosed,
    close_commitment,
    make_commitment,
    reopen_commitment,
    reword_commitment,
    roll_commitment,
)
from commitments.models import Commitment, Outcome
from engagement.actions import compute_engagement, freeze_quarters
from ledger.actions import record
from ledger.models import Entry
from meetings.actions import (
    DayInUse,
    Hours,
    NotHeld,
    Place,
    cancel_meeting,
    change_meeting,
    record_attendance,
    restore_meeting,
    schedule_meeting,
)
from meetings.models import AgendaItem, Mark, Meeting, MeetingDay
from peergroups import actions as seating
from peergroups.models import Group, Membership, Role
from room.models import Airtime, Consent, Counting, Run
from tests import factories

FIRST = date(2025, 1, 15)
T = TypeVar("T")
ZONES = ["UTC", "Pacific/Auckland", "America/Los_Angeles"]


class World:
    """Three groups, eight people, and a day that only moves forward."""

    def __init__(self) -> None:
        self.day = FIRST
        self.groups = [factories.group(seats=seats) for seats in (4, 9, None)]
        self.people = [factories.member() for _ in range(8)]

    @property
    def at(self) -> datetime:
        return datetime.combine(self.day, time(12), tzinfo=UTC)

    def near(self, chance: Random, before: int, after: int) -> date:
        return self.day + timedelta(days=chance.randint(-before, after))

    def sits(self, chance: Random) -> None:
        group, person = chance.choice(self.groups), chance.choice(self.people)
        with suppress(seating.AlreadySeated):
            seat = seating.give_seat(group, person, joined_on=self.near(chance, 300, 20), by=None, at=self.at)
            if chance.random() < 0.2:
                seating.give_role(seat, Role.FACILITATOR, on=seat.joined_on, by=None, at=self.at)

    def leaves(self, chance: Random) -> None:
        seats = Membership.objects.order_by("pk").filter(joined_on__lte=self.day)
        if seat := _any(chance, list(seats)):
            with suppress(seating.EndsEarlier):
                left_on = max(seat.joined_on, self.near(chance, 40, 20))
                seating.end_seat(seat, left_on=left_on, by=seat.member, at=self.at)

    def returns(self, chance: Random) -> None:
        if seat := _any(chance, list(Membership.objects.order_by("pk"))):
            with suppress(seating.GoneTooLong, seating.AlreadySeated):
                seating.reopen_seat(seat, by=seat.member, on=self.day, at=self.at)

    def takes_leave(self, chance: Random) -> None:
        if seat := _any(chance, list(Membership.objects.order_by("pk"))):
            starts = max(seat.joined_on, self.near(chance, 60, 10))
            ends = chance.choice([None, starts + timedelta(days=chance.randint(0, 90))])
            seating.grant_leave(seat, starts_on=starts, ends_on=ends, by=seat.member, at=self.at)

    def changes_group(self, chance: Random) -> None:
        group: Group = chance.choice(self.groups)
        changes: dict[str, Any] = chance.choice(
            [{"nudges_answers": not group.nudges_answers}, {"seats": chance.randint(1, 9)}]
        )
        seating.change_group(group, by=None, at=self.at, **changes)

    def meets(self, chance: Random) -> None:
        schedule_meeting(
            chance.choice(self.groups),
            title="Meeting",
            days=self._hours(chance),
            where=Place(chance.choice(ZONES), "", ""),
            by=None,
            at=self.at,
        )

    def _hours(self, chance: Random) -> list[Hours]:
        on, hours = self.near(chance, 200, 20), chance.choice([(time(9), time(17)), (None, None)])
        return [Hours(on + timedelta(days=n), *hours) for n in range(chance.choice([1, 2]))]

    def is_marked(self, chance: Random) -> None:
        days = MeetingDay.objects.order_by("pk").select_related("meeting__group")
        if day := _any(chance, list(days)):
            marks = {person: chance.choice(list(Mark)) for person in chance.sample(self.people, 5)}
            with suppress(NotHeld):
                record_attendance(day, marks, by=self.people[0], at=self.at)

    def answers(self, chance: Random) -> None:
        if meeting := self._meeting(chance):
            verb = f"rsvp.{chance.choice(['yes', 'no', 'maybe'])}"
            at = meeting.starts_at - timedelta(hours=chance.randint(0, 60))
            group, by = meeting.group_id, chance.choice(self.people)
            record(verb, by=by, about=meeting, group_id=group, at=at)

    def moves(self, chance: Random) -> None:
        if meeting := self._meeting(chance):
            where = Place(chance.choice(ZONES), "", "")
            with suppress(DayInUse):
                change_meeting(
                    meeting,
                    sequence=meeting.sequence,
                    title="Moved",
                    days=self._hours(chance),
                    where=where,
                    reply_by_on=None,
                    by=None,
                    at=self.at,
                )

    def is_cancelled(self, chance: Random) -> None:
        if meeting := self._meeting(chance):
            cancel_meeting(meeting, because="snow", by=self.people[0], at=self.at)

    def is_restored(self, chance: Random) -> None:
        if meeting := self._meeting(chance):
            restore_meeting(meeting, by=self.people[0], at=self.at)

    def _meeting(self, chance: Random) -> Meeting | None:
        return _any(chance, list(Meeting.objects.order_by("pk")))

    def leads(self, chance: Random) -> None:
        if seat := _any(chance, list(Membership.objects.order_by("pk"))):
            on = max(seat.joined_on, self.near(chance, 100, 20))
            with suppress(seating.RoleTaken):
                seating.give_role(seat, chance.choice([*Role]), on=on, by=None, at=self.at)

    def takes_over(self, chance: Random) -> None:
        if day := _any(chance, list(MeetingDay.objects.order_by("pk").select_related("meeting"))):
            about, group = day.meeting, day.meeting.group_id
            owner, position = chance.choice(self.people), day.items.count() + 1
            AgendaItem.objects.create(day=day, position=position, title="A case", owner=owner)
            record("agenda.changed", by=owner, about=about, group_id=group, at=self.at)

    def talks(self, chance: Random) -> None:
        if meeting := self._meeting(chance):
            by, group = chance.choice(self.people), meeting.group_id
            told = {"started_at": meeting.starts_at, "moved_at": meeting.starts_at, "airtime": Counting.ON}
            run, _ = Run.objects.get_or_create(
                meeting=meeting, defaults={**told, "ended_at": meeting.ends_at}
            )
            Consent.objects.get_or_create(run=run, member=by, defaults={"given_at": run.started_at})
            Airtime.objects.update_or_create(run=run, member=by, defaults={"seconds": chance.randint(0, 900)})
            record("run.ended", by=by, about=run, group_id=group, at=self.at)

    def promises(self, chance: Random) -> None:
        made_on, person = self.near(chance, 150, 1), chance.choice(self.people)
        make_commitment(
            chance.choice(self.groups),
            person,
            partner=chance.choice([None, *(other for other in self.people if other != person)]),
            text=f"{chance.random()}",
            due_on=made_on + timedelta(days=chance.randint(0, 120)),
            by=self.people[0],
            on=made_on,
            at=self.at,
        )

    def closes(self, chance: Random) -> None:
        if promise := self._promise(chance):
            with suppress(AlreadyClosed):
                outcome, on = chance.choice(list(Outcome)), self.near(chance, 30, 1)
                close_commitment(promise, outcome, by=promise.member, on=on, at=self.at)

    def reopens(self, chance: Random) -> None:
        if promise := self._promise(chance):
            reopen_commitment(promise, by=promise.member, at=self.at)

    def rolls(self, chance: Random) -> None:
        if promise := self._promise(chance):
            to = max(promise.due_on or self.day, self.day) + timedelta(days=chance.randint(1, 100))
            with suppress(AlreadyClosed):
                roll_commitment(promise, to=to, by=promise.member, at=self.at)

    def finds_a_partner(self, chance: Random) -> None:
        if promise := self._promise(chance):
            others = [person for person in self.people if person != promise.member]
            with suppress(AlreadyClosed):
                reword_commitment(promise, partner=chance.choice(others), by=promise.member, at=self.at)

    def _promise(self, chance: Random) -> Commitment | None:
        return _any(chance, list(Commitment.objects.order_by("pk")))

    def is_told_twice(self, chance: Random) -> None:
        if line := _any(chance, list(Entry.objects.order_by("pk"))):
            line.pk, line.key, line._state.adding = None, None, True
            line.save()

    def time_passes(self, chance: Random) -> None:
        self.day += timedelta(days=chance.randint(1, 70))

    def is_counted(self, chance: Random) -> None:
        compute_engagement(as_of=self.day, by=None, at=self.at)
        if chance.random() < 0.3:
            freeze_quarters(at=self.at)


def _any(chance: Random, things: list[T]) -> T | None:
    return chance.choice(things) if things else None


Act = Callable[[World, Random], None]
ACTS: list[Act] = [
    *(World.sits, World.sits, World.leaves, World.returns, World.takes_leave, World.changes_group),
    *(World.meets, World.meets, World.is_marked, World.is_marked, World.answers, World.moves),
    *(World.is_cancelled, World.is_restored, World.promises, World.promises, World.closes),
    *(World.leads, World.takes_over, World.takes_over, *[World.talks] * 6),
    *(
        World.reopens,
        World.rolls,
        World.finds_a_partner,
        World.is_told_twice,
        World.time_passes,
        World.is_counted,
    ),
]
