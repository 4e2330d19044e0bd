"""What the figures of a quarter rest on, as far as somebody was there: meetings and commitments."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q

from commitments.models import Commitment
from engagement.periods import Quarter
from meetings.models import Mark, Meeting
from members.models import Member
from peergroups.models import Group

_MARK = "days__attendance__mark"


class Evidence(NamedTuple):
    """The meetings that began in a quarter and the commitments that were due in it.

    Each meeting has `marks`, how many marks say something of it, and `came`, how many people came.
    """

    quarter: Quarter
    meetings: list[Meeting]
    commitments: list[Commitment]


def of_group(group: Group, member: Member, quarter: Quarter, *, on: date) -> Evidence:
    """Return what a group's figures rest on, as far as this member may see it. Two queries."""
    return _found(quarter, member, on, marked=Q(), of=Q(group=group))


def of_member(member: Member, quarter: Quarter, *, on: date) -> Evidence:
    """Return what one's own figures rest on: one's own marks and commitments. Two queries."""
    return _found(quarter, member, on, marked=Q(days__attendance__member=member), of=Q(member=member))


def _found(quarter: Quarter, member: Member, on: date, *, marked: Q, of: Q) -> Evidence:
    first, last = quarter.first_day, min(quarter.last_day, on)
    began = Meeting.objects.visible_to(member, on=on).standing().filter(starts_on__range=(first, last))
    seen = began.expecting(member) if marked else began.filter(of)
    here = marked & Q(**{f"{_MARK}__in": [Mark.PRESENT, Mark.LATE, Mark.PARTIAL]})
    meetings = seen.select_related("group").annotate(
        came=Count("days__attendance__member", filter=here, distinct=True),
        marks=Count("days__attendance", filter=marked & ~Q(**{_MARK: Mark.NOT_RECORDED}), distinct=True),
    )
    due = Commitment.objects.visible_to(member, on=on).filter(of, due_on__range=(first, quarter.last_day))
    commitments = due.select_related("member", "group").with_rollovers()
    return Evidence(quarter, list(meetings.order_by("starts_at", "pk")), list(commitments))
