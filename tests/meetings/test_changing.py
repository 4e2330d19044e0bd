"""Changing a meeting: what hangs on its days, whose answers still hold, and who came first."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from meetings import actions
from meetings.actions import Hours, Place
from meetings.models import AgendaItem, Mark, Meeting, Reply
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import TODAY, Cast, Enter
from tests.meetings.typing_in import fill_in, typed

DAY = timedelta(days=1)
NINE, FIVE = time(9), time(17)
FIRST = date(2026, 6, 10)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Two days from nine to five, with two items on each."""
    meeting = factories.meeting(cast.oak, on=FIRST, days=2, title="Retreat", place="Lodge")
    for day in meeting.days.all():
        for title in ("a", "b"):
            actions.add_item(
                day, title=f"{day.on:%-d}{title}", minutes=30, by=cast.facilitator, at=timezone.now()
            )
    return meeting


@pytest.fixture
def farah(enter: Enter) -> Client:
    return enter("facilitator")


def change(meeting: Meeting, *days: Hours, **changes: Any) -> None:
    """Change a meeting to these days, or leave its days alone."""
    meeting.refresh_from_db()
    stored = [Hours(day.on, day.starts, day.ends) for day in meeting.days.all()]
    unchanged: dict[str, Any] = {
        "title": meeting.title,
        "where": Place(meeting.timezone, meeting.place, meeting.link),
        "reply_by_on": meeting.reply_by_on,
    }
    actions.change_meeting(
        meeting,
        sequence=meeting.sequence,
        days=days or stored,
        by=None,
        at=timezone.now(),
        **(unchanged | changes),
    )


def url(name: str, meeting: Meeting) -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk])


def agenda(meeting: Meeting) -> list[list[str]]:
    return [[item.title for item in day.items.all()] for day in meeting.days.all()]


def test_the_form_shows_what_is_stored_and_saves_what_is_typed(
    cast: Cast, meeting: Meeting, farah: Client
) -> None:
    form = form_on(farah.get(url("change", meeting)), "")
    assert (form["title"], form["days-1-on"], form["days-1-ends"]) == ("Retreat", "2026-06-11", "17:00")
    html = fill_in(farah, url("change", meeting), ("2026-06-12", "10:00", "16:00"), title="Day out", place="")
    meeting.refresh_from_db()
    assert "Changed. Everybody invited is told" in html
    assert (meeting.title, meeting.place, meeting.sequence) == ("Day out", "", 1)
    assert meeting.starts_at == datetime(2026, 6, 12, 10, tzinfo=UTC)
    assert meeting.changed_at > datetime(2026, 5, 4, 10, tzinfo=UTC)
    assert Entry.objects.get(verb="meeting.changed").by == cast.facilitator


def test_the_zone_of_a_meeting_stays_even_one_that_is_no_place(meeting: Meeting, farah: Client) -> None:
    change(meeting, where=Place("US/Mountain"))
    html = fill_in(farah, url("change", meeting), *[(f"2026-06-{day}", "09:00", "17:00") for day in (10, 11)])
    meeting.refresh_from_db()
    assert "Changed." in html
    assert meeting.timezone == "US/Mountain"


def test_days_keep_what_hangs_on_them_when_they_move(cast: Cast, meeting: Meeting) -> None:
    first = meeting.days.first()
    assert first
    actions.record_attendance(first, {cast.member: Mark.PRESENT}, by=cast.facilitator, at=first.ends_at)
    change(meeting, Hours(FIRST + DAY, NINE, FIVE), Hours(FIRST + 2 * DAY, NINE, FIVE))
    assert agenda(meeting) == [["10a", "10b"], ["11a", "11b"]]
    moved = meeting.days.get(attendance__member=cast.member)
    assert (moved.pk, moved.on) == (first.pk, FIRST + DAY)


def test_items_of_a_day_that_goes_stand_behind_those_of_the_last_that_stays(meeting: Meeting) -> None:
    change(meeting, *[Hours(FIRST + n * DAY, NINE, FIVE) for n in range(3)])
    assert agenda(meeting) == [["10a", "10b"], ["11a", "11b"], []]
    change(meeting, Hours(FIRST, NINE, FIVE))
    assert agenda(meeting) == [["10a", "10b", "11a", "11b"]]
    assert [item.position for item in AgendaItem.objects.all()] == [1, 2, 3, 4]


def test_a_day_with_attendance_cannot_go_and_what_was_typed_stays(
    cast: Cast, meeting: Meeting, farah: Client
) -> None:
    last = meeting.days.last()
    assert last
    actions.record_attendance(last, {cast.member: Mark.LATE}, by=cast.facilitator, at=last.ends_at)
    answer = farah.post(
        url("change", meeting), typed(farah, url("change", meeting), ("2026-06-10", "", ""), title="Shorter")
    )
    assert "Attendance was taken on 11 June 2026, so that day cannot go." in page(answer)
    assert form_on(answer, "")["title"] == "Shorter"
    meeting.refresh_from_db()
    assert (meeting.title, meeting.days.count(), meeting.sequence) == ("Retreat", 2, 0)


def test_a_day_whose_attendance_was_cleared_can_go(cast: Cast, meeting: Meeting) -> None:
    last = meeting.days.last()
    assert last
    for mark in (Mark.LATE, Mark.NOT_RECORDED):
        actions.record_attendance(last, {cast.member: mark}, by=cast.facilitator, at=last.ends_at)
    change(meeting, Hours(FIRST, NINE, FIVE))
    assert meeting.days.count() == 1


@pytest.mark.parametrize(
    ("days", "changes"),
    [
        ([Hours(FIRST + DAY, NINE, FIVE), Hours(FIRST + 2 * DAY, NINE, FIVE)], {}),
        ([Hours(FIRST, NINE, time(18)), Hours(FIRST + DAY, NINE, FIVE)], {}),  # only the first evening
        ([Hours(FIRST, NINE, FIVE)], {}),
        ([], {"where": Place("America/Denver")}),
    ],
)
def test_who_answered_is_asked_again_when_a_date_or_an_hour_changes(
    cast: Cast, meeting: Meeting, days: list[Hours], changes: dict[str, Any]
) -> None:
    actions.answer_invitation(meeting, cast.member, Reply.YES, by=cast.member, at=timezone.now())
    change(meeting, *days, **changes)
    assert reply_of(cast, meeting) is None
    actions.answer_invitation(meeting, cast.member, Reply.NO, by=cast.member, at=timezone.now())
    assert reply_of(cast, meeting) == "no"


@pytest.mark.parametrize(
    "changes", [{"title": "Renamed"}, {"where": Place("UTC", "Elsewhere")}, {"reply_by_on": TODAY}]
)
def test_answers_hold_when_something_else_changes(
    cast: Cast, meeting: Meeting, changes: dict[str, Any]
) -> None:
    actions.answer_invitation(meeting, cast.member, Reply.YES, by=cast.member, at=timezone.now())
    change(meeting, **changes)
    assert reply_of(cast, meeting) == "yes"


def reply_of(cast: Cast, meeting: Meeting) -> str | None:
    return Meeting.objects.with_reply_of(cast.member).get(pk=meeting.pk).reply


def test_who_saves_second_is_told_and_may_save_once_more(meeting: Meeting, farah: Client) -> None:
    mine = typed(farah, url("change", meeting), ("2026-06-20", "09:00", "12:00"), title="Mine")
    change(meeting, title="Theirs", where=Place("UTC", "Castle"))
    refused = farah.post(url("change", meeting), mine)
    html = refused.content.decode()
    assert refused.status_code == 409
    assert "Somebody else has changed this meeting since you opened the form." in html
    assert "It is now: Theirs, <time" in html
    assert "Castle" in html
    kept = form_on(refused, "")
    assert kept["sequence"] == "1"
    assert mine.items() <= (kept | {"sequence": "0"}).items()
    assert Meeting.objects.get().title == "Theirs"
    farah.post(url("change", meeting), kept)
    assert Meeting.objects.get().title == "Mine"


def test_a_double_click_changes_once_and_blames_nobody_else(meeting: Meeting, farah: Client) -> None:
    form = typed(farah, url("change", meeting), ("2026-06-20", "09:00", "12:00"), title="Mine")
    assert [farah.post(url("change", meeting), form).status_code for _ in range(2)] == [302, 302]
    assert Meeting.objects.get().sequence == 1


@pytest.mark.parametrize("sequence", ["", "9" * 30])
def test_a_form_that_does_not_know_what_it_changes_changes_nothing(
    meeting: Meeting, farah: Client, sequence: str
) -> None:
    change(meeting, title="Theirs")
    form = typed(farah, url("change", meeting), ("2026-06-20", "", ""), title="Mine", sequence=sequence)
    assert farah.post(url("change", meeting), form).status_code == 409
    assert Meeting.objects.get().title == "Theirs"


def test_a_meeting_is_cancelled_with_a_reason_and_restored_with_its_answers(
    cast: Cast, meeting: Meeting, farah: Client
) -> None:
    actions.answer_invitation(meeting, cast.member, Reply.YES, by=cast.member, at=timezone.now())
    html = page(farah.post(url("cancel", meeting), {"because": "<b>Snow</b>"}, follow=True))
    assert "&lt;b&gt;Snow&lt;/b&gt;" in html
    html = page(farah.post(url("restore", meeting), follow=True))
    assert "Restored, with the answers as they were." in html
    assert "Snow" not in html
    assert reply_of(cast, meeting) == "yes"
    assert Meeting.objects.get().sequence == 2


def test_cancelling_and_restoring_twice_happens_once(cast: Cast, meeting: Meeting, farah: Client) -> None:
    for name in ("cancel", "cancel", "restore", "restore"):
        farah.post(url(name, meeting), {"because": "Snow"})
    verbs = list(
        Entry.objects.filter(verb__startswith="meeting.").order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == ["meeting.scheduled", "meeting.cancelled", "meeting.restored"]


def test_what_is_over_is_not_cancelled(cast: Cast, farah: Client) -> None:
    old = factories.meeting(cast.oak, on=TODAY - 7 * DAY)
    assert "There is nothing left to cancel." in page(farah.get(url("cancel", old)))
    assert farah.post(url("cancel", old), {"because": "Snow"}).status_code == 409
    assert not Meeting.objects.get().is_cancelled


def test_a_reason_that_is_too_long_is_refused(meeting: Meeting, farah: Client) -> None:
    html = page(farah.post(url("cancel", meeting), {"because": "x" * 301}))
    assert "at most 300 characters (it has 301)" in html
    assert not Meeting.objects.get().is_cancelled


def test_any_member_keeps_the_meetings_of_a_group_that_lets_them(cast: Cast, enter: Enter) -> None:
    breakfast = factories.meeting(cast.grove)
    for name in ("change", "cancel", "agenda"):
        assert enter("member").get(url(name, breakfast)).status_code == 200
        assert enter("partner").get(url(name, breakfast)).status_code == 404


def test_the_doors_answer_a_request_of_htmx_as_any_other(meeting: Meeting, farah: Client) -> None:
    for name in ("cancel", "restore"):
        answer = farah.post(url(name, meeting), {"because": "Snow"}, headers={"HX-Request": "true"})
        assert answer["Location"] == meeting.get_absolute_url()
    assert "<html" in page(farah.get(url("change", meeting), headers={"HX-Request": "true"}))
