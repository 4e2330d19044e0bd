"""Signals follow from the results: raised once, corrected, expired, withdrawn, and judged a quarter later."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagement.models import Computation, MeetingCount, MetricResult, PersonTies
from ledger.models import Entry
from signals import tasks
from signals.actions import dismiss_signal, raise_signals
from signals.kinds import Kind
from signals.models import Ending, Raising, Signal
from tests import factories
from tests.conftest import NOW, TODAY, Cast
from tests.signals.storing import LAST, attended, counted, decline, drift_away, look, store

DAY = timedelta(days=1)
NEXT_QUARTER = date(2026, 7, 2)


def test_a_group_that_fell_is_raised_until_the_next_quarter(cast: Cast) -> None:
    decline(cast.oak)
    [signal] = look()
    assert (signal.kind, signal.group, signal.member, signal.people) == (Kind.CHANGE, cast.oak, None, 8)
    assert (str(signal.quarter), signal.expires_on) == ("2026-Q1", date(2026, 6, 30))
    entry = Entry.objects.get(verb="signal.raised")
    assert (entry.group_id, entry.toward, entry.by) == (cast.oak.pk, None, None)


def test_who_drifts_away_is_raised_for_a_month_and_named_in_no_line_of_the_ledger(cast: Cast) -> None:
    drift_away(cast.oak, cast.member)
    [signal] = look()
    assert (signal.kind, signal.group, signal.member) == (Kind.CHECK_IN, cast.oak, cast.member)
    assert signal.expires_on == TODAY + 30 * DAY
    assert Entry.objects.get(verb="signal.raised").toward is None


def test_what_somebody_did_in_one_group_is_not_told_to_another(cast: Cast) -> None:
    factories.seat(cast.elm, cast.member)
    drift_away(cast.oak, cast.member)
    for ago in range(5):
        attended(cast.elm, cast.member, 3, of=3, ago=ago)
    assert [signal.group for signal in look()] == [cast.oak]


def test_a_group_in_which_nobody_sits_any_more_is_let_be(cast: Cast) -> None:
    decline(cast.oak)
    cast.oak.memberships.update(left_on=TODAY - DAY)
    assert look() == []


def test_nothing_is_raised_and_nothing_withdrawn_before_anything_was_computed(cast: Cast) -> None:
    drift_away(cast.oak, cast.member)
    [signal] = look()
    MetricResult.objects.all().delete()
    assert look(TODAY + DAY) == [signal]


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2026, 3, 31), date(2026, 3, 31)),  # a day of the quarter
        (date(2025, 12, 1), date(2026, 1, 1)),  # into it
        (TODAY, None),  # now
    ],
)
def test_nobody_on_leave_is_named(cast: Cast, starts: date, ends: date | None) -> None:
    drift_away(cast.oak, cast.member)
    factories.leave(cast.seat(cast.member), starts_on=starts, ends_on=ends)
    assert look() == []


def test_a_leave_from_before_the_quarter_is_over(cast: Cast) -> None:
    drift_away(cast.oak, cast.member)
    factories.leave(cast.seat(cast.member), starts_on=date(2025, 12, 1), ends_on=date(2025, 12, 31))
    assert len(look()) == 1


def test_groups_that_take_no_attendance_name_nobody(cast: Cast) -> None:
    drift_away(cast.grove, cast.member)
    assert look() == []
    cast.oak.takes_attendance = False
    cast.oak.save()
    drift_away(cast.oak, cast.partner)
    decline(cast.oak)
    assert look() == []


@pytest.mark.parametrize("who", ["facilitator", "newcomer", "former"])
def test_who_leads_from_beside_has_just_come_or_is_gone_is_not_named(cast: Cast, who: str) -> None:
    drift_away(cast.oak, cast[who])
    assert look() == []


@pytest.mark.parametrize(("ties", "named"), [(0, True), (1, True), (2, False), (None, False)])
def test_who_has_few_ties_is_named_unless_left_out_of_the_networks(
    cast: Cast, ties: int | None, named: bool
) -> None:
    for ago in (0, 1):
        store("cross_group_ties", 5, of=8, ago=ago)
        if ties is not None:
            PersonTies.objects.create(
                member_id=cast.member.pk, period_id=LAST.id - ago, people=8, ties=ties, fresh=0, crossing=0
            )
    assert [signal.evidence[0]["rule"] for signal in look()] == ["alone"] * named


class TestAgain:
    def test_looking_twice_raises_once(self, cast: Cast) -> None:
        decline(cast.oak)
        drift_away(cast.oak, cast.member)
        once = look()
        assert look() == once
        assert look(TODAY + DAY) == once
        assert Entry.objects.filter(verb="signal.raised").count() == 2

    def test_corrected_facts_withdraw_it_and_bring_it_back(self, cast: Cast) -> None:
        drift_away(cast.oak, cast.member)
        [signal] = look()
        of_now = MeetingCount.objects.filter(period_id=LAST.id)
        of_now.update(attended=3)
        assert look() == []
        signal.refresh_from_db()
        assert signal.ending == Ending.WITHDRAWN
        of_now.update(attended=1)
        assert look() == [signal]
        signal.refresh_from_db()
        assert signal.evidence[0]["came"] == 1

    def test_numbers_that_change_are_said_anew(self, cast: Cast) -> None:
        drift_away(cast.oak, cast.member)
        look()
        MeetingCount.objects.filter(period_id=LAST.id).update(attended=0.5)
        assert look()[0].evidence[0]["came"] == 0.5

    def test_a_leave_that_was_granted_since_withdraws_it(self, cast: Cast) -> None:
        drift_away(cast.oak, cast.member)
        look()
        factories.leave(cast.seat(cast.member), starts_on=TODAY)
        assert look(TODAY + DAY) == []

    def test_what_was_dismissed_is_not_raised_again_for_the_same_quarter(self, cast: Cast) -> None:
        drift_away(cast.oak, cast.member)
        [signal] = look()
        dismiss_signal(signal, reason="away at sea", by=cast.facilitator, at=NOW)
        assert look(TODAY + DAY) == []
        assert Signal.objects.get().reason == "away at sea"

    def test_what_has_expired_is_not_raised_again_for_the_same_quarter(self, cast: Cast) -> None:
        drift_away(cast.oak, cast.member)
        look()
        assert look(TODAY + 31 * DAY) == []
        assert Signal.objects.get().ending == Ending.EXPIRED


class TestTheNextQuarter:
    def test_says_what_came_of_it_and_takes_its_place(self, cast: Cast) -> None:
        decline(cast.oak)
        [first] = look()
        store("attendance_rate", 14, of=30, group=cast.oak, ago=-1)
        [second] = look(NEXT_QUARTER)
        first.refresh_from_db()
        assert (first.ending, str(second.quarter)) == (Ending.EXPIRED, "2026-Q2")
        assert counted(first.outcome) == (14, 30)
        assert second.outcome is None

    def test_says_how_often_somebody_came_who_was_called(self, cast: Cast) -> None:
        drift_away(cast.oak, cast.member)
        [signal] = look()
        store("attendance_rate", 70, of=100, ago=-1)
        attended(cast.oak, cast.member, 2, of=3, ago=-1)
        assert look(NEXT_QUARTER) == []
        signal.refresh_from_db()
        assert counted(signal.outcome) == (2, 3)

    def test_counts_anew_for_a_group_about_which_somebody_has_said_why(self, cast: Cast) -> None:
        slow = [27, 27, 27, 27, 23, 22, 22, 21]
        for number, came in enumerate(slow):
            store("attendance_rate", came, of=30, group=cast.oak, ago=7 - number)
        [signal] = look()
        assert signal.evidence[0]["piled"] > 5
        dismiss_signal(signal, reason="half of them moved away", by=cast.admin, at=NOW)
        store("attendance_rate", 21, of=30, group=cast.oak, ago=-1)
        assert look(NEXT_QUARTER) == []


def test_check_ins_are_deleted_after_two_years_and_signals_of_groups_are_kept(cast: Cast) -> None:
    drift_away(cast.oak, cast.member)
    decline(cast.oak)
    look()
    MetricResult.objects.create(**_of_later())
    raise_signals(as_of=date(2028, 6, 1), at=NOW + timedelta(days=758))
    assert [signal.kind for signal in Signal.objects.all()] == [Kind.CHANGE]


def _of_later() -> dict[str, object]:
    row = MetricResult.objects.filter(level="group").values().first()
    assert row
    return {**row, "id": None, "period_id": 2028 * 4}


def test_looking_costs_the_same_however_many_groups(cast: Cast) -> None:
    decline(cast.oak)
    drift_away(cast.oak, cast.member)
    look()
    with CaptureQueriesContext(connection) as for_one:
        look()
    for _ in range(3):
        group, member = factories.group(), factories.member()
        factories.seat(group, member)
        decline(group)
        drift_away(group, member)
    look()
    with CaptureQueriesContext(connection) as for_four:
        assert len(look()) == 8
    assert len(for_four) == len(for_one)


class TestByTheClock:
    def computed(self, as_of: date) -> None:
        Computation.objects.create(as_of=as_of, requested_at=NOW, finished_at=NOW)

    def test_it_waits_for_the_figures_of_the_day(self, cast: Cast) -> None:
        decline(cast.oak)
        self.computed(TODAY - DAY)
        tasks.raise_if_due()
        assert not Signal.objects.exists()
        self.computed(TODAY)
        tasks.raise_if_due()
        assert Signal.objects.count() == 1

    def test_it_is_done_once_a_day(self, cast: Cast) -> None:
        decline(cast.oak)
        self.computed(TODAY)
        tasks.raise_if_due()
        first = Raising.objects.get()
        tasks.raise_if_due()
        assert Raising.objects.get().raised_at == first.raised_at <= timezone.now()
