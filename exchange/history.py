"""What an import writes in the ledger.

A new row is history: its line has the time of the fact, and a key, so that it is written once. A changed row
is news of now. Nothing lies in the future: what is still to come was entered at the time of the import.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import models

from commitments.actions import VERB_OF_OUTCOME
from commitments.events import Happened as Promised
from commitments.models import Commitment, Outcome
from exchange.planning import Plan
from ledger.actions import entry
from ledger.models import Entry
from meetings.actions import VERB_OF_MARK
from meetings.events import Happened as Met
from meetings.models import Attendance, Mark
from meetings.walltime import end_of_day, start_of_day
from members.models import Member
from peergroups.events import Happened as Sat
from peergroups.models import Group, Membership


class History:
    """The lines that a plan comes to, once it is written and every row has its id."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __iter__(self) -> Iterator[Entry]:
        yield from self._groups()
        yield from self._seats()
        yield from self._meetings()
        yield from self._attendance()
        yield from self._commitments()

    def _groups(self) -> Iterator[Entry]:
        for group in self.plan.groups.added:
            yield self._line(Sat.GROUP_STARTED, group, group)
        for group, _ in self.plan.groups.changed:
            yield self._line(Sat.GROUP_CHANGED, group, group)
        for member in self.plan.members.added:
            yield entry(Sat.MEMBER_ADDED, toward=member, at=self.plan.at)

    def _seats(self) -> Iterator[Entry]:
        for seat in self.plan.memberships.added:
            at, key = self._morning(seat.joined_on, seat.group), f"import:seat:{seat.pk}"
            yield self._line(Sat.MEMBERSHIP_STARTED, seat, seat.group, toward=seat.member, at=at, key=key)
            if seat.left_on:
                yield self._ending(seat, at=self._night(seat.left_on, seat.group), key=f"{key}:ended")
        for seat, _ in self.plan.memberships.changed:
            yield self._ending(seat)
        for term in self.plan.roles.added:
            seat, at = term.membership, self._morning(term.starts_on, term.membership.group)
            yield self._line(Sat.ROLE_TAKEN, seat, seat.group, toward=seat.member, at=at)

    def _ending(self, seat: Membership, *, at: datetime | None = None, key: str | None = None) -> Entry:
        return self._line(Sat.MEMBERSHIP_ENDED, seat, seat.group, toward=seat.member, at=at, key=key)

    def _meetings(self) -> Iterator[Entry]:
        added, agenda = self.plan.meetings.added, self.plan.agenda
        for meeting in added:
            key = f"import:meeting:{meeting.pk}"
            yield self._line(Met.MEETING_SCHEDULED, meeting, meeting.group, at=meeting.starts_at, key=key)
        for meeting, _ in self.plan.meetings.changed:
            yield self._line(Met.MEETING_CHANGED, meeting, meeting.group)
        items = [*agenda.added, *(item for item, _ in agenda.changed)]
        for meeting in {item.day.meeting for item in items} - set(added):
            yield self._line(Met.AGENDA_CHANGED, meeting, meeting.group)

    def _attendance(self) -> Iterator[Entry]:
        for mark in self.plan.attendance.added:
            key = f"import:attendance:{mark.day.meeting_id}:{mark.member_id}:{mark.day.on}"
            yield self._marking(mark, at=mark.day.ends_at, key=key)
        for mark, _ in self.plan.attendance.changed:
            yield self._marking(mark)

    def _marking(self, mark: Attendance, *, at: datetime | None = None, key: str | None = None) -> Entry:
        verb, group = VERB_OF_MARK[Mark(mark.mark)], mark.day.meeting.group
        return self._line(verb, mark.day, group, toward=mark.member, at=at, key=key)

    def _commitments(self) -> Iterator[Entry]:
        for promise in self.plan.commitments.added:
            key = f"import:commitment:{promise.pk}"
            yield self._promise(Promised.COMMITMENT_MADE, promise, on=promise.made_on, key=key)
            if promise.closed_on:
                yield self._promise(_outcome(promise), promise, on=promise.closed_on, key=f"{key}:closed")
        for promise, fields in self.plan.commitments.changed:
            yield self._promise(
                _outcome(promise) if "outcome" in fields else Promised.COMMITMENT_REWORDED, promise
            )

    def _promise(
        self, verb: str, promise: Commitment, *, on: date | None = None, key: str | None = None
    ) -> Entry:
        at = self._night(on, promise.group) if on else None
        return self._line(verb, promise, promise.group, by=promise.member, at=at, key=key)

    def _line(
        self,
        verb: str,
        about: models.Model,
        group: Group,
        *,
        by: Member | None = None,
        toward: Member | None = None,
        at: datetime | None = None,
        key: str | None = None,
    ) -> Entry:
        at = min(at or self.plan.at, self.plan.at)
        return entry(verb, by=by, toward=toward, about=about, group_id=group.pk, at=at, key=key)

    def _morning(self, on: date, group: Group) -> datetime:
        return start_of_day(on, self.plan.zone_of(group))

    def _night(self, on: date, group: Group) -> datetime:
        """Return the last second of that day."""
        return end_of_day(on, self.plan.zone_of(group)) - timedelta(seconds=1)


def _outcome(commitment: Commitment) -> str:
    return VERB_OF_OUTCOME[Outcome(commitment.outcome)]
