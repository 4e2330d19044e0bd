"""Starting and changing groups."""

from datetime import datetime
from typing import Any

from django.db import transaction

from ledger.actions import record
from members.keys import free_key
from members.models import Member
from peergroups.events import Happened
from peergroups.models import POLICIES, Community, Group, Kind


class NameTaken(Exception):
    """Another group is called so; perhaps the form was sent twice."""


@transaction.atomic
def start_group(*, name: str, kind: str, by: Member | None, at: datetime, **fields: Any) -> Group:
    """Start a group that lives by the rules of its kind.

    Raises:
        NameTaken: there is a group of that name, whatever the case.
    """
    Community.objects.select_for_update(no_key=True).first()  # two clicks come one after the other
    if name.casefold() in map(str.casefold, Group.objects.values_list("name", flat=True)):
        raise NameTaken
    policy = POLICIES[Kind(kind)]._asdict()
    group = Group.objects.create(key=free_key(Group, name), name=name, kind=kind, **{**policy, **fields})
    record(Happened.GROUP_STARTED, by=by, about=group, group_id=group.pk, at=at)
    return group


@transaction.atomic
def change_group(group: Group, *, by: Member | None, at: datetime, **changes: Any) -> None:
    """Change what a group is called, is for, or lives by; its key stays."""
    for field, value in changes.items():
        setattr(group, field, value)
    group.save(update_fields=list(changes))
    record(Happened.GROUP_CHANGED, by=by, about=group, group_id=group.pk, at=at)
