"""Results are replaced as a whole, one computation at a time, whatever the size of the community."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from threading import Thread
from time import monotonic, sleep

import pytest
from celery import current_app
from django.db import DataError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import TimeMachineFixture

from engagement import actions, tasks
from engagement.models import PATIENCE, Computation, Level, MetricResult, Stage
from engagement.pipeline.steps import carry_out_block
from engagement.result import Result
from engagement.results import results
from meetings.models import Mark
from peergroups.models import Community, Group, Role
from tests import factories
from tests.conftest import NOW, TODAY, Cast
from tests.engagement.asking import mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def oak() -> Group:
    return group_that_met("Oak")


@pytest.fixture
def at_once() -> Iterator[None]:
    """Let what is rung for be done at once, as if a worker stood ready."""
    current_app.conf.task_always_eager = True
    yield
    current_app.conf.task_always_eager = False


def group_that_met(name: str) -> Group:
    group, member = factories.group(name, seats=8), factories.member()
    factories.seat(group, member)
    mark(factories.meeting(group, on=date(2026, 2, 3)), {member: Mark.PRESENT})
    return group


def compute(at: datetime = NOW, *, anew: bool = False) -> Computation:
    return actions.compute_engagement(as_of=TODAY, by=None, at=at, anew=anew)


def stored() -> list[tuple[object, ...]]:
    return sorted(MetricResult.objects.values_list(*Result._fields), key=str)


def test_computing_keeps_every_result_and_says_so(oak: Group) -> None:
    done = compute()
    assert done.rows == MetricResult.objects.count() > 0
    assert done.finished_at is not None
    assert done.started_at == NOW <= done.finished_at
    kept = MetricResult.objects.get(
        metric="attendance_rate", level=Level.GROUP, subject_id=oak.pk, period_id=2026 * 4
    )
    assert (kept.numerator, kept.denominator, kept.value, kept.status) == (1, 1, 1, "ok")
    assert (kept.computed_at, kept.watermark) == (NOW, done.watermark)
    assert str(kept.quarter) == "2026-Q1"


@pytest.mark.usefixtures("oak")
def test_computing_twice_gives_the_same_results() -> None:
    compute()
    once = stored()
    compute(at=NOW + timedelta(minutes=1))
    assert stored() == once


def test_what_is_no_longer_so_is_gone(oak: Group) -> None:
    compute()
    oak.meetings.all().delete()
    oak.memberships.all().delete()
    compute(at=NOW + timedelta(minutes=1), anew=True)
    assert stored() == []


def test_a_curve_is_kept_with_its_points() -> None:
    oak = factories.group("Oak")
    for n in range(20):
        factories.seat(
            oak, factories.member(), joined_on=date(2024, 1, 1), left_on=date(2024, 6, 1) if n < 5 else None
        )
    compute()
    kept = MetricResult.objects.get(metric="member_continuity", level=Level.GROUP, period_id=2026 * 4)
    assert kept.detail is not None
    assert [point[1:4] for point in kept.detail] == [[20, 5, 0.75]]


def people_of(metric: str, level: Level = Level.GROUP) -> dict[int, int | None]:
    found = MetricResult.objects.filter(level=level, metric=metric)
    return dict(found.values_list("period_id", "people"))


def test_beside_a_result_stands_how_many_people_are_in_it() -> None:
    oak, returned = factories.group("Oak"), factories.member()
    factories.seat(oak, returned, left_on=date(2026, 1, 10))
    factories.seat(oak, returned, joined_on=date(2026, 3, 1))
    factories.seat(oak, factories.member(), left_on=date(2026, 1, 1))
    factories.seat(oak, factories.member(), left_on=date(2025, 12, 31))
    factories.seat(oak, factories.member(), joined_on=date(2026, 4, 1), role=Role.FACILITATOR)
    factories.commitment(oak, returned, made_on=date(2026, 1, 5), due_on=date(2026, 2, 1))
    compute()
    of_seats, of_promises = people_of("relationship_continuity"), people_of("follow_through")
    assert [of_seats[2026 * 4 + n] for n in (-1, 0, 1)] == [3, 2, 2]
    assert [of_promises[2026 * 4 + n] for n in (-1, 0, 1)] == [0, 1, 0]


def test_beside_a_result_of_the_whole_stands_how_many_people_are_in_groups_of_few() -> None:
    oak, elm = factories.group("Oak"), factories.group("Elm")
    both, *others = [factories.member() for _ in range(7)]
    for member in (both, *others):
        factories.seat(oak, member)
        factories.commitment(oak, member, made_on=date(2026, 1, 5), due_on=date(2026, 2, 1))
    compute()
    assert set(people_of("follow_through", Level.COMMUNITY).values()) == {None}
    factories.seat(elm, both)
    factories.commitment(elm, both, made_on=date(2026, 1, 5), due_on=date(2026, 2, 1))
    compute(anew=True)
    assert people_of("follow_through", Level.COMMUNITY)[2026 * 4] == 1


@pytest.mark.usefixtures("oak")
def test_the_number_of_queries_does_not_grow() -> None:
    results(as_of=TODAY, zone="UTC")  # what is read once is read now
    with CaptureQueriesContext(connection) as for_one:
        results(as_of=TODAY, zone="UTC")
    for _ in range(3):
        group_that_met("")
    with CaptureQueriesContext(connection) as for_four:
        results(as_of=TODAY, zone="UTC")
    assert len(for_four) == len(for_one)


def test_an_error_is_written_down_and_nothing_is_replaced(oak: Group) -> None:
    compute()
    before = stored()
    Community.objects.update(timezone="Nowhere/At_All")  # PostgreSQL refuses it
    with pytest.raises(DataError, match="Nowhere/At_All"):
        compute(at=NOW + timedelta(minutes=1))
    assert stored() == before
    failed = Computation.objects.get(requested_at__gt=NOW)
    assert "Nowhere/At_All" in failed.error
    assert failed.finished_at is not None
    assert failed not in Computation.objects.finished()


class TestAsking:
    def test_who_asks_while_one_is_under_way_gets_that_one(self, cast: Cast) -> None:
        first = actions.request_computation(as_of=TODAY, by=cast.admin, at=NOW)
        again = actions.request_computation(as_of=TODAY, by=cast.admin, at=NOW + timedelta(minutes=1))
        assert again == first
        assert first.requested_by == cast.admin

    def test_one_that_was_killed_on_the_way_is_not_waited_for(self, cast: Cast) -> None:
        first = actions.request_computation(as_of=TODAY, by=cast.admin, at=NOW)
        later = actions.request_computation(as_of=TODAY, by=cast.admin, at=NOW + PATIENCE)
        assert later != first

    @pytest.mark.usefixtures("at_once")
    def test_a_request_is_carried_out_once_however_often_the_task_runs(self, cast: Cast) -> None:
        group_that_met("Ash")
        asked = actions.request_computation(as_of=TODAY, by=cast.admin, at=NOW)
        tasks.compute_engagement(asked.pk)
        asked.refresh_from_db()
        finished_at = asked.finished_at
        assert asked.rows == MetricResult.objects.count()
        tasks.compute_engagement(asked.pk)
        asked.refresh_from_db()
        assert asked.finished_at == finished_at

    @pytest.mark.parametrize(
        ("who", "may"), [("admin", True), ("facilitator", False), ("member", False), ("outsider", False)]
    )
    def test_who_may_ask(self, cast: Cast, who: str, may: bool) -> None:
        assert cast[who].has_perm("engagement.request_computation") is may


@pytest.mark.usefixtures("at_once")
class TestByTheClock:
    @pytest.mark.parametrize(
        ("utc", "zone", "computed"),
        [
            ("2026-05-04T01:59:00", "UTC", []),
            ("2026-05-04T02:00:00", "UTC", [date(2026, 5, 4)]),
            ("2026-05-04T14:30:00", "Pacific/Auckland", [date(2026, 5, 5)]),
            ("2026-05-04T13:30:00", "Pacific/Auckland", []),
        ],
    )
    def test_it_is_due_from_two_at_night_in_the_community(
        self, oak: Group, time_machine: TimeMachineFixture, utc: str, zone: str, computed: list[date]
    ) -> None:
        Community.current()
        Community.objects.update(timezone=zone)
        time_machine.move_to(utc + "Z")
        tasks.compute_if_due()
        assert list(Computation.objects.values_list("as_of", flat=True)) == computed

    def test_once_a_day_however_often_the_task_runs(
        self, oak: Group, time_machine: TimeMachineFixture
    ) -> None:
        for moment in ["2026-05-04T02:00Z", "2026-05-04T02:10Z", "2026-05-04T23:50Z", "2026-05-05T02:00Z"]:
            time_machine.move_to(moment)
            tasks.compute_if_due()
        assert Computation.objects.finished().count() == 2

    def test_a_day_that_failed_is_tried_again(self, oak: Group) -> None:
        Computation.objects.create(as_of=TODAY, requested_at=NOW, finished_at=NOW, error="no room")
        tasks.compute_if_due()
        assert Computation.objects.finished().count() == 1


class TestFreshness:
    def refresh(self, as_of: date = TODAY) -> int:
        actions.refresh_engagement(as_of=as_of, by=None, at=timezone.now())
        return Computation.objects.count()

    def test_nothing_new_needs_no_computing(self, oak: Group) -> None:
        assert self.refresh() == 1
        assert self.refresh() == 1

    def test_a_new_line_in_the_ledger_does(self, oak: Group) -> None:
        assert self.refresh() == 1
        factories.group("Elm")
        assert self.refresh() == 2

    def test_another_day_does(self, oak: Group) -> None:
        assert self.refresh() == 1
        assert self.refresh(TODAY + timedelta(days=1)) == 2


def computing_elsewhere() -> Thread:
    def run() -> None:
        try:
            compute(at=timezone.now())
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def someone_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_who_comes_to_a_block_that_somebody_is_at_waits_for_the_first() -> None:
    group_that_met("Oak")
    first = Computation.objects.create(as_of=TODAY, requested_at=NOW)
    actions.begin_computation(first, at=NOW)
    with transaction.atomic():
        assert carry_out_block(first, Stage.GROUPS, 0, at=NOW, wait=True)
        second = computing_elsewhere()
        deadline = monotonic() + 20
        while not someone_waits():
            assert monotonic() < deadline, "the second did not wait"
            sleep(0.02)
        assert not Computation.objects.finished().exists()
    second.join(20)
    assert Computation.objects.finished().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_computations_at_once_both_come_to_the_same_results() -> None:
    group_that_met("Oak")
    compute()
    before = stored()
    for thread in [computing_elsewhere(), computing_elsewhere()]:
        thread.join(20)
    assert Computation.objects.finished().count() == 3
    assert stored() == before
