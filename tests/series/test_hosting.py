"""The host of the week: who has waited longest, and swapping turns."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ledger.models import Entry
from members.models import Member
from series import actions
from series.hosting import host_of, rota
from series.models import Occurrence, Series
from series.tasks import extend_series
from tests import factories
from tests.browsing import page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.series.plans import THURSDAY, series

WEEK = timedelta(weeks=1)


@pytest.fixture
def table(cast: Cast) -> list[Member]:
    """Three at the table of Grove, in the order in which they joined, and its series."""
    people = [cast.member]
    for months, name in ((6, "Ben"), (3, "Ana")):
        seat = factories.seat(
            cast.grove, factories.member(name), joined_on=TODAY - timedelta(days=30 * months)
        )
        people.append(seat.member)
    series(cast.grove, by=cast.member)
    return people


def hosts(cast: Cast, count: int = 4) -> Sequence[Member | None]:
    return [turn.host for turn in rota(cast.grove, at=NOW)][:count]


def first() -> Occurrence:
    return Occurrence.objects.select_related("meeting__group").get(on=THURSDAY)


def test_who_has_waited_longest_is_next_and_then_it_goes_round(cast: Cast, table: list[Member]) -> None:
    mara, ben, ana = table
    assert hosts(cast) == [mara, ben, ana, mara]
    assert hosts(cast) == hosts(cast)


def test_who_hosted_last_comes_last(cast: Cast, table: list[Member]) -> None:
    mara, ben, ana = table
    Occurrence.objects.filter(on=THURSDAY).update(host=mara)
    a_week_later = rota(cast.grove, at=NOW + WEEK)
    assert [turn.host for turn in a_week_later][:3] == [ben, ana, mara]


def test_who_is_on_leave_or_has_left_takes_no_turn(cast: Cast, table: list[Member]) -> None:
    mara, ben, ana = table
    seat = cast.seat(mara, cast.grove)
    factories.leave(seat, starts_on=TODAY, ends_on=THURSDAY + WEEK)
    cast.seat(ana, cast.grove)
    ana.memberships.update(left_on=THURSDAY + 2 * WEEK)
    assert hosts(cast, 5) == [ben, ana, mara, ben, mara]


def test_a_facilitator_leads_from_beside_the_table(cast: Cast) -> None:
    series(cast.oak, by=cast.facilitator)
    names = {turn.host for turn in rota(cast.oak, at=NOW)}
    assert names == {cast.member, cast.partner, cast.newcomer}


def test_a_cancelled_date_costs_nobody_a_turn(cast: Cast, table: list[Member]) -> None:
    actions.skip_date(Series.objects.get(), THURSDAY, by=cast.member, at=NOW)
    assert rota(cast.grove, at=NOW)[0].occurrence.on == THURSDAY + WEEK
    assert hosts(cast, 1) == [table[0]]


def test_one_tap_takes_a_turn_and_one_passes_it_on(cast: Cast, table: list[Member]) -> None:
    mara, ben, ana = table
    actions.take_turn(first(), by=ana, at=NOW)
    assert hosts(cast, 3) == [ana, mara, ben]
    actions.pass_turn(first(), by=ana, at=NOW)
    assert hosts(cast, 3) == [mara, ben, ana]
    actions.pass_turn(first(), by=mara, at=NOW)
    assert hosts(cast, 3) == [ben, mara, ana]  # whoever passed comes first again
    actions.take_turn(first(), by=mara, at=NOW)
    assert hosts(cast, 1) == [mara]


def test_if_all_pass_nobody_hosts(cast: Cast, table: list[Member]) -> None:
    for member in table:
        actions.pass_turn(first(), by=member, at=NOW)
        actions.pass_turn(first(), by=member, at=NOW)
    assert hosts(cast, 1) == [None]
    assert Entry.objects.filter(verb="host.turn_passed").count() == 3


def test_the_host_of_the_coming_week_is_written_down_once(cast: Cast, table: list[Member]) -> None:
    extend_series()
    extend_series()
    assert first().host == table[0]
    assert Occurrence.objects.exclude(host=None).count() == 1
    named = Entry.objects.get(verb="host.named")
    assert (named.toward, named.thing_id) == (table[0], first().meeting_id)


def test_a_named_host_who_is_away_by_then_is_replaced(cast: Cast, table: list[Member]) -> None:
    extend_series()
    factories.leave(cast.seat(table[0], cast.grove), starts_on=THURSDAY)
    assert host_of(first().meeting, at=NOW) == table[1]
    extend_series()
    assert first().host == table[1]


def test_of_a_meeting_that_is_over_the_host_stays(cast: Cast, table: list[Member]) -> None:
    extend_series()
    assert host_of(first().meeting, at=NOW + WEEK) == table[0]
    assert host_of(factories.meeting(cast.oak), at=NOW) is None


def test_only_somebody_who_is_expected_can_host_and_only_before_it_begins(
    cast: Cast, table: list[Member]
) -> None:
    with pytest.raises(actions.NotExpected):
        actions.take_turn(first(), by=cast.partner, at=NOW)
    with pytest.raises(actions.TooLate):
        actions.take_turn(first(), by=cast.member, at=NOW + WEEK)


def test_swapping_on_the_page(cast: Cast, table: list[Member], enter: Enter) -> None:
    mara, url = enter("member"), reverse("series:host", args=[first().meeting_id])
    back = {"next": reverse("series:list", args=["grove"])}
    assert "Ben hosts next time" in page(mara.post(url, back | {"pass": "1"}, follow=True))
    html = page(mara.post(url, back, follow=True))
    assert "You host. Thank you!" in html
    assert "Mara Lind hosts next time" in html


def test_the_rota_costs_five_queries(cast: Cast, table: list[Member]) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert len(rota(cast.grove, at=NOW)) == 12
    assert len(captured) == 5
