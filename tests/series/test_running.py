"""Starting a series, its next dates as meetings, skipping some, ending it."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from ledger.models import Entry
from meetings.actions import answer_invitation, cancel_meeting
from meetings.models import Answer, Meeting, Reply
from notifications.models import Notice
from notifications.tasks import owe_notices
from series import actions
from series.models import Occurrence, Series
from series.recurrence import RuleRefused
from series.tasks import extend_series
from tests import factories
from tests.conftest import NOW, TODAY, Cast
from tests.series.plans import THURSDAY, plan, series

WEEK = timedelta(weeks=1)


def local_starts(of: Series) -> list[str]:
    """When its meetings begin, by the venue's clock."""
    meetings = Meeting.objects.filter(occurrence__series=of)
    return [f"{meeting.starts_at.astimezone(meeting.zone):%m-%d %H:%M}" for meeting in meetings]


def cancelled(of: Series) -> list[date]:
    off = of.occurrences.exclude(meeting__cancelled_at=None)
    return list(off.values_list("on", flat=True))


def entries(verb: str) -> int:
    return Entry.objects.filter(verb=verb).count()


def test_the_next_twelve_dates_become_meetings(cast: Cast) -> None:
    breakfast = series(cast.grove, by=cast.member)
    found = list(Meeting.objects.filter(group=cast.grove))
    assert [meeting.starts_on for meeting in found] == [THURSDAY + n * WEEK for n in range(12)]
    assert {(m.title, m.place, m.timezone) for m in found} == {("Breakfast", "Corner Café", "Europe/Berlin")}
    assert breakfast.key == "grove-series"


def test_of_twelve_meetings_everybody_is_told_once(cast: Cast) -> None:
    series(cast.grove, by=cast.member)
    assert (entries("series.started"), entries("meeting.scheduled"), entries("meeting.in_step")) == (1, 1, 11)
    owe_notices()
    saved = Notice.objects.filter(kind="save_the_date", group=cast.grove)
    assert [notice.subject_id for notice in saved] == [Meeting.objects.earliest("starts_at").pk]


def test_the_wall_time_stays_when_clocks_change(cast: Cast) -> None:
    monthly = series(cast.grove, plan("FREQ=MONTHLY;BYMONTHDAY=7"))
    assert {start.split()[1] for start in local_starts(monthly)} == {"06:30"}
    in_utc = Meeting.objects.values_list("starts_at", flat=True)
    assert {f"{at:%H:%M}" for at in in_utc} == {"04:30", "05:30"}


def test_a_skipped_hour_moves_to_the_first_that_exists_and_the_next_date_is_as_agreed(cast: Cast) -> None:
    with time_machine.travel(datetime(2026, 3, 20, tzinfo=NOW.tzinfo)):
        night = plan(
            "FREQ=WEEKLY;BYDAY=SU;COUNT=3",
            on=date(2026, 3, 22),
            starts=datetime(2026, 1, 1, 2, 30).time(),  # noqa: DTZ001 - a wall time
        )
        watch = series(cast.grove, night)
    assert local_starts(watch) == ["03-22 02:30", "03-29 03:00", "04-05 02:30"]


def test_dates_of_the_past_become_no_meetings_and_a_count_counts_them(cast: Cast) -> None:
    imported = series(cast.grove, plan("FREQ=WEEKLY;BYDAY=TH;COUNT=4", on=THURSDAY - 2 * WEEK))
    assert local_starts(imported) == ["05-07 06:30", "05-14 06:30"]


def test_a_date_of_today_counts_until_its_hour_has_come(cast: Cast) -> None:
    today = plan("FREQ=WEEKLY;BYDAY=MO;COUNT=1", on=TODAY, timezone_name="UTC")
    assert not series(cast.grove, today).occurrences.exists()
    later = today._replace(starts=NOW.time().replace(hour=18), ends=NOW.time().replace(hour=19))
    assert series(cast.grove, later).occurrences.get().on == TODAY


def test_dates_that_an_import_leaves_out_become_no_meetings(cast: Cast) -> None:
    left_out = [THURSDAY + WEEK, THURSDAY + 20 * WEEK]
    imported = series(cast.grove, skipping=left_out)
    assert imported.occurrences.count() == 11
    assert set(imported.skipped.values_list("on", flat=True)) == set(left_out)


def test_the_same_series_again_is_a_second_click(cast: Cast) -> None:
    first = series(cast.grove)
    with pytest.raises(actions.AlreadyStarted) as again:
        series(cast.grove)
    assert again.value.series == first == Series.objects.get()


def test_a_meeting_that_stands_already_becomes_the_one_of_its_date(cast: Cast) -> None:
    single = plan()
    stands = factories.meeting(
        cast.grove,
        title="Breakfast",
        on=THURSDAY,
        starts=single.starts,
        ends=single.ends,
        timezone_name="Europe/Berlin",
    )
    series(cast.grove)
    assert stands.occurrence.on == THURSDAY
    assert Meeting.objects.filter(starts_on=THURSDAY).count() == 1


def test_a_rule_without_any_date_is_refused(cast: Cast) -> None:
    with pytest.raises(RuleRefused, match="no date at all"):
        series(cast.grove, plan("FREQ=WEEKLY;BYDAY=TH;UNTIL=20260506"))


def test_the_clock_adds_what_is_missing_and_twice_adds_nothing(cast: Cast) -> None:
    breakfast = series(cast.grove)
    with time_machine.travel(NOW + 3 * WEEK):
        extend_series()
        extend_series()
    assert breakfast.occurrences.count() == 15
    assert (entries("series.extended"), entries("meeting.scheduled")) == (1, 1)


def test_an_ended_series_gets_no_further_dates(cast: Cast) -> None:
    breakfast = series(cast.grove, by=cast.member)
    actions.end_series(breakfast, last_on=THURSDAY, by=cast.member, at=NOW)
    with time_machine.travel(NOW + 3 * WEEK):
        extend_series()
    assert breakfast.occurrences.count() == 12


def test_a_skipped_date_is_cancelled_and_the_others_stay(cast: Cast) -> None:
    breakfast = series(cast.grove)
    actions.skip_date(breakfast, THURSDAY, because="Ascension", by=cast.member, at=NOW)
    assert cancelled(breakfast) == [THURSDAY]
    assert Occurrence.objects.get(on=THURSDAY).meeting.cancelled_because == "Ascension"
    actions.keep_date(breakfast, THURSDAY, by=cast.member, at=NOW)
    assert cancelled(breakfast) == []


def test_a_date_further_ahead_is_skipped_before_it_is_a_meeting(cast: Cast) -> None:
    breakfast, christmas = series(cast.grove), date(2026, 12, 24)
    for _ in range(2):
        actions.skip_date(breakfast, christmas, by=cast.member, at=NOW)
    with time_machine.travel(datetime(2026, 12, 20, tzinfo=NOW.tzinfo)):
        extend_series()
        assert not breakfast.occurrences.filter(on=christmas).exists()
        for _ in range(2):
            actions.keep_date(breakfast, christmas, by=cast.member, at=timezone.now())
        assert breakfast.occurrences.filter(on=christmas).exists()
    assert (entries("series.date_skipped"), entries("series.date_kept")) == (1, 1)


def test_what_is_no_date_or_has_begun_is_not_skipped(cast: Cast) -> None:
    breakfast = series(cast.grove)
    with pytest.raises(actions.NoSuchDate):
        actions.skip_date(breakfast, THURSDAY + timedelta(days=1), by=cast.member, at=NOW)
    with pytest.raises(actions.TooLate):
        actions.skip_date(breakfast, THURSDAY, by=cast.member, at=NOW + WEEK)


def test_the_end_cancels_what_comes_after_and_can_be_taken_back(cast: Cast) -> None:
    breakfast = series(cast.grove)
    third = breakfast.occurrences.all()[2]
    answer_invitation(third.meeting, cast.member, Reply.YES, by=cast.member, at=NOW)
    actions.skip_date(breakfast, THURSDAY + WEEK, by=cast.member, at=NOW)
    for _ in range(2):
        actions.end_series(breakfast, last_on=THURSDAY + WEEK, by=cast.member, at=NOW + timedelta(minutes=1))
    assert len(cancelled(breakfast)) == 11
    assert entries("meeting.cancelled") == 2  # the skipped one, and the nearest after the end
    actions.resume_series(breakfast, by=cast.member, at=NOW + timedelta(minutes=2))
    assert cancelled(breakfast) == [THURSDAY + WEEK]  # that was somebody's own decision
    assert Answer.objects.holding().filter(meeting=third.meeting).exists()
    assert (entries("series.ended"), entries("series.resumed")) == (1, 1)


def test_a_meeting_cancelled_on_its_own_page_is_a_skipped_date(cast: Cast) -> None:
    breakfast = series(cast.grove)
    cancel_meeting(breakfast.occurrences.all()[0].meeting, because="", by=cast.member, at=NOW)
    extend_series()
    assert cancelled(breakfast) == [THURSDAY]
