"""Is everyone heard, where all let it be counted?"""

from datetime import date

import pytest

from engagement.measures.inequality import gini
from engagement.models import Status
from engagement.results import results
from meetings.models import Meeting
from peergroups.models import Group
from room.models import Airtime, Consent, Counting, Run
from tests import factories
from tests.conftest import TODAY
from tests.engagement.asking import ask, counted, noon

pytestmark = pytest.mark.django_db


def talk(group: Group, seconds: list[int], *, airtime: str = Counting.ON, is_over: bool = True) -> None:
    """A meeting at which people spoke for so long; who spoke not at all agreed to be counted, too."""
    meeting = factories.meeting(group, on=date(2026, 2, 3))
    ended_at = noon(2026, 2, 3) if is_over else None
    run = Run.objects.create(
        meeting=meeting,
        started_at=meeting.starts_at,
        moved_at=meeting.starts_at,
        ended_at=ended_at,
        airtime=airtime,
    )
    for spoken in seconds:
        member = factories.member()
        Consent.objects.create(run=run, member=member, given_at=meeting.starts_at)
        if spoken:
            Airtime.objects.create(run=run, member=member, seconds=spoken)


@pytest.mark.parametrize("seconds", [[300] * 5, [1200, 0, 0, 0, 0], [700, 300, 200, 100, 0]])
def test_a_meeting_is_what_plain_counting_finds(oak: Group, seconds: list[int]) -> None:
    talk(oak, seconds)
    found = ask("airtime_equality", oak)
    assert found.status == Status.OK
    assert found.value == pytest.approx(1 - (gini(seconds, corrected=True) or 0))


def test_a_quarter_is_the_mean_of_its_meetings(oak: Group) -> None:
    talk(oak, [300] * 5)
    talk(oak, [1200, 0, 0, 0, 0])
    found = ask("airtime_equality", oak)
    assert (*counted(found), found.value) == (1, 2, Status.OK, 0.5)


def test_a_meeting_that_was_not_counted_wholly_says_nothing(oak: Group) -> None:
    talk(oak, [300] * 4)  # too few people
    talk(oak, [180, 180, 180, 180, 179])  # too short
    talk(oak, [300] * 5, airtime=Counting.ASKED)
    talk(oak, [300] * 5, is_over=False)
    factories.seat(oak, factories.member(), joined_on=date(2025, 1, 1))
    assert counted(ask("airtime_equality", oak)) == (0, 0, Status.NOT_APPLICABLE)


def test_a_cancelled_meeting_says_nothing(oak: Group) -> None:
    talk(oak, [300] * 5)
    Meeting.objects.update(cancelled_at=noon(2026, 1, 2))
    factories.seat(oak, factories.member(), joined_on=date(2025, 1, 1))
    assert counted(ask("airtime_equality", oak)) == (0, 0, Status.NOT_APPLICABLE)


def test_all_meetings_count_alike_for_the_community_and_nothing_is_said_of_a_person(oak: Group) -> None:
    for _ in range(4):
        talk(oak, [300] * 5)
    assert ask("airtime_equality").value is None  # fewer than five meetings
    talk(factories.group(), [1200, 0, 0, 0, 0])
    found = ask("airtime_equality")
    assert (*counted(found), found.value) == (4, 5, Status.OK, 0.8)
    told = {r.level for r in results(as_of=TODAY, zone="UTC") if r.metric == "airtime_equality"}
    assert told == {"group", "community"}
