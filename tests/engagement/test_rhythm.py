"""How often groups meet."""

from datetime import date

import pytest

from engagement.catalogue import METRICS
from engagement.figures import Figure
from engagement.models import Status
from engagement.periods import Quarter
from meetings.models import Meeting
from peergroups.models import Group
from tests import factories
from tests.engagement.asking import ask, counted, noon

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seats(oak: Group) -> None:
    """Somebody sits in Oak since 2025."""
    factories.seat(oak, factories.member(), joined_on=date(2025, 1, 1))


def meets(group: Group, *days: date) -> list[Meeting]:
    return [factories.meeting(group, on=on) for on in days]


def test_meetings_are_counted_whether_anybody_wrote_down_who_came_or_not(oak: Group) -> None:
    meets(oak, date(2026, 1, 5), date(2026, 2, 2), date(2026, 4, 1))
    found = ask("meetings_held", oak)
    assert (*counted(found), found.value) == (2, 1, Status.OK, 2)


def test_a_quarter_without_a_meeting_has_none_which_is_known(oak: Group) -> None:
    found = ask("meetings_held", oak)
    assert (*counted(found), found.value) == (0, 1, Status.OK, 0)
    assert counted(ask("days_between_meetings", oak)) == (0, 0, Status.NOT_APPLICABLE)


def test_days_are_counted_back_to_the_meeting_before_also_into_an_earlier_quarter(oak: Group) -> None:
    meets(oak, date(2025, 12, 1), date(2026, 1, 5), date(2026, 1, 15), date(2026, 3, 1))
    found = ask("days_between_meetings", oak)
    assert (*counted(found), found.value) == (35 + 10 + 45, 3, Status.OK, 35)


def test_the_first_meeting_of_all_has_none_before_it(oak: Group) -> None:
    meets(oak, date(2026, 1, 5))
    meets(factories.group("Elm"), date(2026, 1, 1))
    assert counted(ask("days_between_meetings", oak)) == (0, 0, Status.NOT_APPLICABLE)


def test_what_fell_through_makes_the_way_longer(oak: Group) -> None:
    _, second, _ = meets(oak, date(2026, 1, 5), date(2026, 1, 15), date(2026, 3, 1))
    Meeting.objects.filter(pk=second.pk).update(cancelled_at=noon(2026, 1, 14))
    assert ask("meetings_held", oak).value == 2
    assert ask("days_between_meetings", oak).value == 55


def test_a_meeting_that_lies_ahead_was_not_held(oak: Group) -> None:
    meets(oak, date(2026, 1, 5), date(2026, 2, 2))
    assert ask("meetings_held", oak, as_of=date(2026, 2, 1)).value == 1


def test_of_the_community_it_is_known_how_many_groups_met(oak: Group) -> None:
    meets(oak, date(2026, 1, 5), date(2026, 2, 2))
    elm, empty = factories.group("Elm"), factories.group("Empty")
    factories.seat(elm, factories.member(), joined_on=date(2025, 1, 1))
    meets(empty, date(2026, 1, 7))
    found = ask("groups_met")
    assert (*counted(found), found.value) == (1, 2, Status.OK, 0.5)


@pytest.mark.parametrize(("days", "words"), [(1.0, "1 day"), (35.0, "35 days"), (22.5, "22.5 days")])
def test_days_are_said_as_days(days: float, words: str) -> None:
    told = Figure(METRICS["days_between_meetings"], Quarter(8104), Status.OK, days, 1, days, None, None)
    assert told.shown == words
