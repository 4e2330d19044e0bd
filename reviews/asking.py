"""Which meetings ask for a quarterly review, of whom, and by when."""

from datetime import date, timedelta

from meetings.models import Meeting
from peergroups.models import Group, Membership
from peergroups.models.seats import Day, MembershipQuerySet

AHEAD = timedelta(days=14)
"""Handed in this long before the meeting, a review is read before it is talked about."""

SHORTEST = timedelta(hours=4)
"""A shorter meeting, such as a call in the middle of the quarter, has no time to talk about reviews."""

OFTEN_DAYS = 60
"""A group that meets more often than this has updates, told at the table, and no reviews."""


def asks_for_reviews(group: Group) -> bool:
    """Whether the group lives by reviews: it plans its time, makes commitments, and meets by the quarter."""
    meets_often = group.rhythm_days is not None and group.rhythm_days < OFTEN_DAYS
    return group.plans_agenda and group.makes_commitments and not meets_often


def is_asking(meeting: Meeting) -> bool:
    """Whether its group brings reviews to this meeting."""
    return asks_for_reviews(meeting.group) and meeting.ends_at - meeting.starts_at >= SHORTEST


def asked(meeting: Meeting) -> MembershipQuerySet:
    """The seats of whom a review is asked: everybody expected but the facilitator, who leads from beside."""
    return asked_on(meeting.starts_on).filter(group=meeting.group_id)


def asked_on(on: Day) -> MembershipQuerySet:
    """The seats, in every group, of whom a meeting that begins that day asks a review."""
    return Membership.objects.expected(on).at_the_table(on)


def due_on(meeting: Meeting) -> date:
    return meeting.starts_on - AHEAD
