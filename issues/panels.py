"""What gathering pages show of issues and hot seats."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from issues.models import DOTS_EACH, Dot, HotSeat, Issue
from meetings.models import AgendaItem, Format, Meeting
from members.models import Member
from peergroups.models import Group

DUE = timedelta(days=21)
"""So long before a meeting its issues should be offered, for there is one to be chosen a week later."""

USUAL_SEATS = 2
"""So many hot seats are proposed where the agenda does not say how many there are."""


class OfMeeting(NamedTuple):
    """The hot seats of a meeting, and what this member can do about them."""

    hot_seats: list[HotSeat]
    dots_left: int
    mine: Issue | None  # the most pressing of this member's that wait
    waiting: int  # in the parking lot, as far as the member may read it
    is_open: bool  # whether dots can be placed


def of_meeting(meeting: Meeting, member: Member, *, on: date, at: datetime) -> OfMeeting | None:
    """What a meeting's page says of hot seats; nothing in a group without agendas. Three queries."""
    if not meeting.group.plans_agenda:
        return None
    waiting = list(Issue.objects.visible_to(member, on=on).open().filter(group=meeting.group_id))
    return OfMeeting(
        hot_seats=chosen(meeting, member, on=on),
        dots_left=dots_left(meeting, member),
        mine=next((issue for issue in waiting if issue.member_id == member.pk), None),
        waiting=len(waiting),
        is_open=not meeting.is_cancelled and not meeting.is_over(at),
    )


def chosen(meeting: Meeting, member: Member, *, on: date) -> list[HotSeat]:
    """The hot seats of a meeting in the order of its agenda; one query."""
    standing = HotSeat.objects.standing().filter(meeting=meeting).with_reading_of(member, on=on)
    return list(standing.select_related("issue", "presenter", "coach", "item").in_order())


def given_up(meeting: Meeting) -> list[HotSeat]:
    """The hot seats of a meeting that somebody gave up, in that order; one query."""
    seats = HotSeat.objects.filter(meeting=meeting, given_up_at__isnull=False)
    return list(seats.select_related("presenter", "meeting", "substitute__member").order_by("given_up_at"))


def count_seats(meeting: Meeting) -> int:
    """How many hot seats the agenda has, or the usual number where it has none yet; one query."""
    return AgendaItem.objects.filter(day__meeting=meeting, format=Format.HOT_SEAT).count() or USUAL_SEATS


def dots_left(meeting: Meeting, member: Member) -> int:
    """How many of their dots for this meeting somebody has not placed yet; one query."""
    return DOTS_EACH - Dot.objects.filter(meeting=meeting, member=member).count()


class Packed(NamedTuple):
    """A hot seat as the pack has it; `title` and `question` are empty where they are not to be printed."""

    presenter: Member
    coach: Member | None
    minutes: int
    title: str
    question: str


def for_pack(meeting: Meeting, member: Member, *, on: date) -> list[Packed]:
    """What the pack says of each hot seat: no words that stay in the room, none the reader may not read."""
    return [
        Packed(
            hot_seat.presenter,
            hot_seat.coach,
            hot_seat.issue.minutes,
            hot_seat.issue.title if prints else "",
            hot_seat.issue.question if prints else "",
        )
        for hot_seat in chosen(meeting, member, on=on)
        for prints in [hot_seat.is_read and not hot_seat.issue.stays_in_the_room]
    ]


def count_hidden(group: Group, member: Member, *, on: date) -> int:
    """How many open issues of the group are from before this member's time."""
    seen = Issue.objects.visible_to(member, on=on).values("pk")
    return Issue.objects.open().filter(group=group).exclude(pk__in=seen).count()


def to_offer(member: Member, asking: list[Meeting]) -> list[Meeting]:
    """Of the meetings that ask something of this member, those for which nothing is offered; one query."""
    if not asking:
        return []
    mine = Issue.objects.open().filter(member=member, group__in={meeting.group_id for meeting in asking})
    offering = set(mine.values_list("group", flat=True))
    return [meeting for meeting in asking if meeting.group_id not in offering]
