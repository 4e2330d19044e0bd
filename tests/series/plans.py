"""Series as tests agree on them."""

from datetime import date, time
from typing import Any

from django.utils import timezone

from meetings.actions import Place
from members.models import Member
from peergroups.clock import today
from peergroups.models import Group
from series.actions import Plan, invite_member, start_series
from series.models import Invitation, Series
from series.recurrence import Rule

THURSDAY = date(2026, 5, 7)  # the first after the day on which tests play


def plan(
    rule: str = "FREQ=WEEKLY;BYDAY=TH",
    *,
    on: date = THURSDAY,
    starts: time = time(6, 30),
    ends: time = time(7, 30),
    timezone_name: str = "Europe/Berlin",
    title: str = "Breakfast",
    place: str = "Corner Café",
) -> Plan:
    return Plan(title, Place(timezone_name, place), Rule.read(rule), on, starts, ends)


def series(group: Group, agreed: Plan | None = None, *, by: Member | None = None, **how: Any) -> Series:
    """Every Thursday at half past six in Berlin, unless said otherwise."""
    return start_series(
        group, agreed or plan(), **{"rotates_host": True, "by": by, "at": timezone.now()} | how
    )


def invitation(group: Group, member: Member, *, by: Member) -> Invitation:
    return invite_member(group, member, by=by, on=today(), at=timezone.now())
