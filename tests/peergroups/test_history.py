"""History starts at joining. What is “said” here is any row with a group and dates: a role that was taken."""

from datetime import date, timedelta

import pytest

from members.models import Member
from peergroups.models import Membership, Role, RoleTerm
from peergroups.seating import seating
from tests import factories
from tests.conftest import TODAY, Cast

DAY = timedelta(days=1)


@pytest.fixture
def speaker(cast: Cast) -> Membership:
    return factories.seat(cast.oak, factories.member("Sara Speaker"), joined_on=date(2000, 1, 1))


def hears(member: Member, speaker: Membership, *, said: int, until: int | None = None, on: int = 0) -> bool:
    """Whether the member may read, `on` days from today, what was said so many days from today."""
    ends_on = TODAY + (said if until is None else until) * DAY
    term = RoleTerm.objects.create(
        membership=speaker, role=Role.HOST, starts_on=TODAY + said * DAY, ends_on=ends_on
    )
    seats = seating(member, on=TODAY + on * DAY)
    heard = seats.heard(since="starts_on", until="ends_on", group="membership__group")
    return RoleTerm.objects.filter(heard, pk=term.pk).exists()


def test_a_member_reads_what_was_said_since_joining(cast: Cast, speaker: Membership) -> None:
    assert hears(cast.newcomer, speaker, said=0)
    assert hears(cast.newcomer, speaker, said=-7)


def test_a_member_does_not_read_what_was_said_before_joining(cast: Cast, speaker: Membership) -> None:
    assert not hears(cast.newcomer, speaker, said=-8)
    assert hears(cast.member, speaker, said=-8)


def test_who_joins_while_something_goes_on_reads_it(cast: Cast, speaker: Membership) -> None:
    assert hears(cast.newcomer, speaker, said=-9, until=-7)
    assert not hears(cast.newcomer, speaker, said=-9, until=-8)


def test_who_has_left_reads_nothing_any_more(cast: Cast, speaker: Membership) -> None:
    assert not hears(cast.former, speaker, said=-60)
    assert hears(cast.former, speaker, said=-60, on=-30)
    assert not hears(cast.former, speaker, said=-60, on=-29)


def test_who_comes_back_reads_again_what_they_heard_and_not_the_gap(cast: Cast, speaker: Membership) -> None:
    factories.seat(cast.oak, cast.former, joined_on=TODAY - 5 * DAY)
    assert hears(cast.former, speaker, said=-60)
    assert hears(cast.former, speaker, said=-30)
    assert not hears(cast.former, speaker, said=-29)
    assert not hears(cast.former, speaker, said=-6)
    assert hears(cast.former, speaker, said=-5)


def test_a_seat_that_is_still_to_come_opens_nothing(cast: Cast, speaker: Membership) -> None:
    factories.seat(cast.oak, cast.outsider, joined_on=TODAY + DAY)
    assert not hears(cast.outsider, speaker, said=0)
    assert not hears(cast.outsider, speaker, said=0, on=1)
    assert hears(cast.outsider, speaker, said=1, on=1)


def test_a_seat_elsewhere_opens_nothing(cast: Cast, speaker: Membership) -> None:
    assert not hears(cast.neighbour, speaker, said=0)
    assert not hears(cast.admin, speaker, said=0)


def test_somebody_on_leave_still_reads(cast: Cast, speaker: Membership) -> None:
    factories.leave(cast.seat(cast.member), starts_on=TODAY - 10 * DAY)
    assert hears(cast.member, speaker, said=0)
