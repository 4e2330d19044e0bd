"""The page of one meeting."""

from datetime import time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from meetings import actions
from meetings.agendas import TWO_DAYS
from meetings.models import Mark, Meeting, MeetingDay, Reply
from members.models import Member
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import TODAY, Cast, Enter

DAY = timedelta(days=1)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(
        cast.oak, title="Summer", days=2, place="The Oxford Hotel", link="https://meet.example/oak"
    )


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


def shown_to(client: Client, meeting: Meeting) -> str:
    return page(client.get(meeting.get_absolute_url()))


def test_when_and_where(mara: Client, meeting: Meeting) -> None:
    shown = shown_to(mara, meeting)
    for words in (
        "<h1>Summer</h1>",
        "Mon 25 – Tue 26 May 2026",
        "Monday 09:00–17:00, Tuesday 09:00–17:00",
        "The Oxford Hotel",
        'href="https://meet.example/oak"',
        "Nothing planned for this day yet.",
    ):
        assert words in shown


def test_the_answers_stand_by_name(mara: Client, cast: Cast, meeting: Meeting) -> None:
    for who, reply in {cast.member: Reply.YES, cast.partner: Reply.NO, cast.newcomer: Reply.MAYBE}.items():
        actions.answer_invitation(meeting, who, reply, by=who, at=timezone.now())
    shown = shown_to(mara, meeting).split('id="answers"')[1]
    assert "1 of 4 coming" in shown
    for heading, name in {
        "Coming 1": "Mara Lind",
        "Maybe 1": "Nina Costa",
        "Not coming 1": "Paul Okoye",
        "Yet to answer 1": "Farah Haddad",
    }.items():
        assert f"{heading}</span></p><p>{name}</p>" in shown


def test_an_answer_leads_back_to_the_meeting(mara: Client, meeting: Meeting) -> None:
    url = f"/meetings/{meeting.pk}/answer/"
    form = form_on(mara.get(meeting.get_absolute_url()), url)
    answer = mara.post(url, form | {"reply": "yes"}, follow=True)
    assert answer.redirect_chain == [(meeting.get_absolute_url(), 302)]
    assert "1 of 4 coming" in page(answer)


@pytest.mark.parametrize("what", ["begun", "cancelled", "on leave"])
def test_who_cannot_answer_is_not_asked(mara: Client, cast: Cast, what: str) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY if what == "begun" else None)
    if what == "cancelled":
        actions.cancel_meeting(meeting, because="Snow.", by=cast.facilitator, at=timezone.now())
    if what == "on leave":
        factories.leave(cast.seat(cast.member), starts_on=TODAY)
    assert "Will you come" not in shown_to(mara, meeting)


def test_the_agenda_has_its_times(mara: Client, cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, days=2, starts=time(8), ends=time(17, 30))
    actions.lay_out_agenda(meeting, TWO_DAYS, by=cast.facilitator, at=timezone.now())
    shown = shown_to(mara, meeting)
    assert '<span class="clock">17:05</span><span class="what">Parking lot' in shown
    assert f'<a href="/meetings/{meeting.pk}/review/">Commitment review' in shown
    assert f'<a href="/groups/oak/commitments/new/?meeting={meeting.pk}">Commitments: write' in shown


def test_minutes_beyond_the_end_of_a_day_are_said(mara: Client, cast: Cast, meeting: Meeting) -> None:
    first = meeting.days.all()[0]
    actions.add_item(first, title="Talk", minutes=9 * 60, by=cast.facilitator, at=timezone.now())
    assert "60 minutes more than the day has" in shown_to(mara, meeting)


def test_what_was_promised_there_is_seen_by_those_who_were_there(enter: Enter, cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY - 8 * DAY, days=3)  # the newcomer came on the second day
    for text, days in {"on the first day": 8, "on the second day": 7}.items():
        made_on = TODAY - days * DAY
        factories.commitment(cast.oak, cast.member, text=text, made_on=made_on, meeting=meeting)
    for who, reads in {"member": [True, True], "newcomer": [False, True]}.items():
        shown = shown_to(enter(who), meeting)
        assert [text in shown for text in ("on the first day", "on the second day")] == reads


def test_who_came_is_counted_day_by_day(mara: Client, cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY - 2 * DAY, days=2)
    assert "Who came" not in shown_to(mara, meeting)

    def mark(day: MeetingDay, *marks: Mark) -> None:
        people: list[Member] = [cast.member, cast.partner]
        told = dict(zip(people, marks, strict=True))
        actions.record_attendance(day, told, by=cast.facilitator, at=timezone.now())

    first, second = meeting.days.all()
    mark(first, Mark.PRESENT, Mark.PRESENT)
    mark(second, Mark.LATE, Mark.ABSENT)
    shown = shown_to(mara, meeting).split("Who came")[1].split("</section>")[0]
    days = shown.split("<h3>")[1:]
    assert "Saturday, 2 May" in days[0]
    assert "Present 2" in days[0]
    assert "Late 1" in days[1]
    assert "Absent 1" in days[1]
    assert "Present" not in days[1]


def test_a_cancelled_meeting_says_why(enter: Enter, cast: Cast, meeting: Meeting) -> None:
    actions.cancel_meeting(meeting, because="Snow on the pass.", by=cast.facilitator, at=timezone.now())
    assert "<strong>Cancelled.</strong> Snow on the pass." in shown_to(enter("member"), meeting)
    assert "Restore the meeting" not in shown_to(enter("member"), meeting)
    assert "Restore the meeting" in shown_to(enter("facilitator"), meeting)


@pytest.mark.parametrize(
    ("begins_in", "who", "doors"),
    [
        (21, "member", set()),
        (21, "facilitator", {"change", "cancel", "agenda"}),
        (0, "facilitator", {"change", "cancel", "agenda", "attendance"}),
        (-2, "facilitator", {"change", "agenda", "attendance"}),
    ],
)
def test_who_leads_finds_the_doors_of_the_hour(
    enter: Enter, cast: Cast, begins_in: int, who: str, doors: set[str]
) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY + begins_in * DAY)
    shown = shown_to(enter(who), meeting)
    all_doors = ("change", "cancel", "agenda", "attendance")
    assert {door for door in all_doors if f'href="/meetings/{meeting.pk}/{door}/"' in shown} == doors
