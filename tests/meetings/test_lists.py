"""What a member sees of meetings: the list, and the panels of gathering pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings import actions, panels
from meetings.models import Mark, Meeting, Reply
from members.models import Member
from peergroups.seating import seating
from tests import factories
from tests.browsing import assert_costs_the_same, page
from tests.conftest import NOW, TODAY, Cast, Enter

DAY = timedelta(days=1)
LIST = reverse("meetings:list", args=["oak"])


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


def titles(meetings: object) -> list[str]:
    assert isinstance(meetings, list | type(Meeting.objects.all()))
    return [meeting.title for meeting in meetings]


def answer(meeting: Meeting, who: Member, reply: Reply) -> None:
    actions.answer_invitation(meeting, who, reply, by=who, at=timezone.now())


def visible(member: Member) -> set[str]:
    return set(titles(Meeting.objects.visible_to(member, on=TODAY)))


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("member", {"old", "joining", "under way", "coming"}),
        ("newcomer", {"joining", "under way", "coming"}),
        ("former", set()),
        ("outsider", set()),
        ("neighbour", set()),
        ("admin", set()),
    ],
)
def test_meetings_are_seen_from_the_day_of_joining_on(cast: Cast, who: str, seen: set[str]) -> None:
    factories.meeting(cast.oak, on=TODAY - 60 * DAY, title="old")
    factories.meeting(
        cast.oak, on=TODAY - 9 * DAY, days=3, title="joining"
    )  # ended on the newcomer's first day
    factories.meeting(cast.oak, on=TODAY, title="under way")
    factories.meeting(cast.oak, title="coming")
    assert visible(cast[who]) == seen


def test_who_comes_back_sees_what_was_while_they_were_there(cast: Cast) -> None:
    for days_ago, title in ((90, "before"), (10, "between"), (0, "after")):
        factories.meeting(cast.oak, on=TODAY - days_ago * DAY, title=title)
    factories.seat(cast.oak, cast.former, joined_on=TODAY)
    assert visible(cast.former) == {"before", "after"}


def test_who_leaves_before_a_meeting_is_not_shown_it(cast: Cast) -> None:
    factories.meeting(cast.oak, on=TODAY + 30 * DAY, title="too late")
    factories.meeting(cast.oak, on=TODAY + 3 * DAY, title="in time")
    cast.oak.memberships.filter(member=cast.member).update(left_on=TODAY + 3 * DAY)
    assert visible(cast.member) == {"in time"}


def test_the_list_says_what_is_coming_and_what_one_answered(cast: Cast, mara: Client) -> None:
    for title, reply in (("First", Reply.YES), ("Second", Reply.NO)):
        answer(factories.meeting(cast.oak, title=title), cast.member, reply)
    factories.meeting(cast.oak, title="Third")
    actions.cancel_meeting(
        factories.meeting(cast.oak, title="Fourth"), because="", by=cast.facilitator, at=timezone.now()
    )
    html = page(mara.get(LIST))
    badges = [
        html.split(title)[1].split('<span class="badge')[1]
        for title in ("First", "Second", "Third", "Fourth")
    ]
    assert [words.split(">")[1].split("<")[0] for words in badges] == [
        "You said yes",
        "You said no",
        "Your answer?",
        "Cancelled",
    ]


def test_the_list_asks_nobody_who_is_not_expected_or_comes_too_late(cast: Cast, mara: Client) -> None:
    factories.meeting(cast.oak, on=TODAY)
    factories.meeting(cast.oak, on=TODAY + 9 * DAY)
    factories.leave(cast.seat(cast.member), starts_on=TODAY + 8 * DAY)
    assert "Your answer?" not in page(mara.get(LIST))


def test_an_empty_list_says_so(cast: Cast, mara: Client, enter: Enter) -> None:
    html = page(mara.get(LIST))
    assert "No meeting is scheduled." in html
    assert "There has been no meeting since you joined." in html
    assert "Schedule a meeting" not in html
    assert "Schedule a meeting" in page(enter("facilitator").get(LIST))


@pytest.mark.parametrize("shown", ["coming", "past"])
def test_the_list_costs_the_same_however_long(cast: Cast, mara: Client, shown: str) -> None:
    def add() -> None:
        on = TODAY + 9 * DAY if shown == "coming" else TODAY - 9 * DAY
        meeting = factories.meeting(cast.oak, on=on, days=2, timezone_name="America/Denver")
        if shown == "coming":
            answer(meeting, cast.member, Reply.YES)

    assert_costs_the_same(mara, LIST, add)


@pytest.mark.parametrize(("number", "first"), [("", 30), ("2", 5), ("99", 5), ("nonsense", 30)])
def test_past_meetings_come_in_pages_the_latest_first(
    cast: Cast, mara: Client, number: str, first: int
) -> None:
    for n in range(1, 31):
        factories.meeting(cast.oak, on=TODAY - (40 - n) * DAY, title=f"Breakfast {n:02}")
    html = page(mara.get(LIST, {"page": number} if number else {}))
    assert html.index(f"Breakfast {first:02}") == html.index("Breakfast ")
    assert html.count("Breakfast ") == (25 if first == 30 else 5)


def test_of_each_group_the_next_meeting_is_coming_and_whatever_wants_an_answer(cast: Cast) -> None:
    for weeks in (3, 1, 2):
        factories.meeting(cast.grove, on=TODAY + weeks * 7 * DAY, title=f"Breakfast {weeks}")
    factories.meeting(cast.oak, on=TODAY + 10 * DAY, title="Quarter", reply_by_on=TODAY)
    factories.meeting(cast.oak, on=TODAY + 100 * DAY, title="Next quarter", reply_by_on=TODAY + 90 * DAY)
    factories.meeting(cast.elm, title="Elsewhere")
    coming = panels.nearest(panels.invited(cast.member, seating(cast.member), at=NOW))
    assert titles(coming) == ["Breakfast 1", "Quarter", "Next quarter"]


def test_what_is_over_or_cancelled_or_not_for_one_is_not_coming(cast: Cast) -> None:
    factories.meeting(cast.oak, on=TODAY - DAY, title="over")
    cancelled = factories.meeting(cast.oak, on=TODAY + DAY, title="cancelled")
    actions.cancel_meeting(cancelled, because="", by=cast.facilitator, at=timezone.now())
    factories.meeting(cast.oak, on=TODAY + 9 * DAY, title="on leave")
    factories.leave(cast.seat(cast.member), starts_on=TODAY + 8 * DAY, ends_on=TODAY + 20 * DAY)
    factories.meeting(cast.oak, on=TODAY + 21 * DAY, title="back again")
    assert titles(panels.nearest(panels.invited(cast.member, seating(cast.member), at=NOW))) == ["back again"]


def test_the_next_meeting_is_the_one_under_way_until_it_ends(cast: Cast) -> None:
    now = factories.meeting(cast.oak, on=TODAY, title="now")
    factories.meeting(cast.oak, title="later")
    shown = [panels.next_meeting(cast.oak, cast.member, on=TODAY, at=at) for at in (NOW, now.ends_at)]
    assert [meeting and meeting.title for meeting in shown] == ["now", "later"]


def test_the_last_meeting_says_how_many_came(cast: Cast) -> None:
    factories.meeting(cast.oak, on=TODAY - 30 * DAY, title="longer ago")
    last = factories.meeting(cast.oak, on=TODAY - 2 * DAY, days=2, title="last")
    for day in last.days.all():
        marks = {cast.member: Mark.LATE, cast.partner: Mark.PARTIAL, cast.newcomer: Mark.ABSENT}
        actions.record_attendance(day, marks, by=cast.facilitator, at=timezone.now())
    found = panels.last_meeting(cast.oak, cast.member, on=TODAY, at=NOW)
    assert found == (last, 2)


def test_of_a_last_meeting_without_attendance_nobody_says_how_many_came(cast: Cast) -> None:
    last = factories.meeting(cast.oak, on=TODAY - 2 * DAY)
    marks = {cast.member: Mark.NOT_RECORDED}
    actions.record_attendance(last.days.get(), marks, by=cast.facilitator, at=timezone.now())
    assert panels.last_meeting(cast.oak, cast.member, on=TODAY, at=NOW) == (last, None)


def test_a_newcomer_looks_back_at_nothing_from_before(cast: Cast) -> None:
    factories.meeting(cast.oak, on=TODAY - 30 * DAY)
    assert panels.last_meeting(cast.oak, cast.newcomer, on=TODAY, at=NOW) is None


def test_attendance_is_asked_for_from_the_beginning_for_four_weeks(cast: Cast) -> None:
    for days_ago in (-1, 0, 27, 29):
        factories.meeting(cast.oak, on=TODAY - days_ago * DAY, title=f"{days_ago} days ago")
    taken = factories.meeting(cast.oak, on=TODAY - 2 * DAY, title="taken")
    opened = factories.meeting(cast.oak, on=TODAY - 3 * DAY, title="opened")
    for meeting, mark in ((taken, Mark.ABSENT), (opened, Mark.NOT_RECORDED)):
        marks = {cast.member: mark}
        actions.record_attendance(meeting.days.get(), marks, by=cast.facilitator, at=timezone.now())
    factories.meeting(cast.grove, on=TODAY - 2 * DAY, title="a breakfast takes none")
    asked = panels.without_attendance([cast.oak, cast.grove], at=NOW)
    assert titles(asked) == ["0 days ago", "opened", "27 days ago"]


def test_a_desk_shows_the_next_meeting_of_each_group_with_its_answers(cast: Cast) -> None:
    later = factories.meeting(cast.oak, on=TODAY + 9 * DAY, title="oak")
    factories.meeting(cast.oak, on=TODAY + 20 * DAY)
    factories.meeting(cast.elm, on=TODAY + 2 * DAY, title="elm")
    for who, reply in ((cast.member, Reply.YES), (cast.partner, Reply.YES), (cast.newcomer, Reply.MAYBE)):
        answer(later, who, reply)
    shown = list(panels.coming_of([cast.oak, cast.elm, cast.grove], at=NOW))
    assert [(m.title, *(getattr(m, reply) for reply in Reply.values)) for m in shown] == [
        ("elm", 0, 0, 0),
        ("oak", 2, 1, 0),
    ]


def test_attendance_is_counted_day_by_day_where_it_was_taken(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY - 3 * DAY, days=3)
    first, _, third = meeting.days.all()
    for day, mark in ((first, Mark.PRESENT), (third, Mark.EXCUSED)):
        marks = {cast.member: mark, cast.partner: Mark.ABSENT}
        actions.record_attendance(day, marks, by=cast.facilitator, at=timezone.now())
    assert panels.attendance(meeting) == [
        (first, [("Present", 1), ("Absent", 1)]),
        (third, [("Excused", 1), ("Absent", 1)]),
    ]
