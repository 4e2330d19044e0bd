"""Carrying over what a meeting did not come to, and noting which issues were worked."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime

from django.db import transaction

from closing.unfinished import hot_seats, left_items, leftovers
from issues.actions import IssueClosed, carry_over_issue, work_issue
from meetings.models import Meeting
from members.models import Member
from preparation.actions import drop_leftover, keep_leftover, leave_over


@transaction.atomic
def carry_over(
    meeting: Meeting, carried: Collection[str], *, shown: Collection[str], by: Member, at: datetime
) -> None:
    """Offer the `carried` of the `shown` things (names) to the next agenda, and let the others go."""
    known = leftovers(meeting)
    for name, thing, *_ in left_items(meeting):
        leftover = known.get(name)
        if name not in shown:
            continue
        if name in carried and leftover is None:
            leave_over(thing, meeting=meeting, by=by, at=at)
        elif leftover is not None:
            settle = keep_leftover if name in carried else drop_leftover
            settle(leftover, by=by, at=at)


@transaction.atomic
def settle_hot_seats(
    meeting: Meeting, worked: Collection[int], *, shown: Collection[int], by: Member, at: datetime
) -> None:
    """Note which issues of the `shown` hot seats (ids) were worked; the others go on waiting."""
    for hot_seat, *_ in hot_seats(meeting):
        issue = hot_seat.issue
        if hot_seat.pk not in shown:
            continue
        if hot_seat.pk in worked:
            with suppress(IssueClosed):  # worked or withdrawn before: as it is asked for, or nothing to work
                work_issue(issue, meeting=meeting, by=by, at=at)
        elif issue.worked_at_meeting_id == meeting.pk:
            carry_over_issue(issue, by=by, at=at)
