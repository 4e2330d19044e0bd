"""Two hands at the same meeting in the same moment, each with a connection of its own."""

from functools import partial
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from meetings import actions
from meetings.actions import Hours, Place
from meetings.agendas import HALF_DAY, ONE_HOUR
from meetings.models import AgendaItem, AgendaTemplate, Answer, Half, Mark, Meeting, MeetingDay, Reply
from members.models import Member
from peergroups.models import Membership
from tests import factories
from tests.browsing import page
from tests.conftest import TODAY, Cast, Enter
from tests.racing import Call, at_once, before_the_first_commits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Two days: a, b and c on the first, nothing on the second."""
    meeting = factories.meeting(cast.oak, days=2, title="Retreat")
    for title in "abc":
        actions.add_item(day(meeting), title=title, minutes=30, by=cast.facilitator, at=timezone.now())
    return meeting


def day(meeting: Meeting, number: int = 1) -> MeetingDay:
    """A day as a request of its own reads it."""
    return MeetingDay.objects.select_related("meeting__group").filter(meeting=meeting)[number - 1]


def agenda(meeting: Meeting) -> str:
    """Return the titles in order, days parted by a stroke; positions count from one on each day."""
    days = [list(day.items.all()) for day in meeting.days.all()]
    assert all([item.position for item in items] == list(range(1, len(items) + 1)) for items in days)
    return "|".join("".join(item.title for item in items) for items in days)


def by_farah(cast: Cast, action: Any, thing: Any, **how: Any) -> Call:
    return partial(action, thing, **{"by": cast.facilitator, "at": timezone.now()} | how)


def test_five_hundred_answers_by_ten_hands_are_all_kept(cast: Cast) -> None:
    people = Member.objects.bulk_create(
        Member(name=f"P{n}", key=f"p{n}", email=f"p{n}@example.org") for n in range(500)
    )
    Membership.objects.bulk_create(
        Membership(group=cast.grove, member=who, joined_on=TODAY) for who in people
    )
    meeting = factories.meeting(cast.grove)
    replies = {who.pk: Reply.values[number % 3] for number, who in enumerate(people)}

    def answer_for(some: list[Member]) -> None:
        for who in some:
            actions.answer_invitation(meeting, who, Reply(replies[who.pk]), by=who, at=timezone.now())

    assert at_once(*(partial(answer_for, people[hand::10]) for hand in range(10))) == [None] * 10
    assert dict(Answer.objects.filter(meeting=meeting).values_list("member_id", "reply")) == replies
    assert Entry.objects.filter(verb__startswith="rsvp.", thing_id=meeting.pk).count() == 500


def test_one_member_who_taps_twice_has_one_answer(cast: Cast, meeting: Meeting) -> None:
    yes, no = (
        partial(actions.answer_invitation, meeting, cast.member, reply, by=cast.member, at=timezone.now())
        for reply in (Reply.YES, Reply.NO)
    )
    before_the_first_commits(yes, no)
    assert Answer.objects.get().reply == "no"


def test_a_double_click_schedules_one_meeting(cast: Cast) -> None:
    schedule = by_farah(
        cast,
        actions.schedule_meeting,
        cast.oak,
        title="Call",
        days=[Hours(TODAY)],
        where=Place("UTC"),
    )
    second = before_the_first_commits(schedule, schedule)
    assert isinstance(second, actions.AlreadyScheduled)
    assert second.meeting == Meeting.objects.get()


def test_of_two_changes_the_second_is_told_of_the_first(cast: Cast, meeting: Meeting) -> None:
    def rename(title: str) -> None:
        mine = Meeting.objects.get()
        actions.change_meeting(
            mine,
            sequence=0,
            title=title,
            days=[Hours(TODAY)],
            where=Place("UTC"),
            reply_by_on=None,
            by=cast.facilitator,
            at=timezone.now(),
        )

    second = before_the_first_commits(partial(rename, "First"), partial(rename, "Second"))
    assert isinstance(second, actions.ChangedMeanwhile)
    assert (Meeting.objects.get().title, agenda(meeting)) == ("First", "abc")


def test_two_who_cancel_cancel_once(cast: Cast, meeting: Meeting) -> None:
    def cancel() -> None:
        actions.cancel_meeting(Meeting.objects.get(), because="", by=cast.facilitator, at=timezone.now())

    assert before_the_first_commits(cancel, cancel) is None
    assert Entry.objects.filter(verb="meeting.cancelled").count() == Meeting.objects.get().sequence == 1


def test_two_facilitators_mark_the_same_people(cast: Cast, meeting: Meeting) -> None:
    here, there = [cast.member, cast.partner, cast.newcomer], [cast.newcomer, cast.partner, cast.facilitator]
    marked = [
        by_farah(
            cast,
            actions.record_attendance,
            day(meeting),
            marks=dict.fromkeys(people, Mark.PRESENT),
            at=meeting.ends_at,
        )
        for people in (here, there)
    ]
    assert at_once(*marked) == [None, None]
    marks = dict(day(meeting).attendance.values_list("member__key", "mark"))
    assert marks == dict.fromkeys(["member", "partner", "newcomer", "facilitator"], "present")
    assert Entry.objects.filter(verb="attendance.present").count() == 4


def test_two_scans_of_one_person_check_them_in_once(cast: Cast, meeting: Meeting) -> None:
    early = meeting.starts_at

    def scan() -> Mark:
        return actions.check_in(day(meeting), Half.MORNING, cast.member, by=cast.member, at=early)

    assert isinstance(before_the_first_commits(scan, scan), actions.AlreadyIn)
    assert day(meeting).presence.get().mark == day(meeting).attendance.recorded().get().mark == "present"


def test_twelve_phones_at_the_door_in_one_moment_are_all_in(cast: Cast) -> None:
    people = [factories.seat(cast.grove, factories.member()).member for _ in range(12)]
    meeting = factories.meeting(cast.grove)
    scans = [
        partial(actions.check_in, day(meeting), Half.MORNING, who, by=who, at=meeting.starts_at)
        for who in people
    ]
    assert at_once(*scans) == [Mark.PRESENT] * 12
    assert day(meeting).attendance.filter(mark=Mark.PRESENT).count() == 12


def test_of_a_scan_and_the_facilitators_mark_the_facilitators_stands(cast: Cast, meeting: Meeting) -> None:
    absent = by_farah(
        cast,
        actions.record_half,
        day(meeting),
        half=Half.MORNING,
        marks={cast.member: Mark.ABSENT},
        at=meeting.starts_at,
    )
    scan = partial(
        actions.check_in, day(meeting), Half.MORNING, cast.member, by=cast.member, at=meeting.starts_at
    )
    for first, second in ((absent, scan), (scan, absent)):
        before_the_first_commits(first, second)
        assert day(meeting).attendance.recorded().get().mark == "absent"
        day(meeting).presence.all().delete()
        day(meeting).attendance.all().delete()


def test_a_day_does_not_go_while_somebody_marks_it(cast: Cast, meeting: Meeting) -> None:
    marks = {cast.member: Mark.PRESENT}
    mark = by_farah(cast, actions.record_attendance, day(meeting, 2), marks=marks, at=meeting.ends_at)

    def shorten() -> None:
        mine = Meeting.objects.get()
        where, days = Place("UTC"), [Hours(mine.starts_on)]
        by, at = cast.facilitator, timezone.now()
        actions.change_meeting(
            mine, sequence=0, title="Short", days=days, where=where, reply_by_on=None, by=by, at=at
        )

    assert isinstance(before_the_first_commits(mark, shorten), actions.DayInUse)
    assert Meeting.objects.get().days.count() == 2


def test_two_new_items_both_find_a_place(cast: Cast, meeting: Meeting) -> None:
    add = [by_farah(cast, actions.add_item, day(meeting), title=title, minutes=5) for title in "de"]
    before_the_first_commits(*add)
    assert agenda(meeting) == "abcde|"


def test_an_agenda_is_laid_out_once(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak)
    first, second = (
        by_farah(cast, actions.lay_out_agenda, meeting, template=template)
        for template in (ONE_HOUR, HALF_DAY)
    )
    assert isinstance(before_the_first_commits(first, second), actions.AgendaInUse)
    assert AgendaItem.objects.count() == 4


def test_two_who_change_different_words_of_an_item_both_keep_theirs(cast: Cast, meeting: Meeting) -> None:
    longer, led = (
        by_farah(cast, actions.change_item, AgendaItem.objects.get(title="b"), **fields)
        for fields in ({"minutes": 45}, {"owner_role": "host"})
    )
    before_the_first_commits(longer, led)
    item = AgendaItem.objects.get(title="b")
    assert (item.minutes, item.owner_role, Meeting.objects.get().agenda_sequence) == (45, "host", 5)


def test_of_an_undo_and_a_change_the_second_finds_what_the_first_left(cast: Cast, meeting: Meeting) -> None:
    actions.remove_item(AgendaItem.objects.get(title="b"), by=cast.facilitator, at=timezone.now())
    latest = Meeting.objects.get().agenda_sequence
    move = by_farah(
        cast, actions.move_item, AgendaItem.objects.get(title="c"), day=day(meeting, 2), position=1
    )
    undo = by_farah(cast, actions.undo_change, Meeting.objects.get(), sequence=latest)
    assert isinstance(before_the_first_commits(move, undo), actions.NothingToUndo)
    assert agenda(meeting) == "a|c"


def test_two_who_undo_the_same_change_undo_it_once(cast: Cast, meeting: Meeting) -> None:
    actions.remove_item(AgendaItem.objects.get(title="b"), by=cast.facilitator, at=timezone.now())
    latest = Meeting.objects.get().agenda_sequence

    def undo() -> None:
        actions.undo_change(Meeting.objects.get(), sequence=latest, by=cast.facilitator, at=timezone.now())

    assert isinstance(before_the_first_commits(undo, undo), actions.NothingToUndo)
    assert agenda(meeting) == "abc|"


def test_two_who_put_an_agenda_by_under_one_name_do_it_once(cast: Cast, meeting: Meeting) -> None:
    save = by_farah(cast, actions.save_template, meeting, name="Spring", group=cast.oak)
    again = by_farah(cast, actions.save_template, meeting, name="spring", group=cast.oak)
    assert isinstance(before_the_first_commits(save, again), actions.TemplateNameTaken)
    assert AgendaTemplate.objects.count() == 1


def test_two_who_move_the_same_item_leave_an_agenda_without_gaps(cast: Cast, meeting: Meeting) -> None:
    there, up = (
        by_farah(cast, actions.move_item, AgendaItem.objects.get(title="b"), day=day(meeting, n), position=1)
        for n in (2, 1)
    )
    before_the_first_commits(there, up)
    assert agenda(meeting) == "bac|"


@pytest.mark.parametrize(
    ("action", "how"),
    [
        (actions.move_item, {"position": 1}),
        (actions.change_item, {"title": "B"}),
        (actions.remove_item, {}),
    ],
)
def test_what_was_removed_meanwhile_is_left_alone(
    cast: Cast, meeting: Meeting, action: Any, how: dict[str, Any]
) -> None:
    item, same = AgendaItem.objects.get(title="b"), AgendaItem.objects.get(title="b")
    if action is actions.move_item:
        how = how | {"day": day(meeting)}
    remove = by_farah(cast, actions.remove_item, item)
    second = before_the_first_commits(remove, by_farah(cast, action, same, **how))
    assert isinstance(second, actions.ItemGone)
    assert agenda(meeting) == "ac|"


@pytest.mark.parametrize(
    ("door", "sentence"),
    [
        ("move_item", "Somebody removed “b” meanwhile."),
        ("change_item", "Somebody removed “B” meanwhile."),
        ("remove_item", "Removed “b”."),
    ],
)
def test_who_comes_too_late_for_an_item_is_told(
    cast: Cast, meeting: Meeting, enter: Enter, door: str, sentence: str
) -> None:
    farah, item = enter("facilitator"), AgendaItem.objects.get(title="b")
    url = reverse(f"meetings:{door}", args=[item.pk])
    form = {"to": "up", "title": "B", "minutes": "5", "format": "talk"}
    answer = before_the_first_commits(
        by_farah(cast, actions.remove_item, item), partial(farah.post, url, form)
    )
    assert answer["Location"] == reverse("meetings:agenda", args=[meeting.pk])
    assert sentence in page(farah.get(answer["Location"]))


@pytest.mark.parametrize(
    ("door", "form"),
    [
        ("add_item", {"day2-title": "d", "day2-minutes": "5", "day2-format": "talk"}),
        ("insert_format", {"format": "trios"}),
    ],
)
def test_who_comes_too_late_for_a_day_is_told(
    cast: Cast, meeting: Meeting, enter: Enter, door: str, form: dict[str, str]
) -> None:
    farah, only = enter("facilitator"), meeting.days.all()[0]
    shorten = by_farah(
        cast,
        actions.change_meeting,
        Meeting.objects.get(pk=meeting.pk),
        sequence=0,
        title="Short",
        days=[Hours(only.on, only.starts, only.ends)],
        where=Place("UTC"),
        reply_by_on=None,
    )
    url = reverse(f"meetings:{door}", args=[meeting.pk, 2])
    answer = before_the_first_commits(shorten, partial(farah.post, url, form))
    assert "That day was taken off the meeting meanwhile." in page(farah.get(answer["Location"]))
    assert agenda(meeting) == "abc"
