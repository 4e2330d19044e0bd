"""A line of the ledger counts whenever its transaction commits, and whoever is killed on the way."""

from datetime import date, timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from engagement import actions
from engagement.models import (
    BLOCKS,
    STEPS,
    Block,
    Computation,
    FrozenQuarter,
    Level,
    MetricResult,
    Outdated,
    PersonTies,
    Stage,
)
from engagement.pipeline.checking import drift
from engagement.pipeline.planning import LedgerIsBusy, moment_of, safe_watermark
from engagement.pipeline.steps import carry_out_block, next_steps
from ledger.models import Entry
from meetings.actions import record_attendance
from meetings.models import Mark
from peergroups.models import Group
from tests import factories
from tests.conftest import NOW, TODAY
from tests.racing import PATIENCE, before_the_first_commits


def group_with_meetings(*days: date) -> Group:
    group = factories.group()
    for _ in range(3):
        factories.seat(group, factories.member(), joined_on=date(2025, 10, 1))
    for day in days:
        factories.meeting(group, on=day)
    return group


def mark_all(group: Group, mark: Mark) -> None:
    people = [seat.member for seat in group.memberships.all()]
    for meeting in group.meetings.all():
        record_attendance(meeting.days.get(), dict.fromkeys(people, mark), by=people[0], at=NOW)


def compute(as_of: date = TODAY, *, anew: bool = False) -> Computation:
    at = NOW + timedelta(minutes=Computation.objects.count())
    return actions.compute_engagement(as_of=as_of, by=None, at=at, anew=anew)


def attendance(group: Group, period: int) -> tuple[float, float] | None:
    rows = MetricResult.objects.filter(
        metric="attendance_rate", level=Level.GROUP, subject_id=group.pk, period_id=period
    )
    return rows.values_list("numerator", "denominator").first()


FEBRUARY, FIRST_QUARTER = date(2026, 2, 3), 2026 * 4
NOVEMBER, LAST_YEAR = date(2025, 11, 4), 2025 * 4 + 3


@pytest.mark.django_db(transaction=True)
class TestLinesThatCommitLate:
    def test_whoever_has_begun_to_write_is_waited_for(self) -> None:
        group = factories.group()

        def write_and_be_overtaken() -> None:
            factories.seat(group, factories.member())

        watermark = before_the_first_commits(write_and_be_overtaken, safe_watermark)
        assert watermark == Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]

    def test_a_line_with_a_lower_number_that_is_seen_later_is_not_lost(self) -> None:
        group = group_with_meetings(FEBRUARY)
        compute()
        before_the_first_commits(lambda: mark_all(group, Mark.PRESENT), compute)
        compute()
        assert attendance(group, FIRST_QUARTER) == (3, 3)

    def test_who_writes_without_a_pause_is_not_waited_for_for_ever(self) -> None:
        written, done = Event(), Event()

        def write() -> None:
            with transaction.atomic():
                factories.group()
                written.set()
                done.wait(PATIENCE)
            connection.close()

        writer = Thread(target=write)
        writer.start()
        written.wait(PATIENCE)
        with pytest.raises(LedgerIsBusy):
            safe_watermark()
        done.set()
        writer.join(PATIENCE)


@pytest.mark.django_db
class TestBeingKilled:
    def test_whoever_takes_over_comes_to_the_same_end(self) -> None:
        groups = [group_with_meetings(FEBRUARY) for _ in range(5)]
        for group in groups:
            mark_all(group, Mark.LATE)
        killed = Computation.objects.create(as_of=TODAY, requested_at=NOW)
        actions.begin_computation(killed, at=NOW)
        for step in STEPS[:BLOCKS]:
            carry_out_block(killed, *step, at=NOW, wait=True)
        assert Outdated.objects.exists()
        done = compute()
        assert drift(moment_of(done), NOW) == {}
        assert [attendance(group, FIRST_QUARTER) for group in groups] == [(3, 3)] * 5

    def test_it_can_be_gone_on_with(self) -> None:
        mark_all(group_with_meetings(FEBRUARY), Mark.LATE)
        begun = Computation.objects.create(as_of=TODAY, requested_at=NOW)
        actions.begin_computation(begun, at=NOW)
        for step in STEPS[:3]:
            carry_out_block(begun, *step, at=NOW, wait=True)
        assert next_steps(begun) == STEPS[3:16]
        actions.carry_out_computation(begun, at=NOW)
        assert next_steps(begun) == []
        assert begun.rows == MetricResult.objects.count() + PersonTies.objects.count() > 0

    def test_a_rebuild_that_was_killed_is_finished_by_the_next_computation(self) -> None:
        group = group_with_meetings(FEBRUARY)
        mark_all(group, Mark.PRESENT)
        compute()
        MetricResult.objects.filter(level=Level.GROUP).update(numerator=0)
        actions.forget_watermarks()
        compute()
        assert attendance(group, FIRST_QUARTER) == (3, 3)
        assert not Block.objects.filter(stage=Stage.GROUPS, watermark=None).exists()


@pytest.mark.django_db
class TestFreezing:
    def test_a_quarter_is_frozen_thirty_days_after_its_end(self) -> None:
        group_with_meetings(NOVEMBER)
        compute(date(2026, 1, 30))
        actions.freeze_quarters(at=NOW)
        assert not FrozenQuarter.objects.exists()
        compute(date(2026, 1, 31))
        actions.freeze_quarters(at=NOW)
        assert [str(each) for each in FrozenQuarter.objects.all()] == ["2025-Q4"]

    def test_what_is_written_down_in_time_opens_the_quarter_again(self) -> None:
        group = group_with_meetings(NOVEMBER)
        compute(date(2026, 1, 20))
        assert attendance(group, LAST_YEAR) == (0, 0)
        mark_all(group, Mark.PRESENT)
        compute(date(2026, 1, 25))
        assert attendance(group, LAST_YEAR) == (3, 3)

    def test_what_comes_too_late_is_numbered_and_changes_nothing(self) -> None:
        group = group_with_meetings(NOVEMBER)
        mark_all(group, Mark.ABSENT)
        compute()
        actions.freeze_quarters(at=NOW)
        mark_all(group, Mark.PRESENT)
        compute()
        assert attendance(group, LAST_YEAR) == (0, 3)
        assert FrozenQuarter.objects.get(pk=LAST_YEAR).late == 3
        compute()
        assert FrozenQuarter.objects.get(pk=LAST_YEAR).late == 3

    def test_neither_does_a_rebuild_until_somebody_thaws_it(self) -> None:
        group = group_with_meetings(NOVEMBER)
        mark_all(group, Mark.ABSENT)
        compute()
        actions.freeze_quarters(at=NOW)
        mark_all(group, Mark.PRESENT)
        compute(anew=True)
        assert attendance(group, LAST_YEAR) == (0, 3)
        actions.thaw_quarter(FrozenQuarter.objects.get(pk=LAST_YEAR).quarter)
        compute()
        assert attendance(group, LAST_YEAR) == (3, 3)
        actions.freeze_quarters(at=NOW)
        assert FrozenQuarter.objects.get(pk=LAST_YEAR).late == 0

    def test_a_group_that_comes_later_comes_with_all_its_past(self) -> None:
        group_with_meetings(NOVEMBER)
        compute()
        actions.freeze_quarters(at=NOW)
        group = group_with_meetings(NOVEMBER)
        mark_all(group, Mark.PRESENT)
        compute()
        assert attendance(group, LAST_YEAR) == (3, 3)
        assert FrozenQuarter.objects.get(pk=LAST_YEAR).late == 0
        assert (
            MetricResult.objects.get(
                metric="attendance_rate", level=Level.COMMUNITY, period_id=LAST_YEAR
            ).denominator
            == 3
        )

    def test_looking_back_thaws_everything(self) -> None:
        group = group_with_meetings(NOVEMBER)
        compute()
        actions.freeze_quarters(at=NOW)
        compute(date(2025, 12, 1))
        assert not FrozenQuarter.objects.exists()
        assert not MetricResult.objects.filter(period_id__gt=LAST_YEAR).exists()
        assert attendance(group, LAST_YEAR) == (0, 0)


def drift_found() -> dict[str, int]:
    check = actions.check_engagement(at=NOW)
    assert check
    found: dict[str, int] = check.drift
    return found


@pytest.mark.django_db
def test_a_drift_is_found_and_kept() -> None:
    group = group_with_meetings(FEBRUARY)
    assert actions.check_engagement(at=NOW) is None
    mark_all(group, Mark.PRESENT)
    compute()
    assert drift_found() == {}
    wrong = MetricResult.objects.filter(metric="attendance_rate", level=Level.GROUP, period_id=FIRST_QUARTER)
    assert wrong.update(numerator=2) == 1
    assert drift_found() == {"engagement_metricresult": 1}
