"""What a member wants to be written about."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from ledger.actions import record
from members.models import Member
from notifications.events import Happened
from notifications.kinds import KINDS
from notifications.models import NoticePreference


@transaction.atomic
def turn_off_kind(member: Member, kind: str, *, by: Member, at: datetime) -> None:
    """Write no more about this; what is owed already is skipped when its time comes."""
    _, is_new = NoticePreference.objects.get_or_create(member=member, kind=kind)
    if is_new:
        record(Happened.NOTICES_TURNED_OFF, by=by, toward=None if by == member else member, at=at)


@transaction.atomic
def turn_on_kind(member: Member, kind: str, *, by: Member, at: datetime) -> None:
    """Write about this again."""
    deleted, _ = NoticePreference.objects.filter(member=member, kind=kind).delete()
    if deleted:
        record(Happened.NOTICES_TURNED_ON, by=by, toward=None if by == member else member, at=at)


@transaction.atomic
def choose_kinds(member: Member, wanted: Collection[str], *, by: Member, at: datetime) -> None:
    """Write about these kinds and no others."""
    for kind in KINDS:
        (turn_on_kind if kind in wanted else turn_off_kind)(member, kind, by=by, at=at)
