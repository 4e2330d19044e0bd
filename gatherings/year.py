"""The community's year as one member has it: the weeks, and their own groups' meetings in between."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.db.models import Prefetch

from gatherings.models import Gathering, WaveGroup
from meetings.models import Meeting
from members.models import Member
from peergroups.models import Group, PlanArea
from peergroups.seating import seating

A_FEW = 3
"""More meetings of a group in one quarter than this stand in one row."""

MONTHS = ("January – March", "April – June", "July – September", "October – December")


class Dates(NamedTuple):
    """One meeting of a group; or, where it meets often, all of a quarter."""

    group: Group
    meetings: list[Meeting]

    @property
    def first_on(self) -> date:
        return self.meetings[0].starts_on


class Quarter(NamedTuple):
    """Three months of the year: what stands in them, and the plan areas in focus."""

    months: str
    areas: list[PlanArea]
    entries: list[Gathering | Dates]


def year_of(member: Member, year: int, *, on: date) -> list[Quarter]:
    """Return the four quarters of a year; five queries, whatever stands in it."""
    sits = seating(member, on=on)
    own_places = WaveGroup.objects.filter(group__in=sits.groups).select_related("wave", "group", "meeting")
    gatherings = list(
        Gathering.objects.of_year(year)
        .select_related("area", "content_day")
        .with_registration_of(member)
        .prefetch_related("waves", Prefetch("places", own_places, to_attr="own_places"))
    )
    meetings = (
        Meeting.objects.visible_to(member, on=on)
        .standing()
        .filter(starts_on__year=year, wave_place=None)
        .select_related("group")
        .order_by("starts_on", "pk")
    )
    dates = _folded(meetings)
    return [_quarter(number, gatherings, dates) for number in range(4)]


def _quarter(number: int, gatherings: list[Gathering], dates: list[Dates]) -> Quarter:
    here: list[Gathering | Dates] = [week for week in gatherings if _number(week.starts_on) == number]
    areas = [
        week.area for week in here if isinstance(week, Gathering) and week.area and not week.is_cancelled
    ]
    here += [each for each in dates if _number(each.first_on) == number]
    return Quarter(MONTHS[number], list(dict.fromkeys(areas)), sorted(here, key=_first_day))


def _folded(meetings: Iterable[Meeting]) -> list[Dates]:
    """Put the meetings of a group that meets often into one row for each quarter."""

    def stall(meeting: Meeting) -> tuple[int, int]:
        return _number(meeting.starts_on), meeting.group_id

    rows: list[Dates] = []
    for _, same in groupby(sorted(meetings, key=stall), key=stall):
        of_group = list(same)
        often = len(of_group) > A_FEW
        rows += [Dates(each[0].group, each) for each in ([of_group] if often else [[m] for m in of_group])]
    return rows


def _first_day(entry: Gathering | Dates) -> date:
    return entry.starts_on if isinstance(entry, Gathering) else entry.first_on


def _number(on: date) -> int:
    return (on.month - 1) // 3
