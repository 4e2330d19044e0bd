"""Is leading shared, or does it hang on one person?"""

from datetime import date, time

import pytest

from engagement.measures.inequality import gini, largest_share, pielou
from engagement.models import Level, Status
from engagement.results import results
from issues.models import HotSeat, Issue
from meetings.models import AgendaItem, Meeting
from members.models import Member
from peergroups.actions import give_role
from peergroups.models import Group, Role
from series.models import Occurrence, Series
from tests import factories
from tests.conftest import TODAY
from tests.engagement.asking import ask, counted, noon

pytestmark = pytest.mark.django_db

LONG_AGO = date(2024, 5, 1)


def circle(group: Group, people: int, *, joined_on: date = LONG_AGO) -> list[Member]:
    members = [factories.member() for _ in range(people)]
    for member in members:
        factories.seat(group, member, joined_on=joined_on)
    return members


def owns(member: Member | None, meeting: Meeting, items: int = 1) -> None:
    day = meeting.days.get()
    taken = day.items.count()
    AgendaItem.objects.bulk_create(
        AgendaItem(day=day, position=taken + n, title="A case", owner=member) for n in range(1, items + 1)
    )


@pytest.mark.parametrize("turns", [[1, 1, 1, 1], [4, 0, 0, 0], [5, 3, 2, 1, 0, 0], [2, 1, 1, 1, 1]])
def test_both_figures_are_what_plain_counting_finds(oak: Group, turns: list[int]) -> None:
    meeting = factories.meeting(oak, on=date(2026, 2, 3))
    for member, number in zip(circle(oak, len(turns)), turns, strict=True):
        owns(member, meeting, number)
    for metric, measured in (
        ("leadership_spread", pielou(turns)),
        ("role_gini", gini(turns, corrected=True)),
    ):
        found = ask(metric, oak)
        assert counted(found) == (sum(turns), len(turns), Status.OK)
        assert found.value == pytest.approx(measured)
        assert found.people == len(turns)
        assert found.detail == {"largest_share": largest_share(turns)}


def test_a_turn_is_a_role_begun_a_meeting_hosted_an_item_owned_or_a_hot_seat_coached(oak: Group) -> None:
    first, second, third, fourth, fifth = circle(oak, 5)
    meeting = factories.meeting(oak, on=date(2026, 2, 3))
    give_role(first.memberships.get(), Role.TIMEKEEPER, on=date(2025, 5, 2), by=None, at=noon(2026, 2, 3))
    hosted(meeting, second)
    owns(third, meeting)
    owns(None, meeting)  # a role leads it
    coached(meeting, presenter=fifth, coach=fourth)
    coached(meeting, presenter=first, coach=fifth, given_up=True)
    assert counted(ask("role_gini", oak)) == (4, 5, Status.NOT_ENOUGH_DATA)
    owns(fifth, meeting)
    found = ask("role_gini", oak)
    assert (*counted(found), found.value) == (5, 5, Status.OK, 0)


def test_who_came_lately_and_who_facilitates_are_asked_for_no_turn(oak: Group) -> None:
    members = circle(oak, 4)
    circle(oak, 3, joined_on=date(2025, 10, 1))  # not there yet at the end of September
    leads = factories.seat(oak, factories.member(), joined_on=LONG_AGO)
    give_role(leads, Role.FACILITATOR, on=LONG_AGO, by=None, at=noon(2024, 5, 1))
    meeting = factories.meeting(oak, on=date(2026, 2, 3))
    for member in [*members, leads.member]:
        owns(member, meeting)
    assert counted(ask("leadership_spread", oak)) == (4, 4, Status.OK)


@pytest.mark.parametrize(
    ("on", "cancelled", "turns"),
    [
        (date(2025, 4, 1), False, 4),
        (date(2025, 3, 31), False, 0),  # more than four quarters ago
        (date(2026, 2, 3), True, 0),
        (date(2026, 3, 31), False, 4),
        (date(2026, 4, 1), False, 0),  # of the next quarter
    ],
)
def test_turns_are_those_of_four_quarters_at_meetings_held(
    oak: Group, on: date, cancelled: bool, turns: int
) -> None:
    meeting = factories.meeting(oak, on=on)
    for member in circle(oak, 4):
        owns(member, meeting)
    if cancelled:
        Meeting.objects.update(cancelled_at=noon(2026, 1, 2))
    assert ask("leadership_spread", oak).numerator == turns


def test_the_community_is_as_its_middle_group_from_five_on(db: None) -> None:
    spreads = []
    for number in range(5):
        assert number == 0 or ask("leadership_spread").value is None
        turns = [4, number, 1, 1]
        group = factories.group()
        meeting = factories.meeting(group, on=date(2026, 2, 3))
        for member, taken in zip(circle(group, 4), turns, strict=True):
            owns(member, meeting, taken)
        spreads.append(pielou(turns) or 0)
    found = ask("leadership_spread")
    assert counted(found) == (40, 20, Status.OK)
    assert found.value == pytest.approx(sorted(spreads)[2])


def test_nobody_is_told_how_many_turns_a_member_took(oak: Group) -> None:
    meeting = factories.meeting(oak, on=date(2026, 2, 3))
    for member in circle(oak, 4):
        owns(member, meeting)
    told = {
        r.level for r in results(as_of=TODAY, zone="UTC") if r.metric in {"role_gini", "leadership_spread"}
    }
    assert told == {Level.GROUP, Level.COMMUNITY}


def hosted(meeting: Meeting, host: Member) -> None:
    series = Series.objects.create(
        key=f"s{meeting.pk}",
        group=meeting.group,
        title="Breakfast",
        timezone="UTC",
        rule_text="FREQ=WEEKLY",
        starts_on=meeting.starts_on,
        starts=time(6),
        ends=time(7),
        changed_at=noon(2026, 1, 2),
    )
    Occurrence.objects.create(series=series, meeting=meeting, on=meeting.starts_on, host=host)


def coached(meeting: Meeting, *, presenter: Member, coach: Member, given_up: bool = False) -> None:
    issue = Issue.objects.create(
        group=meeting.group,
        member=presenter,
        title="Whom to hire",
        offered_on=date(2026, 1, 5),
        changed_at=noon(2026, 1, 5),
    )
    HotSeat.objects.create(
        meeting=meeting,
        issue=issue,
        presenter=presenter,
        coach=coach,
        chosen_at=noon(2026, 1, 20),
        given_up_at=noon(2026, 1, 25) if given_up else None,
    )
