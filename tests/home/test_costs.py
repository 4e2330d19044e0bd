"""Gathering pages take as many queries for three of everything as for one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from engagement.actions import compute_engagement
from meetings import actions
from meetings.models import Mark, Meeting, Reply
from members.models import Member
from peergroups.models import Group, Role
from tests import factories
from tests.browsing import assert_costs_the_same
from tests.conftest import NOW, TODAY, Cast, Enter

DAY = timedelta(days=1)


def somebody(group: Group) -> Member:
    """One more on the roster, who promises something and is away for a while."""
    seat = factories.seat(group, factories.member(), role=Role.HOST)
    factories.commitment(group, seat.member)
    factories.leave(seat, starts_on=TODAY - 9 * DAY, ends_on=TODAY - 8 * DAY)
    return seat.member


def meet(group: Group, leader: Member) -> Meeting:
    """A meeting with attendance, one without, and one to come that somebody has answered."""
    people = [seat.member for seat in group.memberships.current(TODAY)]
    held = factories.meeting(group, on=TODAY - 2 * DAY)
    actions.record_attendance(
        held.days.get(), dict.fromkeys(people, Mark.PRESENT), by=leader, at=timezone.now()
    )
    factories.meeting(group, on=TODAY - DAY)
    coming = factories.meeting(group, reply_by_on=TODAY + DAY)
    actions.answer_invitation(coming, people[-1], Reply.YES, by=people[-1], at=timezone.now())
    return held


def lead_another(cast: Cast) -> Group:
    group = factories.group()
    factories.seat(group, cast.facilitator, role=Role.FACILITATOR)
    somebody(group)
    meet(group, cast.facilitator)
    factories.commitment(group, cast.facilitator)
    factories.commitment(group, somebody(group), partner=cast.facilitator)
    compute_engagement(as_of=TODAY, by=None, at=NOW)
    return group


@pytest.mark.parametrize("url", ["/", "/desk/"])
def test_today_and_the_desk_for_three_groups(enter: Enter, cast: Cast, url: str) -> None:
    assert_costs_the_same(enter("facilitator"), url, lambda: lead_another(cast))


@pytest.mark.parametrize("who", ["member", "facilitator"])
def test_a_group_of_many(enter: Enter, cast: Cast, who: str) -> None:
    def add_row() -> None:
        somebody(cast.oak)
        meet(cast.oak, cast.facilitator)
        compute_engagement(as_of=TODAY, by=None, at=NOW)

    assert_costs_the_same(enter(who), "/groups/oak/", add_row)


@pytest.mark.parametrize("on", [-2, 21])
@pytest.mark.parametrize("who", ["member", "facilitator"])
def test_a_meeting_of_many(enter: Enter, cast: Cast, who: str, on: int) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY + on * DAY, days=3)
    add_row = _filling(meeting, cast)
    assert_costs_the_same(enter(who), meeting.get_absolute_url(), add_row)


def _filling(meeting: Meeting, cast: Cast) -> Callable[[], None]:
    days = iter(meeting.days.all())

    def add_row() -> None:
        day, new = next(days), somebody(cast.oak)
        told: dict[str, Any] = {"by": cast.facilitator, "at": timezone.now()}
        factories.commitment(cast.oak, new, meeting=meeting, partner=cast.partner)
        for title in ("Talk", "Walk"):
            actions.add_item(day, title=title, minutes=30, owner=new, **told)
        if meeting.has_begun(timezone.now()):
            actions.record_attendance(day, {new: Mark.PRESENT}, **told)
        else:
            actions.answer_invitation(meeting, new, Reply.MAYBE, **told)

    return add_row
