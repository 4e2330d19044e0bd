"""Who came: the roll of a day, and the screen on which it is taken."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from meetings import actions
from meetings.models import Attendance, Mark, Meeting, MeetingDay
from meetings.roll import roll
from meetings.walltime import start_of_day
from members.models import Member
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import TODAY, Cast, Enter

HTMX = {"HX-Request": "true"}
P, L, A, N = Mark.PRESENT, Mark.LATE, Mark.ABSENT, Mark.NOT_RECORDED


@pytest.fixture
def day(cast: Cast) -> MeetingDay:
    """Yesterday; Farah, Mara, Nina and Paul were expected."""
    return factories.meeting(cast.oak, on=TODAY - timedelta(days=1)).days.get()


@pytest.fixture
def farah(enter: Enter) -> Client:
    return enter("facilitator")


def record(day: MeetingDay, by: Member, **marks: Mark) -> None:
    people = {Member.objects.get(key=key): mark for key, mark in marks.items()}
    actions.record_attendance(day, people, by=by, at=timezone.now())


def marks(day: MeetingDay) -> dict[str, str]:
    return {row.member.key: row.mark for row in roll(day)}


def url(day: MeetingDay, number: int = 1) -> str:
    return reverse("meetings:attendance", args=[day.meeting_id, number])


def test_before_the_first_mark_everybody_expected_is_not_recorded(day: MeetingDay) -> None:
    assert marks(day) == dict.fromkeys(["facilitator", "member", "newcomer", "partner"], N)
    assert [row.member.name for row in roll(day)] == ["Farah Haddad", "Mara Lind", "Nina Costa", "Paul Okoye"]


def test_the_first_mark_opens_the_list(cast: Cast, day: MeetingDay) -> None:
    record(day, cast.facilitator, member=P)
    assert marks(day) == {"facilitator": N, "member": P, "newcomer": N, "partner": N}
    assert day.attendance.count() == 4
    assert not Entry.objects.filter(verb="attendance.not_recorded").exists()


def test_on_a_recorded_day_somebody_without_a_row_was_absent_and_stays_so(
    cast: Cast, day: MeetingDay
) -> None:
    """As a file leaves it that names only who came; a correction says nothing of the others."""
    Attendance.objects.create(day=day, member=cast.member, mark=P, recorded_at=timezone.now())
    assert marks(day) == {"facilitator": A, "member": P, "newcomer": A, "partner": A}
    record(day, cast.facilitator, partner=L)
    assert marks(day) == {"facilitator": A, "member": P, "newcomer": A, "partner": L}


def test_a_day_on_which_every_mark_was_taken_back_is_not_recorded(cast: Cast, day: MeetingDay) -> None:
    for mark in (P, N):
        record(day, cast.facilitator, member=mark)
    assert set(marks(day).values()) == {N}


def test_who_was_not_expected_is_a_guest(cast: Cast, day: MeetingDay) -> None:
    factories.leave(cast.seat(cast.partner), starts_on=TODAY - timedelta(days=2))
    record(day, cast.facilitator, outsider=P)
    assert {row.member.key: row.is_guest for row in roll(day)} == {
        "facilitator": False,
        "member": False,
        "newcomer": False,
        "outsider": True,
    }


def test_a_mark_is_written_in_the_ledger_once_for_each_change(cast: Cast, day: MeetingDay) -> None:
    for mark in (P, P, L):
        record(day, cast.facilitator, member=mark)
    written = Entry.objects.filter(verb__startswith="attendance.").order_by("pk")
    assert list(written.values_list("verb", "by", "toward", "kind", "thing_id")) == [
        (verb, cast.facilitator.pk, cast.member.pk, "meetings.meetingday", day.pk)
        for verb in ("attendance.present", "attendance.late")
    ]


def test_everybody_was_there_in_one_press(cast: Cast, day: MeetingDay, farah: Client) -> None:
    form = form_on(farah.get(url(day)), "") | {"rest_present": "1"}
    html = page(farah.post(url(day), form, follow=True))
    assert "Attendance saved." in html
    assert "Present 4" in html
    assert set(marks(day).values()) == {P}


def test_everybody_else_was_there_leaves_alone_who_is_marked(
    cast: Cast, day: MeetingDay, farah: Client
) -> None:
    form = form_on(farah.get(url(day)), "")
    record(day, cast.facilitator, partner=A)  # by another hand, meanwhile
    form |= {f"mark-{cast.member.pk}": "late", "rest_present": "1"}
    farah.post(url(day), form)
    assert marks(day) == {"facilitator": P, "member": L, "newcomer": P, "partner": A}


def test_a_form_changes_only_what_was_changed_on_it(cast: Cast, day: MeetingDay, farah: Client) -> None:
    record(day, cast.facilitator, member=P, partner=P)
    mine = form_on(farah.get(url(day)), "") | {f"mark-{cast.member.pk}": "late"}
    record(day, cast.facilitator, partner=A)
    farah.post(url(day), mine)
    assert marks(day) == {"facilitator": N, "member": L, "newcomer": N, "partner": A}
    assert Entry.objects.filter(verb="attendance.late").count() == 1


def test_one_tap_saves_one_mark_and_answers_with_the_counts(
    cast: Cast, day: MeetingDay, farah: Client
) -> None:
    answer = farah.post(url(day), {f"mark-{cast.member.pk}": "excused"}, headers=HTMX)
    html = page(answer)
    assert html.startswith('<p id="counts"')
    assert "Excused 1" in html
    assert "Not recorded 3" in html
    assert marks(day)["member"] == Mark.EXCUSED


def test_a_mark_that_is_not_on_the_page_is_refused(cast: Cast, day: MeetingDay, farah: Client) -> None:
    for mark in ("asleep", "x" * 100_000, "\x00"):
        answer = farah.post(url(day), {f"mark-{cast.member.pk}": mark, "rest_present": "1"})
        assert (answer.status_code, answer.content.decode()) == (400, "Choose one of the marks on the page.")
    assert not day.attendance.exists()


def test_who_is_not_on_the_page_is_not_marked(cast: Cast, day: MeetingDay, farah: Client) -> None:
    farah.post(url(day), {f"mark-{cast.outsider.pk}": "present", "mark-0": "present"})
    assert not day.attendance.exclude(mark=N).exists()


def test_each_day_has_a_roll_of_its_own(cast: Cast, farah: Client) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY - timedelta(days=2), days=2)
    first, second = meeting.days.all()
    farah.post(url(second, 2), {f"mark-{cast.member.pk}": "present"})
    assert (first.attendance.exists(), marks(second)["member"]) == (False, P)
    html = page(farah.get(url(second, 2)))
    assert "whole day" in html.split("Sunday, 3 May</span>")[1].split('aria-current="page">')[1][:9].lower()
    assert [farah.get(url(first, number)).status_code for number in (0, 3)] == [404, 404]


def test_pressing_enter_saves_and_marks_nobody_else(day: MeetingDay, farah: Client) -> None:
    first_button = page(farah.get(url(day))).split('<form class="card"')[1].split("<button", 1)[1]
    assert "name=" not in first_button.split(">", 1)[0]


def test_a_meeting_that_expects_nobody_says_so(cast: Cast, farah: Client) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY - timedelta(days=1))
    for seat in cast.oak.memberships.all():
        factories.leave(seat, starts_on=TODAY - timedelta(days=2))
    html = page(farah.get(url(meeting.days.get())))
    assert "Nobody holds a seat that this meeting expects." in html


def test_the_roll_costs_the_same_however_many_sit_there(cast: Cast, day: MeetingDay, farah: Client) -> None:
    def add() -> None:
        record(day, cast.facilitator, **{factories.seat(cast.oak, factories.member()).member.key: P})

    assert_costs_the_same(farah, url(day), add)


def test_a_member_sees_how_many_came_and_not_the_roll(cast: Cast, day: MeetingDay, enter: Enter) -> None:
    record(day, cast.facilitator, member=P, partner=P, newcomer=A)
    html = page(enter("member").get(Meeting.objects.get().get_absolute_url()))
    assert "Present 2" in html
    assert enter("member").get(url(day)).status_code == 403


def test_where_a_group_takes_no_attendance_the_roll_is_shut(
    cast: Cast, day: MeetingDay, farah: Client
) -> None:
    cast.oak.takes_attendance = False
    cast.oak.save()
    assert farah.get(reverse("meetings:attendance", args=[day.meeting_id])).status_code == 403


@pytest.mark.parametrize(("hours", "is_here"), [(-1, False), (0, True)])
def test_a_day_is_marked_from_its_midnight_at_the_venue_on(
    cast: Cast, farah: Client, hours: int, is_here: bool
) -> None:
    day = factories.meeting(cast.oak, on=date(2026, 6, 10), timezone_name="US/Mountain").days.get()
    with time_machine.travel(start_of_day(day.on, "US/Mountain") + timedelta(hours=hours)):
        shown = page(farah.get(url(day)))
        answer = farah.post(url(day), {"rest_present": "1"})
    assert ("Attendance is taken from Wednesday, 10 June 2026 on" in shown) != is_here
    assert ("Everybody was there" in " ".join(shown.split())) == is_here
    assert (answer.status_code, day.attendance.exists()) == (302 if is_here else 409, is_here)


def test_nobody_came_to_a_cancelled_meeting(cast: Cast, day: MeetingDay, farah: Client) -> None:
    form = form_on(farah.get(url(day)), "") | {"rest_present": "1"}
    record(day, cast.facilitator, member=P)
    actions.cancel_meeting(day.meeting, because="Snow", by=cast.facilitator, at=timezone.now())
    answer = farah.post(url(day), form)
    assert answer.status_code == 409
    assert "The meeting is cancelled, so nobody is marked." in answer.content.decode()
    assert "Everybody" not in answer.content.decode()
    assert farah.post(url(day), form, headers=HTMX)["HX-Refresh"] == "true"  # a tap shows the same page
    assert day.attendance.recorded().count() == 1
