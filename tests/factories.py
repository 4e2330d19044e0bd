"""The smallest valid thing of each kind. Names and dates count up, so that two calls never clash."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from commitments.actions import make_commitment
from commitments.models import Commitment
from meetings.actions import Hours, Place, schedule_meeting
from meetings.models import Meeting
from members.models import Member
from notifications import kinds
from notifications.models import Notice, Reason, State
from peergroups.actions import appoint_admin, give_role, give_seat, grant_leave, start_group
from peergroups.clock import today
from peergroups.models import CommunityAdmin, Group, Kind, Leave, Membership

_number = count(1)


def member(name: str = "", **fields: Any) -> Member:
    n = next(_number)
    name = name or f"Person {n}"
    fields = {"key": f"m{n}", "email": f"person{n}@example.org", **fields}
    new = Member(name=name, **fields)
    new.set_unusable_password()
    new.save()
    return new


def group(name: str = "", *, kind: str = Kind.PEER_GROUP, **fields: Any) -> Group:
    name = name or f"Group {next(_number)}"
    return start_group(name=name, kind=kind, by=None, at=timezone.now(), **fields)


def seat(
    group: Group,
    member: Member,
    *,
    joined_on: date | None = None,
    left_on: date | None = None,
    role: str = "",
) -> Membership:
    """A seat since a year ago, unless said otherwise."""
    joined_on = joined_on or today() - timedelta(days=365)
    taken = give_seat(group, member, joined_on=joined_on, by=None, at=timezone.now())
    if role:
        give_role(taken, role, on=joined_on, by=None, at=timezone.now())
    if left_on:
        Membership.objects.filter(pk=taken.pk).update(left_on=left_on)
        taken.roles.update(ends_on=left_on)
        taken.refresh_from_db()
    return taken


def leave(seat: Membership, *, starts_on: date, ends_on: date | None = None) -> Leave:
    return grant_leave(seat, starts_on=starts_on, ends_on=ends_on, by=seat.member, at=timezone.now())


def admin(member: Member) -> CommunityAdmin:
    return appoint_admin(member, by=None, on=today() - timedelta(days=365), at=timezone.now())


def meeting(
    group: Group,
    *,
    on: date | None = None,
    days: int = 1,
    starts: time | None = time(9, 0),
    ends: time | None = time(17, 0),
    timezone_name: str = "UTC",
    by: Member | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> Meeting:
    """A meeting in three weeks, from nine to five, unless said otherwise."""
    on = on or today() + timedelta(days=21)
    place = Place(timezone_name, fields.pop("place", ""), fields.pop("link", ""))
    hours = [Hours(on + timedelta(days=n), starts, ends) for n in range(days)]
    title = fields.pop("title", f"Meeting {next(_number)}")
    at = at or timezone.now()
    return schedule_meeting(group, title=title, days=hours, where=place, by=by, at=at, **fields)


def commitment(
    group: Group, member: Member, *, made_on: date | None = None, due_on: date | None = None, **fields: Any
) -> Commitment:
    """A promise of today, due in a month, unless said otherwise."""
    text = fields.pop("text", f"write chapter {next(_number)}")
    made_on = made_on or today()
    due_on = due_on or made_on + timedelta(days=30)
    return make_commitment(
        group, member, text=text, due_on=due_on, by=member, on=made_on, at=timezone.now(), **fields
    )


def failed_notice(recipient: Member, about: Meeting) -> Notice:
    """The date of a meeting that the mail server would not take."""
    return Notice.objects.create(
        kind=kinds.SAVE_THE_DATE,
        subject=about._meta.label_lower,
        subject_id=about.pk,
        recipient=recipient,
        group=about.group,
        due_at=timezone.now(),
        owed_at=timezone.now(),
        state=State.FAILED,
        settled_at=timezone.now(),
        reason=Reason.REFUSED,
    )
