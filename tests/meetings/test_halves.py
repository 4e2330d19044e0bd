"""Half-days: what they say of the day, the roll of one, and checking in at the door."""

from datetime import datetime, time, timedelta
from itertools import product

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from meetings import actions
from meetings.halves import day_mark, halves, open_half, spread
from meetings.models import Attendance, Half, Mark, MeetingDay, Presence
from meetings.roll import roll, roll_of_half
from members.models import Member
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import TODAY, Cast, Enter

P, L, A, E, N = Mark.PRESENT, Mark.LATE, Mark.ABSENT, Mark.EXCUSED, Mark.NOT_RECORDED
AM, PM = Half.MORNING, Half.AFTERNOON


@pytest.fixture
def day(cast: Cast) -> MeetingDay:
    """Today from nine to five; Farah, Mara, Nina and Paul are expected."""
    return factories.meeting(cast.oak, on=TODAY).days.get()


@pytest.fixture
def farah(enter: Enter) -> Client:
    return enter("facilitator")


def mark(day: MeetingDay, half: Half, by: Member, **marks: Mark) -> None:
    people = {Member.objects.get(key=key): mark for key, mark in marks.items()}
    actions.record_half(day, half, people, by=by, at=timezone.now())


def mark_of(day: MeetingDay, who: Member) -> Mark:
    """Return the mark of the day."""
    return next(row.mark for row in roll(day) if row.member == who)


def marks(day: MeetingDay, half: Half) -> dict[str, str]:
    return {row.member.key: row.mark for row in roll_of_half(day, half)}


def at(day: MeetingDay, clock: str) -> datetime:
    return datetime.combine(day.on, time.fromisoformat(clock), tzinfo=day.meeting.zone)


def url(day: MeetingDay, half: str) -> str:
    return reverse("meetings:attendance", args=[day.meeting_id, 1, half])


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        (P, P, Mark.PRESENT),
        (L, P, Mark.LATE),
        (P, L, Mark.LATE),
        (P, A, Mark.PARTIAL),
        (E, L, Mark.PARTIAL),
        (A, A, Mark.ABSENT),
        (E, A, Mark.ABSENT),
        (E, E, Mark.EXCUSED),
        (P, None, Mark.PRESENT),  # nobody recorded the afternoon
        (None, A, Mark.ABSENT),
        (N, L, Mark.LATE),
        (None, None, Mark.NOT_RECORDED),
    ],
)
def test_the_mark_of_a_day_follows_from_its_halves(first: Mark, second: Mark, whole: Mark) -> None:
    assert day_mark([first, second]) == whole


@pytest.mark.parametrize("whole", [P, L, A, E])
def test_what_a_day_says_of_its_halves_says_the_same_of_the_day(whole: Mark) -> None:
    for parts in ([AM, PM], [Half.WHOLE]):
        assert day_mark(spread(whole, parts).values()) == whole


def test_whatever_the_halves_say_is_a_mark_of_a_day() -> None:
    assert {day_mark(pair) for pair in product([P, L, A, E, None], repeat=2)} == set(Mark)


@pytest.mark.parametrize(
    ("starts", "ends", "parts"),
    [
        (time(8), time(17, 30), ["morning 08:00–12:45", "afternoon 12:45–17:30"]),
        (time(8), time(13), ["morning 08:00–10:30", "afternoon 10:30–13:00"]),
        (time(8), time(12, 59), ["whole 08:00–12:59"]),
        (None, None, ["whole 00:00–00:00"]),
    ],
)
def test_a_long_day_has_two_halves(
    cast: Cast, starts: time | None, ends: time | None, parts: list[str]
) -> None:
    day = factories.meeting(cast.oak, starts=starts, ends=ends).days.get()
    assert [f"{part.half} {part.starts_at:%H:%M}–{part.ends_at:%H:%M}" for part in halves(day)] == parts


def test_marks_of_both_halves_make_the_day(cast: Cast, day: MeetingDay) -> None:
    mark(day, AM, cast.facilitator, member=L, partner=P, newcomer=A)
    mark(day, PM, cast.facilitator, member=P, partner=A, newcomer=A)
    assert [mark_of(day, cast[who]) for who in ("member", "partner", "newcomer", "facilitator")] == [
        Mark.LATE,
        Mark.PARTIAL,
        Mark.ABSENT,
        Mark.NOT_RECORDED,
    ]


def test_a_mark_of_the_whole_day_is_one_of_both_halves_until_one_of_them_is_corrected(
    cast: Cast, day: MeetingDay
) -> None:
    actions.record_attendance(day, {cast.member: P}, by=cast.facilitator, at=timezone.now())
    assert (marks(day, AM)["member"], marks(day, PM)["member"]) == (P, P)
    mark(day, PM, cast.facilitator, member=A)
    assert (marks(day, AM)["member"], mark_of(day, cast.member)) == (P, Mark.PARTIAL)


def test_a_mark_of_the_whole_day_replaces_those_of_its_halves(cast: Cast, day: MeetingDay) -> None:
    mark(day, AM, cast.facilitator, member=A, partner=A)
    actions.record_attendance(day, {cast.member: P}, by=cast.facilitator, at=timezone.now())
    assert marks(day, AM) == {"member": P, "partner": A, "newcomer": N, "facilitator": N}
    assert Presence.objects.get().member == cast.partner


def test_a_mark_taken_back_leaves_the_other_half_to_speak(cast: Cast, day: MeetingDay) -> None:
    for half, said in ((AM, A), (PM, P), (AM, N)):
        mark(day, half, cast.facilitator, member=said)
    assert (mark_of(day, cast.member), marks(day, AM)["member"]) == (P, N)
    mark(day, PM, cast.facilitator, member=N)
    assert mark_of(day, cast.member) == N


def test_each_change_of_a_half_is_in_the_ledger_once(cast: Cast, day: MeetingDay) -> None:
    for said in (P, P, L):
        mark(day, AM, cast.facilitator, member=said)
    written = Entry.objects.filter(verb="attendance.half_recorded").values_list("by", "toward", "thing_id")
    assert list(written) == [(cast.facilitator.pk, cast.member.pk, day.pk)] * 2


def test_a_half_that_the_day_does_not_have_takes_no_mark(cast: Cast, day: MeetingDay) -> None:
    with pytest.raises(actions.NotHeld):
        mark(day, Half.WHOLE, cast.facilitator, member=P)
    assert not Attendance.objects.exists()


def test_nobody_is_marked_for_a_half_of_a_day_to_come(cast: Cast) -> None:
    tomorrow = factories.meeting(cast.oak, on=TODAY + timedelta(days=1)).days.get()
    with pytest.raises(actions.NotHeld):
        mark(tomorrow, AM, cast.facilitator, member=P)


def test_a_long_day_has_a_screen_for_each_half_and_one_for_all_of_it(day: MeetingDay, farah: Client) -> None:
    html = page(farah.get(url(day, "afternoon")))
    assert 'aria-current="page">Afternoon</a>' in html
    assert [word in html for word in (">Whole day</a>", ">Morning</a>")] == [True, True]
    assert "Partly" not in html.split('class="roll of-half"')[1].split("</ul>")[0]
    assert farah.get(url(day, "whole")).status_code == farah.get(url(day, "evening")).status_code == 404


def test_a_short_day_has_one_screen(cast: Cast, farah: Client) -> None:
    short = factories.meeting(cast.oak, on=TODAY, starts=time(9), ends=time(11)).days.get()
    html = page(farah.get(reverse("meetings:attendance", args=[short.meeting_id, 1])))
    assert "Morning" not in html
    assert farah.get(url(short, "morning")).status_code == 404


def test_everybody_else_was_there_in_the_morning(cast: Cast, day: MeetingDay, farah: Client) -> None:
    mark(day, AM, cast.facilitator, partner=A)
    form = form_on(farah.get(url(day, "morning")), "") | {"rest_present": "1"}
    assert "Attendance saved." in page(farah.post(url(day, "morning"), form, follow=True))
    assert marks(day, AM) == {"member": P, "partner": A, "newcomer": P, "facilitator": P}
    assert set(marks(day, PM).values()) == {N}


def test_a_tap_on_a_half_is_saved_at_once(cast: Cast, day: MeetingDay, farah: Client) -> None:
    tap = {f"mark-{cast.member.pk}": "late"}
    html = page(farah.post(url(day, "morning"), tap, headers={"HX-Request": "true"}))
    assert html.startswith('<p id="counts"')
    assert "Late 1" in html
    for wrong in ("partial", "asleep"):
        assert farah.post(url(day, "morning"), {f"mark-{cast.member.pk}": wrong}).status_code == 400


def test_the_roll_of_a_half_costs_the_same_however_many_sit_there(
    cast: Cast, day: MeetingDay, farah: Client
) -> None:
    def add() -> None:
        mark(day, AM, cast.facilitator, **{factories.seat(cast.oak, factories.member()).member.key: P})

    assert_costs_the_same(farah, url(day, "morning"), add)


@pytest.mark.parametrize(
    ("clock", "half", "said"),
    [
        ("08:29", AM, None),
        ("08:30", AM, P),
        ("09:10", AM, P),
        ("09:11", AM, L),
        ("13:00", AM, L),
        ("13:01", AM, None),
        ("12:30", PM, P),
        ("17:01", PM, None),
    ],
)
def test_checking_in_is_open_from_half_an_hour_before_and_late_after_ten_minutes(
    cast: Cast, day: MeetingDay, clock: str, half: Half, said: Mark | None
) -> None:
    mara = cast.member
    if said is None:
        with pytest.raises(actions.CheckInClosed):
            actions.check_in(day, half, mara, by=mara, at=at(day, clock))
        assert not Presence.objects.exists()
    else:
        assert actions.check_in(day, half, mara, by=mara, at=at(day, clock)) == said
        assert mark_of(day, mara) == said


@pytest.mark.parametrize(("clock", "half"), [("08:00", None), ("08:45", AM), ("12:45", PM), ("17:30", None)])
def test_the_half_that_begins_is_the_one_to_check_in_to(
    day: MeetingDay, clock: str, half: Half | None
) -> None:
    found = open_half(day, at(day, clock))
    assert (found and found.half) == half


def test_who_scans_twice_is_told_and_counts_once(cast: Cast, day: MeetingDay) -> None:
    mara = cast.member
    actions.check_in(day, AM, mara, by=mara, at=at(day, "08:50"))
    with pytest.raises(actions.AlreadyIn) as again:
        actions.check_in(day, AM, mara, by=mara, at=at(day, "09:20"))
    assert again.value.mark == P
    actions.check_in(day, PM, mara, by=mara, at=at(day, "13:20"))
    assert (mark_of(day, mara), Presence.objects.count()) == (L, 2)


def test_nobody_overwrites_what_the_facilitator_marked_and_the_facilitator_may_correct(
    cast: Cast, day: MeetingDay
) -> None:
    mara, farah = cast.member, cast.facilitator
    mark(day, AM, farah, member=A)
    actions.record_attendance(day, {cast.partner: A}, by=farah, at=timezone.now())
    for who in (mara, cast.partner):
        with pytest.raises(actions.AlreadyIn):
            actions.check_in(day, AM, who, by=who, at=at(day, "09:00"))
    actions.check_in(day, PM, mara, by=mara, at=at(day, "13:00"))
    assert mark_of(day, mara) == Mark.PARTIAL
    mark(day, PM, farah, member=L)
    row = Presence.objects.get(half=PM)
    assert (row.mark, row.source, row.recorded_by) == ("late", "roll", farah)


def test_who_is_on_leave_may_come_and_who_has_no_seat_may_not(cast: Cast, day: MeetingDay) -> None:
    factories.leave(cast.seat(cast.partner), starts_on=TODAY)
    assert actions.check_in(day, AM, cast.partner, by=cast.partner, at=at(day, "09:00")) == P
    for who in (cast.former, cast.outsider, cast.admin):
        with pytest.raises(actions.NotSeated):
            actions.check_in(day, AM, who, by=who, at=at(day, "09:00"))


def test_nobody_checks_in_to_a_cancelled_meeting(cast: Cast, day: MeetingDay) -> None:
    actions.cancel_meeting(day.meeting, because="Snow", by=cast.facilitator, at=timezone.now())
    with pytest.raises(actions.NotHeld):
        actions.check_in(day, AM, cast.member, by=cast.member, at=at(day, "09:00"))


def test_a_day_that_became_short_is_marked_as_one(cast: Cast, day: MeetingDay, farah: Client) -> None:
    mark(day, PM, cast.facilitator, member=P)
    MeetingDay.objects.update(ends=time(11), ends_at=at(day, "11:00"))
    day.refresh_from_db()
    with time_machine.travel(at(day, "09:00")):
        mark(day, Half.WHOLE, cast.facilitator, member=A)
    assert mark_of(day, cast.member) == A
