"""The community as rows of the format, in the order of their keys."""

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Case, F, When
from django.db.models.functions import Collate

from commitments.models import Commitment
from exchange.planning.hours import span_of
from exchange.reading import files
from meetings.models import AgendaItem, Attendance, Mark, Meeting
from members.models import Member
from peergroups.models import Group, Membership, Role

STATUS_OF = {mark: status for status, mark in files.STATUSES.items()}


def _by(*fields: str) -> list[Collate]:
    """Order by keys as their characters are numbered, whatever language the database sorts by."""
    return [Collate(F(field), "C") for field in fields]


def group_rows() -> Iterator[tuple[Any, ...]]:
    groups = Group.objects.order_by(*_by("key"))
    yield from groups.values_list("key", "name", "kind", "purpose", "timezone", "rhythm_days").iterator()


def member_rows() -> Iterator[tuple[Any, ...]]:
    columns = ["industry", "job", "city", "country", "timezone", "joined_on"]
    members = Member.objects.order_by(*_by("key"))
    yield from members.values_list("key", "name", "email", "organisation__name", *columns).iterator()


def membership_rows() -> Iterator[tuple[Any, ...]]:
    seats = Membership.objects.select_related("group", "member").prefetch_related("roles")
    for seat in seats.order_by(*_by("group__key", "member__key"), "joined_on"):
        yield seat.group.key, seat.member.key, _role_of(seat), seat.joined_on, seat.left_on


def _role_of(seat: Membership) -> str:
    """Return the first, in the order of `Role`, of the roles that last as long as the seat."""
    roles = {
        term.role
        for term in seat.roles.all()
        if term.ends_on is None or (seat.left_on and term.ends_on >= seat.left_on)
    }
    return next((role for role in Role.values if role in roles), files.PLAIN_MEMBER)


def meeting_rows() -> Iterator[tuple[Any, ...]]:
    """Yield the meetings that stand; the format has no word for a cancelled one."""
    standing = Meeting.objects.standing().select_related("group").prefetch_related("days")
    for m in standing.order_by(*_by("key")):
        span = span_of(list(m.days.all()))
        dates = span.starts_on, span.ends_on, span.starts_at, span.ends_at
        yield m.key, m.group.key, m.title, *dates, m.timezone, m.place


def attendance_rows() -> Iterator[tuple[Any, ...]]:
    marks = Attendance.objects.recorded().filter(day__meeting__cancelled_at=None)
    rows = marks.order_by(*_by("day__meeting__key", "member__key"), "day__on").values_list(
        "day__meeting__key",
        "member__key",
        "day__on",
        "mark",
        "day__meeting__starts_on",
        "day__meeting__ends_on",
    )
    for meeting, member, on, mark, first, last in rows.iterator():
        yield meeting, member, on if first < last else None, STATUS_OF[Mark(mark)]


def agenda_rows() -> Iterator[tuple[Any, ...]]:
    """Yield the items of all days, numbered through each meeting."""
    items = AgendaItem.objects.filter(day__meeting__cancelled_at=None)
    rows = items.order_by(*_by("day__meeting__key"), "day__on", "position").values_list(
        "day__meeting__key", "title", "minutes", "owner__key", "owner_role"
    )
    for meeting, of_meeting in groupby(rows.iterator(), key=itemgetter(0)):
        for position, (_, title, minutes, owner, role) in enumerate(of_meeting, 1):
            yield meeting, position, title, minutes, owner or role


def commitment_rows() -> Iterator[tuple[Any, ...]]:
    """Yield the commitments; one made at a meeting that was cancelled was made between meetings."""
    commitments = Commitment.objects.order_by(*_by("key")).annotate(
        at_meeting=Case(When(meeting__cancelled_at=None, then="meeting__key"))
    )
    yield from commitments.values_list(
        "key",
        "group__key",
        "member__key",
        "at_meeting",
        "text",
        "area__name",
        "partner__key",
        "due_on",
        "outcome",
        "closed_on",
    ).iterator()


EXPORTS: dict[type[files.Row], Callable[[], Iterator[tuple[Any, ...]]]] = {
    files.GroupRow: group_rows,
    files.MemberRow: member_rows,
    files.MembershipRow: membership_rows,
    files.MeetingRow: meeting_rows,
    files.AttendanceRow: attendance_rows,
    files.AgendaRow: agenda_rows,
    files.CommitmentRow: commitment_rows,
}
"""Where the rows of each file come from; the values stand in the order of its header."""
