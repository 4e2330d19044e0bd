from datetime import timedelta

from peergroups.models import Membership, Standing
from tests import factories
from tests.conftest import TODAY, Cast

DAY = timedelta(days=1)


def standing(cast: Cast, seat: Membership, *, after: int = 0) -> Standing:
    on = TODAY + after * DAY
    read = Membership.objects.with_leave(on).get(pk=seat.pk)
    return read.standing(on, is_away=read.is_away)


def test_who_joins_later_is_coming(cast: Cast) -> None:
    seat = factories.seat(cast.oak, cast.outsider, joined_on=TODAY + DAY)
    assert standing(cast, seat) is Standing.COMING
    assert standing(cast, seat, after=1) is Standing.FULL


def test_who_has_left_is_former_from_the_day_after(cast: Cast) -> None:
    seat = cast.seat(cast.former)
    assert standing(cast, seat, after=-30) is Standing.FULL
    assert standing(cast, seat, after=-29) is Standing.FORMER


def test_who_is_on_trial_is_provisional_until_the_day_of_full_membership(cast: Cast) -> None:
    seat = cast.seat(cast.member)
    seat.full_on = TODAY
    seat.save()
    assert standing(cast, seat, after=-1) is Standing.PROVISIONAL
    assert standing(cast, seat) is Standing.FULL


def test_who_is_on_leave_keeps_the_seat_and_is_not_expected(cast: Cast) -> None:
    seat = cast.seat(cast.member)
    factories.leave(seat, starts_on=TODAY, ends_on=TODAY + 30 * DAY)
    assert standing(cast, seat) is Standing.SABBATICAL
    assert seat in Membership.objects.current(TODAY)
    assert seat not in Membership.objects.expected(TODAY)
    assert seat not in Membership.objects.expected(TODAY + 30 * DAY)
    assert seat in Membership.objects.expected(TODAY + 31 * DAY)
    assert standing(cast, seat, after=31) is Standing.FULL


def test_a_leave_without_an_end_goes_on(cast: Cast) -> None:
    seat = cast.seat(cast.member)
    factories.leave(seat, starts_on=TODAY)
    assert standing(cast, seat, after=1000) is Standing.SABBATICAL


def test_the_leave_of_one_seat_says_nothing_of_another(cast: Cast) -> None:
    factories.leave(cast.seat(cast.member), starts_on=TODAY)
    assert cast.seat(cast.member, cast.grove) in Membership.objects.expected(TODAY)
