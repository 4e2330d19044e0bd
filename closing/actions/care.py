"""Being in touch with who was missed."""

from datetime import datetime

from django.db import transaction

from closing.events import Happened
from closing.models import CareCall
from ledger.actions import record
from meetings.models import Meeting
from members.models import Member


@transaction.atomic
def log_call(meeting: Meeting, member: Member, *, by: Member, at: datetime) -> None:
    """Note that somebody has been in touch; what was said is not kept. The first call counts."""
    _, is_new = CareCall.objects.get_or_create(
        meeting=meeting, member=member, defaults={"called_at": at, "called_by": by}
    )
    if is_new:
        record(Happened.ABSENT_CALLED, by=by, toward=member, about=meeting, group_id=meeting.group_id, at=at)


@transaction.atomic
def take_back_call(meeting: Meeting, member: Member, *, by: Member, at: datetime) -> None:
    """There was no call after all; it is still to be made."""
    gone, _ = CareCall.objects.filter(meeting=meeting, member=member).delete()
    if gone:
        record(
            Happened.CALL_TAKEN_BACK, by=by, toward=member, about=meeting, group_id=meeting.group_id, at=at
        )
