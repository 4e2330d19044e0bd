"""Saying with dots what a meeting should work on."""

from datetime import datetime

from django.db import transaction

from issues.actions.parking_lot import IssueClosed
from issues.events import Happened
from issues.models import DOTS_EACH, Dot, HotSeat, Issue
from ledger.actions import record
from meetings.models import Meeting
from members.models import Member


class NoDotsLeft(Exception):
    """The others of the three lie elsewhere."""

    def __init__(self, left: int) -> None:
        self.left = left


class DotsClosed(Exception):
    """The meeting is over or cancelled, or this issue is chosen already."""


@transaction.atomic
def place_dots(issue: Issue, count: int, *, meeting: Meeting, by: Member, at: datetime) -> None:
    """Let so many of one's dots for a meeting lie on an issue; none takes them back.

    It says how many, not one more, so that a second click changes nothing. Under a lock of the person, so
    that two taps on two issues come one after the other; the numbers of the dots hold it even without.

    Raises:
        IssueClosed: the issue waits no longer.
        DotsClosed: it is too late, or the issue is chosen.
        NoDotsLeft: too few are left.
    """
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)
    if meeting.is_cancelled or meeting.is_over(at) or _is_chosen(issue, meeting):
        raise DotsClosed
    if not issue.is_open or issue.group_id != meeting.group_id:
        raise IssueClosed
    lying = dict(Dot.objects.filter(meeting=meeting, member=by).values_list("number", "issue"))
    here = [number for number, where in lying.items() if where == issue.pk]
    free = [number for number in range(1, DOTS_EACH + 1) if number not in lying]
    if count > len(here) + len(free):
        raise NoDotsLeft(len(free))
    if count == len(here):
        return
    Dot.objects.filter(meeting=meeting, member=by, number__in=here[count:]).delete()
    Dot.objects.bulk_create(
        Dot(meeting=meeting, member=by, number=number, issue=issue)
        for number in free[: max(0, count - len(here))]
    )
    record(Happened.DOTS_PLACED, by=by, about=meeting, group_id=meeting.group_id, at=at)


def _is_chosen(issue: Issue, meeting: Meeting) -> bool:
    return HotSeat.objects.standing().filter(meeting=meeting, issue=issue).exists()
