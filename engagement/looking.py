"""Writing down who looks at the figures of groups, so that those whom they are about can read it."""

from collections.abc import Iterable
from datetime import date

from engagement.models import Look, Seen
from engagement.models.looks import KEPT_FOR
from members.models import Member
from peergroups.models import Group
from peergroups.seating import seating


def note_look(member: Member, group: Group | None, seen: Seen, *, on: date) -> None:
    """Note that somebody looked; the second time on a day it is noted already. One query."""
    Look.objects.bulk_create([Look(member=member, group=group, seen=seen, on=on)], ignore_conflicts=True)


def note_looks(member: Member, groups: Iterable[Group], *, on: date) -> None:
    """Note that somebody saw the figures of these groups side by side; that is a look at each. One query."""
    looks = [Look(member=member, group=group, seen=Seen.PAGE, on=on) for group in groups]
    Look.objects.bulk_create(looks, ignore_conflicts=True)


def looks_after(member: Member, group: Group, *, on: date) -> bool:
    """Whether somebody looks at a group because they lead it, or look after the community."""
    seats = seating(member, on=on)
    return seats.leads(group) or not seats.sits_in(group)


def forget_looks(*, on: date) -> int:
    """Delete what was noted two years ago or earlier; return how many."""
    deleted, _ = Look.objects.filter(on__lte=on - KEPT_FOR).delete()
    return deleted
