"""Writing down what a group keeps of its meeting."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from closing.events import Happened
from closing.models import Minute
from ledger.actions import record
from meetings.models import AgendaItem, Meeting
from members.models import Member

Notes = Mapping[AgendaItem | None, str]
"""Texts by the item that they are about; none stands for the meeting as a whole."""


@transaction.atomic
def write_minutes(meeting: Meeting, notes: Notes, *, by: Member, at: datetime) -> None:
    """Set the notes given and leave the others as they are; an empty text takes a note away."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)  # one hand after the other
    for item, text in notes.items():
        about = {"item": item} if item else {"about": ""}
        if not text:
            Minute.objects.filter(meeting=meeting, **about).delete()
            continue
        kept = {"text": text, "written_at": at, "written_by": by, "about": item.title if item else ""}
        Minute.objects.update_or_create(meeting=meeting, **about, defaults=kept)
    if notes:
        record(Happened.MINUTES_WRITTEN, by=by, about=meeting, group_id=meeting.group_id, at=at)
