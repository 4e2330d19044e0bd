"""Notes of a hot seat: written for the presenter, who owns them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from issues import actions
from issues.models import HotSeat, HotSeatNote
from issues.models.hot_seat import SAME_EVENING
from meetings.models import Format, Meeting
from peergroups.models import Group
from tests import factories
from tests.browsing import page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.issues import making

HOUR = timedelta(hours=1)


@pytest.fixture
def hot_seat(cast: Cast) -> HotSeat:
    """Mara's, at a meeting that has begun an hour ago."""
    meeting = factories.meeting(cast.oak, on=TODAY)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=NOW - HOUR, ends_at=NOW + HOUR)
    meeting.refresh_from_db()
    return making.hot_seat(meeting, making.issue(cast.oak, cast.member), by=cast.facilitator)


@pytest.fixture
def note(cast: Cast, hot_seat: HotSeat) -> HotSeatNote:
    return actions.add_note(hot_seat, "Ask the bank first.", by=cast.partner, at=NOW)


def url(name: str, *args: object) -> str:
    return reverse(f"issues:{name}", args=args)


def readers(cast: Cast, note: HotSeatNote, *, at: timedelta = timedelta()) -> set[str]:
    people = ("member", "partner", "newcomer", "former", "facilitator", "neighbour", "outsider", "admin")
    return {
        who
        for who in people
        if HotSeatNote.objects.visible_to(cast[who], on=TODAY, at=NOW + at).filter(pk=note.pk)
    }


def test_only_the_presenter_reads_it_and_who_wrote_it_until_the_evening_is_over(
    cast: Cast, note: HotSeatNote
) -> None:
    assert readers(cast, note) == {"member", "partner"}
    assert readers(cast, note, at=HOUR + SAME_EVENING) == {"member"}


def test_what_is_released_is_read_by_the_group_of_that_meeting_and_taken_back_by_one_tap(
    cast: Cast, note: HotSeatNote, enter: Enter
) -> None:
    door = url("release_note", note.pk)
    enter("member").post(door)
    later = SAME_EVENING + HOUR
    assert readers(cast, note, at=later) == {"member", "partner", "newcomer", "facilitator"}
    joined_later = factories.seat(cast.oak, cast.outsider, joined_on=TODAY + timedelta(days=1))
    assert "outsider" not in readers(cast, note, at=later), joined_later
    assert "The group reads it" in page(enter("newcomer").get(note.hot_seat.get_absolute_url()))
    enter("member").post(door, {"undo": "1"})
    assert readers(cast, note, at=later) == {"member"}


@pytest.mark.parametrize(("who", "status"), [("member", 302), ("partner", 403), ("facilitator", 404)])
def test_nobody_but_the_presenter_releases_or_removes(
    note: HotSeatNote, enter: Enter, who: str, status: int
) -> None:
    for name in ("release_note", "remove_note"):
        assert enter(who).post(url(name, note.pk)).status_code == status
    assert HotSeatNote.objects.exists() == (status != 302)


def test_a_note_is_written_once_by_two_clicks(cast: Cast, hot_seat: HotSeat, enter: Enter) -> None:
    paul = enter("partner")
    for _ in range(2):
        paul.post(url("add_note", hot_seat.pk), {"text": "What if you sold half?"})
    assert HotSeatNote.objects.get().text == "What if you sold half?"
    assert "What if you sold half?" in page(enter("member").get(hot_seat.get_absolute_url()))
    assert "What if you sold half?" not in page(enter("facilitator").get(hot_seat.get_absolute_url()))


@pytest.mark.parametrize(
    ("begins", "who", "writes"),
    [
        (-HOUR, "partner", True),
        (HOUR, "partner", False),
        (HOUR, "member", True),
        (-25 * HOUR, "partner", False),
    ],
)
def test_others_write_while_the_meeting_lasts_and_the_presenter_always(
    hot_seat: HotSeat, enter: Enter, begins: timedelta, who: str, writes: bool
) -> None:
    Meeting.objects.update(starts_at=NOW + begins, ends_at=NOW + begins + 2 * HOUR)
    answer = enter(who).post(url("add_note", hot_seat.pk), {"text": "my words"})
    assert HotSeatNote.objects.exists() == writes
    if not writes:
        assert "Only the presenter writes before the meeting and after its evening." in page(answer)


def test_an_item_of_which_nothing_is_written_down_has_no_notes(cast: Cast, hot_seat: HotSeat) -> None:
    day = hot_seat.meeting.days.get()
    hot_seat.item = day.items.create(position=9, title="Hot seat", format=Format.HOT_SEAT, record="nothing")
    with pytest.raises(actions.KeepsNoNotes):
        actions.add_note(hot_seat, "my words", by=cast.member, at=NOW)
    hot_seat.item.record = ""  # as hot seats do
    assert actions.add_note(hot_seat, "my words", by=cast.member, at=NOW)


def test_a_group_that_keeps_no_notes_keeps_none(cast: Cast, hot_seat: HotSeat, enter: Enter) -> None:
    Group.objects.filter(pk=cast.oak.pk).update(keeps="commitments")
    html = page(enter("member").get(hot_seat.get_absolute_url()))
    assert "Oak has agreed to keep no notes of this." in html
    answer = enter("member").post(url("add_note", hot_seat.pk), {"text": "my words"})
    assert "This group has agreed to keep no notes of this." in page(answer)
    assert not HotSeatNote.objects.exists()


def test_a_note_that_is_too_long_comes_back_whole(hot_seat: HotSeat, enter: Enter) -> None:
    text = "long " * 900
    html = page(enter("member").post(url("add_note", hot_seat.pk), {"text": text}))
    assert "at most 4000 characters" in html
    assert text.strip() in html
