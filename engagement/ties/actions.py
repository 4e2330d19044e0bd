"""Being left out of network analysis, and coming back."""

from datetime import datetime

from django.db import transaction

from engagement.models import LeftOut, PersonTies, TiePart
from engagement.ties.events import Happened
from ledger.actions import record
from members.models import Member


@transaction.atomic
def leave_out(member: Member, *, by: Member, at: datetime) -> None:
    """Make no more ties of this member, and delete those there are with what they said of the member."""
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if LeftOut.objects.filter(member=member, back_at=None).exists():  # a second click asks for what is so
        return
    LeftOut.objects.update_or_create(member=member, defaults={"left_out_at": at, "back_at": None})
    TiePart.objects.of(member).delete()
    PersonTies.objects.filter(member_id=member.pk).delete()
    record(Happened.LEFT_OUT, by=by, toward=member, at=at)


@transaction.atomic
def count_again(member: Member, *, by: Member, at: datetime) -> None:
    """Make ties of this member again, of what happens from now on; the earlier ones stay away."""
    if LeftOut.objects.filter(member=member, back_at=None, left_out_at__lt=at).update(back_at=at):
        record(Happened.COUNTED_AGAIN, by=by, toward=member, at=at)
