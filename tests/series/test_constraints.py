"""What PostgreSQL refuses, also from a shell prompt."""

from datetime import time

import pytest

from series.models import Invitation, Occurrence, PassedTurn, Series, SkippedDate
from tests import factories
from tests.conftest import NOW, Cast
from tests.refusing import refuses
from tests.series.plans import THURSDAY, invitation, series


@pytest.fixture
def breakfast(cast: Cast) -> Series:
    return series(cast.grove)


def test_a_date_that_ends_before_it_begins(breakfast: Series) -> None:
    breakfast.ends = time(6, 30)
    assert refuses("a_date_of_a_series_ends_after_it_begins", breakfast)


def test_a_last_day_of_a_series_that_nobody_ended(breakfast: Series) -> None:
    breakfast.ended_on = THURSDAY
    assert refuses("an_ended_series_has_a_last_day", breakfast)


def test_two_meetings_of_one_date(cast: Cast, breakfast: Series) -> None:
    again = Occurrence(series=breakfast, on=THURSDAY, meeting=factories.meeting(cast.grove))
    assert refuses("one_occurrence_each_date", again)


def test_a_date_skipped_twice(breakfast: Series) -> None:
    SkippedDate.objects.create(series=breakfast, on=THURSDAY, skipped_at=NOW)
    assert refuses("a_date_is_skipped_once", SkippedDate(series=breakfast, on=THURSDAY, skipped_at=NOW))


def test_two_passed_turns_of_one_member(cast: Cast, breakfast: Series) -> None:
    occurrence = breakfast.occurrences.all()[0]
    PassedTurn.objects.create(occurrence=occurrence, member=cast.member)
    assert refuses("one_passed_turn_each", PassedTurn(occurrence=occurrence, member=cast.member))


def test_two_unanswered_invitations_of_one_member(cast: Cast) -> None:
    invitation(cast.grove, cast.outsider, by=cast.member)
    again = Invitation(group=cast.grove, member=cast.outsider, invited_at=NOW)
    assert refuses("one_unanswered_invitation_each", again)


def test_an_invitation_that_is_accepted_and_declined(cast: Cast) -> None:
    both = Invitation(
        group=cast.grove, member=cast.outsider, invited_at=NOW, accepted_at=NOW, declined_at=NOW
    )
    assert refuses("an_invitation_has_one_answer", both)
