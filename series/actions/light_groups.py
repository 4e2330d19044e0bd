"""Starting a light group: a table, a time, and the first people to ask."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from ledger.models import Entry
from members.models import Member
from peergroups.actions import NameTaken, give_role, give_seat, start_group
from peergroups.events import Happened as Grouped
from peergroups.models import Group, Kind, Role
from series.actions.inviting import invite_member
from series.actions.running import Plan, start_series

DAYS_IN_A_WEEK, DAYS_IN_A_MONTH = 7, 30


class StartedAlready(Exception):
    """This person has started a group of that name: the form was sent twice."""

    def __init__(self, group: Group) -> None:
        self.group = group


@transaction.atomic
def start_light_group(
    *,
    name: str,
    purpose: str,
    plan: Plan,
    guests: Iterable[Member] = (),
    by: Member,
    on: date,
    at: datetime,
) -> Group:
    """Start a thinking group in one act: its first seat, its series of meetings, and who is asked to join.

    Raises:
        NameTaken: there is a group of that name.
        StartedAlready: they started it themselves.
        RuleRefused: the series would have no date.
    """
    try:
        group = start_group(
            name=name,
            purpose=purpose,
            kind=Kind.THINKING_GROUP,
            timezone=plan.where.timezone,
            rhythm_days=plan.rule.interval * (DAYS_IN_A_MONTH if plan.rule.is_monthly else DAYS_IN_A_WEEK),
            by=by,
            at=at,
        )
    except NameTaken:
        if mine := _started(name, by):
            raise StartedAlready(mine) from None
        raise
    seat = give_seat(group, by, joined_on=on, by=by, at=at)
    give_role(seat, Role.HOST, on=on, by=by, at=at)
    start_series(group, plan, rotates_host=True, by=by, at=at)
    for guest in guests:
        invite_member(group, guest, by=by, on=on, at=at)
    return group


def _started(name: str, member: Member) -> Group | None:
    by_them = Entry.objects.filter(verb=Grouped.GROUP_STARTED, by=member).values("thing_id")
    return Group.objects.filter(pk__in=by_them, name__iexact=name).first()
