"""Who has waited how long for the hot seat of a group, read from its meetings; `rotation` makes the order."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from issues.models import HotSeat, Issue
from issues.rotation import Turn, Wait, Waiting, in_turn
from meetings.models import Meeting, Reply
from members.models import Member
from peergroups.models import Membership


class Seated(NamedTuple):
    """A person expected at a meeting, and how long they have waited for the hot seat."""

    member: Member
    wait: Wait


def waits(meeting: Meeting, *, at: datetime) -> dict[int, Seated]:
    """Return how long each person expected at a meeting has waited, by their id; four queries.

    Facilitators lead from beside the group and wait for nothing. Meetings in a leave are no waiting.
    """
    before = list(
        Meeting.objects.standing()
        .filter(group=meeting.group_id, starts_at__lt=meeting.starts_at, ends_at__lte=at)
        .exclude(pk=meeting.pk)
        .order_by("starts_on")
        .values_list("starts_on", flat=True)
    )
    last = _last_hot_seats(meeting, at=at)
    seats = _seats_to_fill(meeting).select_related("member").prefetch_related("leaves")
    return {
        seat.member_id: Seated(seat.member, _wait(seat, last.get(seat.member_id), before))
        for seat in seats.order_by("member__name", "pk")
    }


def order_of(issues: QuerySet[Issue], meeting: Meeting, waits: dict[int, Seated]) -> list[Turn]:
    """Put open issues (`with_dots`) in the order in which they should come at a meeting; two queries."""
    away = set(meeting.answers.holding().filter(reply=Reply.NO).values_list("member", flat=True))
    return in_turn(
        Waiting(
            issue.pk,
            issue.member_id,
            issue.member.name,
            waits[issue.member_id].wait,
            issue.dots,
            issue.member_id not in away,
        )
        for issue in issues.order_by("offered_on", "pk")
        if issue.member_id in waits
    )


def _seats_to_fill(meeting: Meeting) -> QuerySet[Membership]:
    on = meeting.starts_on
    return Membership.objects.expected(on).at_the_table(on).filter(group=meeting.group_id)


def _last_hot_seats(meeting: Meeting, *, at: datetime) -> dict[int, date]:
    """Return when each person last had a hot seat of the group; one that was not come to does not count."""
    to_come = Q(meeting__ends_at__gt=at)
    sat = (
        HotSeat.objects.standing()
        .filter(to_come | Q(issue__worked_at__isnull=False))
        .filter(meeting__group=meeting.group_id, meeting__starts_at__lt=meeting.starts_at)
        .filter(meeting__cancelled_at=None)
        .order_by("meeting__starts_on")
    )
    return dict(sat.values_list("presenter", "meeting__starts_on"))


def _wait(seat: Membership, last: date | None, before: list[date]) -> Wait:
    since = last or seat.joined_on
    leaves = [(leave.starts_on, leave.ends_on) for leave in seat.leaves.all()]
    invited = [
        day
        for day in before
        if (day > since if last else day >= since)
        and not any(start <= day and (end is None or day <= end) for start, end in leaves)
    ]
    return Wait(since, len(invited), has_sat=last is not None)
