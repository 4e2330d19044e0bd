"""When things are due: by the clock of whoever reads, at an hour at which one reads."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.models import Commitment, Outcome
from meetings.models import Meeting
from meetings.walltime import end_of_day, instant, start_of_day
from notifications import kinds
from notifications.moments import Moment, after_quiet_hours
from notifications.occasions.afterwards import CAME, Afterwards, Leading
from notifications.occasions.commitments import COMMITTED, PARTNER, Commitments
from notifications.occasions.dates import Dates
from notifications.occasions.polls import Polls
from notifications.occasions.preparing import Agendas, Issues, Reviews
from peergroups.models import Group
from polls.models import Poll

MINUTE = timedelta(minutes=1)
OFFSETS = ["Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "Pacific/Tongatapu"]


def of_meeting(meeting: Meeting, clock: ZoneInfo) -> list[Moment]:
    return Dates().moments(meeting, "", clock)


def of_commitment(commitment: Commitment, role: str, clock: ZoneInfo) -> list[Moment]:
    return Commitments().moments(commitment, role, clock)


def a_meeting(
    on: date, *, starts: time | None = time(9), ends: time = time(17), zone: str = "UTC", days: int = 1
) -> Meeting:
    """A meeting as it is in memory, scheduled a year before."""
    last = on + timedelta(days=days - 1)
    return Meeting(
        group=Group(nudges_answers=True),
        timezone=zone,
        starts_on=on,
        ends_on=last,
        starts_at=instant(on, starts, zone) if starts else start_of_day(on, zone),
        ends_at=instant(last, ends, zone) if starts else end_of_day(last, zone),
        changed_at=datetime.combine(on, time(12), tzinfo=UTC) - timedelta(days=365),
    )


def local(meeting: Meeting, kind: str, clock: str) -> list[str]:
    """When that kind is due, as the reader's clock shows it."""
    zone = ZoneInfo(clock)
    return [
        f"{m.due_at.astimezone(zone):%Y-%m-%d %H:%M}" for m in of_meeting(meeting, zone) if m.kind == kind
    ]


def test_the_silent_are_asked_three_two_and_one_weeks_before() -> None:
    meeting = a_meeting(date(2026, 5, 25))
    assert local(meeting, kinds.REPLY_NUDGE, "UTC") == [
        "2026-05-04 08:00",
        "2026-05-11 08:00",
        "2026-05-18 08:00",
    ]


def test_where_answers_are_wanted_by_a_day_they_are_asked_before_that_day_instead() -> None:
    meeting = a_meeting(date(2026, 5, 25))
    meeting.reply_by_on = date(2026, 5, 15)
    assert local(meeting, kinds.REPLY_NUDGE, "UTC") == [
        "2026-05-08 08:00",
        "2026-05-12 08:00",
        "2026-05-14 08:00",
    ]


def test_where_the_group_does_not_ask_only_a_day_to_answer_by_does() -> None:
    meeting = a_meeting(date(2026, 5, 25))
    meeting.group.nudges_answers = False
    assert local(meeting, kinds.REPLY_NUDGE, "UTC") == []
    meeting.reply_by_on = date(2026, 5, 15)
    assert len(local(meeting, kinds.REPLY_NUDGE, "UTC")) == 3


@pytest.mark.parametrize("clock", OFFSETS)
def test_mornings_are_at_eight_by_the_readers_clock(clock: str) -> None:
    meeting = a_meeting(date(2026, 5, 25), starts=time(10), zone=clock)
    assert local(meeting, kinds.DAY_OF, clock) == ["2026-05-25 08:00"]
    assert local(meeting, kinds.REPLY_NUDGE, clock)[0] == "2026-05-04 08:00"


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("Asia/Kolkata", "2026-05-25T02:30"),
        ("Asia/Kathmandu", "2026-05-25T02:15"),
        ("America/St_Johns", "2026-05-25T10:30"),
        ("Pacific/Apia", "2026-05-24T19:00"),
        ("Pacific/Tongatapu", "2026-05-24T19:00"),
    ],
)
def test_what_is_stored_is_an_instant(clock: str, expected: str) -> None:
    meeting = a_meeting(date(2026, 5, 25), starts=time(10), zone=clock)
    (day_of,) = [m for m in of_meeting(meeting, ZoneInfo(clock)) if m.kind == kinds.DAY_OF]
    assert day_of.due_at == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("on", "night"),
    [(date(2026, 3, 29), "clocks go forward"), (date(2026, 10, 25), "clocks go back")],
)
def test_a_clock_change_moves_no_morning(on: date, night: str) -> None:
    meeting = a_meeting(on, starts=time(10), zone="Europe/Berlin")
    assert local(meeting, kinds.DAY_OF, "Europe/Berlin") == [f"{on} 08:00"], night
    assert local(meeting, kinds.REPLY_NUDGE, "Europe/Berlin")[2] == f"{on - timedelta(days=7)} 08:00", night


@pytest.mark.parametrize("on", [date(2026, 3, 28), date(2026, 10, 24)])
def test_two_days_across_a_clock_change_begin_once(on: date) -> None:
    meeting = a_meeting(on, zone="Europe/Berlin", days=2)
    assert local(meeting, kinds.DAY_OF, "Europe/Berlin") == [f"{on} 08:00"]
    assert local(meeting, kinds.SUMMARY, "Europe/Berlin") == [f"{on - timedelta(days=1)} 09:00"]


def test_the_summary_is_due_24_hours_before_also_where_a_night_has_25() -> None:
    meeting = a_meeting(date(2026, 10, 25), zone="Europe/Berlin")
    assert local(meeting, kinds.SUMMARY, "Europe/Berlin") == ["2026-10-24 10:00"]


def test_a_traveller_is_reminded_by_their_own_clock() -> None:
    meeting = a_meeting(date(2026, 5, 25), zone="Pacific/Auckland")  # the evening before, in Chicago
    assert local(meeting, kinds.DAY_OF, "America/Chicago") == ["2026-05-24 08:00"]


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        (time(9, 0), "2026-05-25 08:00"),
        (time(8, 30), "2026-05-25 07:30"),  # an hour before, because that is earlier
        (time(7, 30), "2026-05-25 07:00"),  # an hour before is at night: at the end of it
        (time(6, 30), "2026-05-25 05:30"),  # the end of the night would be too late
        (time(0, 30), "2026-05-24 23:30"),
    ],
)
def test_early_meetings(starts: time, expected: str) -> None:
    assert local(a_meeting(date(2026, 5, 25), starts=starts), kinds.DAY_OF, "UTC") == [expected]


def test_a_meeting_without_hours_is_taken_to_open_at_nine() -> None:
    meeting = a_meeting(date(2026, 5, 25), starts=None, zone="Europe/Berlin")
    assert local(meeting, kinds.SUMMARY, "Europe/Berlin") == ["2026-05-24 09:00"]
    assert local(meeting, kinds.DAY_OF, "Europe/Berlin") == ["2026-05-25 08:00"]


def test_a_change_is_told_after_half_an_hour_of_quiet_or_at_once_if_the_start_is_near() -> None:
    meeting = a_meeting(date(2026, 5, 25))
    meeting.sequence, meeting.changed_at = 1, datetime(2026, 5, 20, 12, tzinfo=UTC)
    assert local(meeting, kinds.MEETING_CHANGED, "UTC") == ["2026-05-20 12:30"]

    meeting.changed_at = datetime(2026, 5, 24, 12, tzinfo=UTC)
    assert local(meeting, kinds.MEETING_CHANGED, "UTC") == ["2026-05-24 12:00"]


def test_of_a_cancelled_meeting_only_that_is_told() -> None:
    meeting = a_meeting(date(2026, 5, 25))
    meeting.sequence, meeting.changed_at = 1, datetime(2026, 5, 20, 12, tzinfo=UTC)
    meeting.cancelled_at = meeting.changed_at
    assert [m.kind for m in of_meeting(meeting, ZoneInfo("UTC"))] == [kinds.MEETING_CANCELLED]


def test_moved_and_moved_back_a_meeting_has_the_same_occurrences() -> None:
    there = of_meeting(a_meeting(date(2026, 5, 25)), ZoneInfo("UTC"))
    elsewhere = of_meeting(a_meeting(date(2026, 5, 26)), ZoneInfo("UTC"))
    back = of_meeting(a_meeting(date(2026, 5, 25)), ZoneInfo("Asia/Kolkata"))

    def reminders(moments: list[Moment]) -> set[tuple[str, str]]:
        return {m[:2] for m in moments if m.kind not in kinds.NEWS}

    assert reminders(there) == reminders(back)
    assert not reminders(there) & reminders(elsewhere)


def a_commitment() -> Commitment:
    return Commitment(member_id=1, partner_id=2, made_on=date(2026, 5, 4), due_on=date(2026, 6, 1))


@pytest.mark.parametrize("clock", ["UTC", *OFFSETS])
def test_a_commitment_is_due_by_the_committed_clock(clock: str) -> None:
    zone = ZoneInfo(clock)
    found = [
        (m.kind, f"{m.due_at.astimezone(zone):%m-%d %H:%M}")
        for m in of_commitment(a_commitment(), COMMITTED, zone)
    ]
    assert found == [
        (kinds.FIRST_STEP, "05-11 08:00"),
        (kinds.COMMITMENT_DUE, "05-25 08:00"),
        (kinds.COMMITMENT_DUE, "05-31 08:00"),
        (kinds.COMMITMENT_DUE, "06-02 08:00"),
    ]


def test_the_partner_is_only_asked_to_ask() -> None:
    assert [m.kind for m in of_commitment(a_commitment(), PARTNER, ZoneInfo("UTC"))] == [kinds.FIRST_STEP]


def test_of_a_closed_commitment_nothing_is_due() -> None:
    commitment = a_commitment()
    commitment.outcome = Outcome.KEPT
    assert of_commitment(commitment, COMMITTED, ZoneInfo("UTC")) == []


@given(
    at=st.integers(0, 10 * 365 * 24 * 60).map(lambda n: datetime(2020, 1, 1, tzinfo=UTC) + n * MINUTE),
    clock=st.sampled_from([*OFFSETS, "UTC", "Europe/Berlin", "America/Chicago"]).map(ZoneInfo),
    begins_in=st.none() | st.timedeltas(timedelta(0), timedelta(days=2)),
)
def test_what_waits_for_the_morning_waits_no_longer(
    at: datetime, clock: ZoneInfo, begins_in: timedelta | None
) -> None:
    begins = None if begins_in is None else at + begins_in
    then = after_quiet_hours(at, clock, begins)

    assert at <= then <= at + timedelta(hours=11)
    is_day = time(7) <= then.astimezone(clock).time() < time(21)
    assert is_day or (then == at and begins is not None and begins - at <= timedelta(hours=11))
    assert after_quiet_hours(then, clock, begins) == then


@pytest.mark.parametrize("clock", ["UTC", *OFFSETS, "Europe/Berlin", "America/Chicago"])
@pytest.mark.parametrize("on", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 8), date(2026, 11, 1)])
def test_whatever_is_due_in_the_morning_is_due_at_eight_in_every_zone_and_on_every_night(
    clock: str, on: date
) -> None:
    """Before a meeting that begins the day after clocks change, and after one that ends in that night."""
    zone = ZoneInfo(clock)
    coming = a_meeting(on + timedelta(days=1), zone=clock)
    coming.group = Group()  # which has every rule
    over = a_meeting(on - timedelta(days=1), zone=clock, days=2)
    over.group = coming.group
    poll = Poll(timezone=clock, closes_on=on + timedelta(days=1), made_at=coming.changed_at)
    found = [
        *Reviews().moments(coming, "", zone),
        *Issues().moments(coming, "", zone),
        *Agendas().moments(coming, "", zone),
        *Leading().moments(over, "", zone),
        *Afterwards().moments(over, CAME, zone)[1:],  # the first is at the end
        *Polls().moments(poll, "", zone),
    ]
    assert len(found) == 3 + 2 + 1 + 2 + 1 + 2
    assert {f"{moment.due_at.astimezone(zone):%H:%M}" for moment in found} == {"08:00"}


def test_a_poll_ends_by_its_own_clock() -> None:
    """It closes at midnight in Auckland, at noon in UTC: a reminder of that evening comes late."""
    poll = Poll(
        timezone="Pacific/Auckland", closes_on=date(2026, 5, 8), made_at=datetime(2026, 5, 1, tzinfo=UTC)
    )
    last = Polls().moments(poll, "", ZoneInfo("Pacific/Honolulu"))[-1]
    assert last.until == datetime(2026, 5, 8, 12, tzinfo=UTC)
    assert last.due_at < last.until


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (time(17), ["05-25 17:00", "05-26 08:00"]),
        (time(20, 59), ["05-25 20:59", "05-26 08:00"]),
        (time(21), ["05-26 07:00", "05-27 08:00"]),
        (time(23, 30), ["05-26 07:00", "05-27 08:00"]),
    ],
)
def test_nobody_is_asked_twice_in_an_hour_how_it_was(ends: time, expected: list[str]) -> None:
    meeting = a_meeting(date(2026, 5, 25), ends=ends)
    meeting.group = Group(takes_attendance=True)
    pulses = Afterwards().moments(meeting, CAME, ZoneInfo("UTC"))
    assert [f"{pulse.due_at:%m-%d %H:%M}" for pulse in pulses] == expected
