"""The agenda of a meeting while one hand is at it: read once under lock, and written where it changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from ledger.actions import record
from meetings.events import Happened
from meetings.models import AgendaChange, AgendaItem, Meeting, MeetingDay
from members.models import Member

FIELDS = ("day_id", "position", "title", "minutes", "format", "owner_id", "owner_role", "record")
"""What an item is made of."""

CHANGES_KEPT = 50
"""So many changes of one agenda are remembered, to tell who comes back to the page what happened."""

Row = dict[str, Any]


class ItemGone(Exception):
    """Somebody took the item off the agenda meanwhile."""


class DayGone(ItemGone):
    """The day itself was taken off the meeting meanwhile."""


class Arrangement:
    """All days of a meeting with their items in order, to be rearranged at will."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.days: dict[int, list[AgendaItem]] = {pk: [] for pk in meeting.days.values_list("pk", flat=True)}
        for item in AgendaItem.objects.filter(day__in=self.days).order_by("position"):
            self.days[item.day_id].append(item)
        self.before = {item.pk: _row(item) for item in self.items}

    @property
    def items(self) -> list[AgendaItem]:
        return [item for items in self.days.values() for item in items]

    def take(self, item: AgendaItem) -> AgendaItem:
        """Lift an item off its day, as it stands now.

        Raises:
            ItemGone: it is not there any more.
        """
        for items in self.days.values():
            if item in items:
                stored = items[items.index(item)]
                items.remove(item)
                for name in FIELDS:
                    setattr(item, name, getattr(stored, name))
                return item
        raise ItemGone

    def put(self, item: AgendaItem, day: MeetingDay, position: int | None = None) -> None:
        """Put an item at a place of a day, 1 being the first, or at its end; the others make room.

        Raises:
            DayGone: the meeting has no such day any more.
        """
        if day.pk not in self.days:
            raise DayGone
        items, item.day = self.days[day.pk], day
        items.insert(len(items) if position is None else max(0, position - 1), item)

    def put_back(self, rows: Mapping[str, Row | None]) -> None:
        """Make items what they were: `rows` by key, nothing for one that was not there."""
        now = {str(item.pk): item for item in self.items}
        gone = {item.pk for key, item in now.items() if key in rows and rows[key] is None}
        for key, row in rows.items():
            if row:
                now[key] = now.get(key) or AgendaItem(pk=int(key))
                for name, value in row.items():
                    setattr(now[key], name, value)
        staying = sorted((i for i in now.values() if i.pk not in gone), key=lambda item: item.position)
        last = list(self.days)[-1]
        for items in self.days.values():
            items.clear()
        for item in staying:
            self.days.get(item.day_id, self.days[last]).append(item)

    def save(self) -> dict[str, Row | None]:
        """Write what changed; return how those rows were before."""
        for day, items in self.days.items():
            for position, item in enumerate(items, 1):
                item.day_id, item.position = day, position
        new = [item for item in self.items if item.pk not in self.before]
        changed = [i for i in self.items if i.pk in self.before and _row(i) != self.before[i.pk]]
        gone = self.before.keys() - {item.pk for item in self.items}
        AgendaItem.objects.filter(pk__in=gone).delete()
        AgendaItem.objects.bulk_create(new)
        AgendaItem.objects.bulk_update(changed, FIELDS)
        kept = {str(pk): self.before[pk] for pk in [*(item.pk for item in changed), *gone]}
        return {**kept, **{str(item.pk): None for item in new}}


@contextmanager
def arranging(meeting: Meeting, says: str, *, by: Member | None, at: datetime) -> Iterator[Arrangement]:
    """Hold the agenda of a meeting still, let the caller rearrange it, and write what changed.

    `says` tells it to others, after a name: “removed “Numbers””.
    """
    with transaction.atomic():
        meeting.agenda_sequence = Meeting.objects.select_for_update().get(pk=meeting.pk).agenda_sequence
        arrangement = Arrangement(meeting)
        yield arrangement
        before = arrangement.save()
        if before:
            _remember(meeting, says, before, by=by, at=at)


def _remember(
    meeting: Meeting, says: str, before: Mapping[str, Row | None], *, by: Member | None, at: datetime
) -> None:
    meeting.agenda_sequence += 1
    Meeting.objects.filter(pk=meeting.pk).update(agenda_sequence=meeting.agenda_sequence)
    changes = meeting.agenda_changes
    changes.create(sequence=meeting.agenda_sequence, by=by, at=at, says=says[:300], before=before)
    changes.filter(sequence__lte=meeting.agenda_sequence - CHANGES_KEPT).delete()
    record(Happened.AGENDA_CHANGED, by=by, about=meeting, group_id=meeting.group_id, at=at)


def last_change(meeting: Meeting) -> AgendaChange | None:
    """Return the change that made the agenda what it is, as far as it is remembered."""
    return meeting.agenda_changes.filter(sequence=meeting.agenda_sequence).first()


def _row(item: AgendaItem) -> Row:
    return {name: getattr(item, name) for name in FIELDS}
