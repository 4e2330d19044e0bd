"""What a meeting did not come to, and what its hot seats came to."""

from typing import NamedTuple

from issues.models import HotSeat
from meetings.models import AgendaItem, Format, Meeting
from preparation.models import Leftover
from room.models import RunItem, State


class LeftItem(NamedTuple):
    """An item of the agenda, and whether it is, or had better be, offered to the next one."""

    item: AgendaItem
    is_carried: bool


def left_items(meeting: Meeting) -> list[LeftItem]:
    """The items that can be carried over: of a meeting that was run those not done, otherwise all; 3 queries.

    A hot seat is not among them: its issue waits in the parking lot by itself until it is worked. Before
    anything was carried over the page proposes to carry what the run left.
    """
    left = [State.PARKED, State.SKIPPED, State.WAITING]
    states = dict(
        RunItem.objects.filter(run__meeting=meeting, item__isnull=False).values_list("item", "state")
    )
    carried = dict(Leftover.objects.filter(from_meeting=meeting).values_list("item", "dropped_at"))
    items = AgendaItem.objects.filter(day__meeting=meeting).exclude(
        format__in=[Format.BREAK, Format.HOT_SEAT]
    )
    return [
        LeftItem(item, carried[item.pk] is None if item.pk in carried else bool(states) and not carried)
        for item in items
        if not states or states.get(item.pk, State.WAITING) in left or item.pk in carried
    ]


class Seat(NamedTuple):
    """A hot seat, and whether its issue was, or seems to have been, worked."""

    hot_seat: HotSeat
    is_worked: bool


def hot_seats(meeting: Meeting) -> list[Seat]:
    """The hot seats of a meeting; one is taken for worked where the run came to its end; two queries."""
    standing = HotSeat.objects.standing().filter(meeting=meeting).select_related("issue", "presenter")
    done = set(
        RunItem.objects.filter(run__meeting=meeting, state=State.DONE, item__isnull=False).values_list(
            "item", flat=True
        )
    )
    return [
        Seat(hot_seat, hot_seat.issue.worked_at_meeting_id == meeting.pk or hot_seat.item_id in done)
        for hot_seat in standing.in_order()
    ]
