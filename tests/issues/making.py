"""The smallest valid issue and hot seat."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from issues import actions
from issues.models import HotSeat, Issue
from meetings.models import Meeting
from members.models import Member
from peergroups.clock import today
from peergroups.models import Group


def issue(
    group: Group, member: Member, title: str = "Sell the shop?", *, on: date | None = None, **fields: Any
) -> Issue:
    """An issue offered today, unless said otherwise."""
    return actions.offer_issue(
        group, member, title=title, by=member, on=on or today(), at=timezone.now(), **fields
    )


def hot_seat(meeting: Meeting, issue: Issue, *, by: Member, at: datetime | None = None) -> HotSeat:
    """A hot seat for the issue, besides those that there are."""
    seen = list(HotSeat.objects.standing().filter(meeting=meeting).values_list("pk", flat=True))
    return actions.choose_hot_seats(meeting, [issue], seen=seen, by=by, at=at or timezone.now())[0]
