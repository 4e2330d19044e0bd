"""What a meeting did not come to, and what its hot seats came to."""

from typing import NamedTuple

from issues.models import HotSeat
from meetings.models import AgendaItem, Format, Meeting
from preparation.models import Leftover
from room.models import RunItem, State
from room.panels import unfinished


class LeftItem(NamedTuple):
    """An item of the agenda, or a matter that came up in the room, and whether it is carried over.

    `name` stands for it in a form: “item 7”, or “matter 7” for what has no item of the agenda.
    """

    name: str
    thing: AgendaItem | RunItem
    is_carried: bool  # or proposed to be
    stands: bool  # carried over by somebody


def left_items(meeting: Meeting) -> list[LeftItem]:
    """What can be carried over: of a meeting that was run what it left, otherwise any item; four queries.

    A hot seat is not among them: its issue waits in the parking lot by itself until it is worked. Before
    anything was carried over the page proposes to carry all that the run left.
    """
    known = leftovers(meeting)
    was_run = RunItem.objects.filter(run__meeting=meeting).exists()
    things: list[AgendaItem | RunItem] = []
    if was_run:
        things += [left.item or left for left in unfinished(meeting)]
    items = AgendaItem.objects.filter(day__meeting=meeting)
    things += [item for item in items if item not in things and (not was_run or name_of(item) in known)]
    return [
        LeftItem(name, thing, stands or (was_run and not known), stands)
        for thing in things
        if thing.format not in {Format.BREAK, Format.HOT_SEAT}
        for name in [name_of(thing)]
        for stands in [name in known and known[name].dropped_at is None]
    ]


def leftovers(meeting: Meeting) -> dict[str, Leftover]:
    """What was carried over from a meeting so far, by name; what came up in the room is known by title."""
    found = Leftover.objects.filter(from_meeting=meeting)
    matters = dict(
        RunItem.objects.filter(run__meeting=meeting, item=None)
        .order_by("-position")
        .values_list("title", "pk")
    )
    return {
        f"item {leftover.item_id}" if leftover.item_id else f"matter {matters.get(leftover.title)}": leftover
        for leftover in found
    }


def name_of(thing: AgendaItem | RunItem) -> str:
    return f"{'item' if isinstance(thing, AgendaItem) else 'matter'} {thing.pk}"


class Tried(NamedTuple):
    """A hot seat, and whether its issue was, or seems to have been, worked."""

    hot_seat: HotSeat
    is_worked: bool  # or seems so
    stands: bool  # somebody said so


def hot_seats(meeting: Meeting) -> list[Tried]:
    """The hot seats of a meeting; one is taken for worked where the run came to its end; two queries."""
    standing = HotSeat.objects.standing().filter(meeting=meeting).select_related("issue", "presenter")
    done = set(
        RunItem.objects.filter(run__meeting=meeting, state=State.DONE, item__isnull=False).values_list(
            "item", flat=True
        )
    )
    return [
        Tried(hot_seat, stands or hot_seat.item_id in done, stands)
        for hot_seat in standing.in_order()
        for stands in [hot_seat.issue.worked_at_meeting_id == meeting.pk]
    ]
