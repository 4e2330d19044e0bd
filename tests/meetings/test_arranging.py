"""Arranging an agenda by several hands: what each sees, what is written, and taking a change back."""

from datetime import time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from meetings import actions
from meetings.actions import Hours, Place
from meetings.models import AgendaItem, Meeting
from peergroups.actions import give_role
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import TODAY, Cast, Enter

HTMX = {"HX-Request": "true"}


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Two days from nine to twelve: a, b and c of 30 minutes on the first, d on the second."""
    meeting = factories.meeting(cast.oak, days=2, starts=time(9), ends=time(12))
    for day, titles in zip(meeting.days.all(), ("abc", "d"), strict=True):
        for title in titles:
            actions.add_item(day, title=title, minutes=30, by=cast.facilitator, at=timezone.now())
    return meeting


@pytest.fixture
def farah(enter: Enter) -> Client:
    return enter("facilitator")


@pytest.fixture
def paul(cast: Cast, enter: Enter) -> Client:
    """A second hand: the chair of the group."""
    give_role(cast.seat(cast.partner), "chair", on=TODAY, by=None, at=timezone.now())
    return enter("partner")


def agenda(meeting: Meeting) -> str:
    """Return the titles in order, days parted by a stroke; positions count from one on each day."""
    days = [list(day.items.all()) for day in meeting.days.all()]
    assert all([item.position for item in items] == list(range(1, len(items) + 1)) for items in days)
    return "|".join("".join(item.title for item in items) for items in days)


def item(title: str) -> AgendaItem:
    return AgendaItem.objects.get(title=title)


def url(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=args)


def sequence(meeting: Meeting) -> int:
    return Meeting.objects.get(pk=meeting.pk).agenda_sequence


def move(client: Client, title: str, day: int, position: int, **more: object) -> str:
    form = {"day": day, "position": position, **more}
    return page(client.post(url("move_item", item(title).pk), form, headers=HTMX))


def undo(client: Client, meeting: Meeting) -> str:
    address = url("undo_change", meeting.pk)
    form = form_on(client.get(url("agenda", meeting.pk)), address)
    return page(client.post(address, form, follow=True))


def test_an_item_dropped_somewhere_goes_there_also_on_another_day(meeting: Meeting, farah: Client) -> None:
    html = move(farah, "a", 2, 1)
    assert agenda(meeting) == "bc|ad"
    assert html.startswith('<div class="stack arranging" id="agenda-editor"')
    assert "Meanwhile" not in html  # one's own change is no news
    move(farah, "a", 1, 99)
    assert agenda(meeting) == "bca|d"


@pytest.mark.parametrize(
    "form", [{"day": "3", "position": "1"}, {"day": "x", "position": "1"}, {"day": "1", "position": "0"}]
)
def test_a_place_that_is_not_on_the_page_is_refused(
    meeting: Meeting, farah: Client, form: dict[str, str]
) -> None:
    html = page(farah.post(url("move_item", item("a").pk), form, headers=HTMX))
    assert "Choose a place on the page." in html
    assert agenda(meeting) == "abc|d"


def test_start_times_follow_from_minutes_that_are_typed_in(meeting: Meeting, farah: Client) -> None:
    html = page(farah.post(url("set_minutes", item("a").pk), {"minutes": "75"}, headers=HTMX))
    assert 'class="clock">10:15</span>' in html
    assert "45 min free" in html


@pytest.mark.parametrize("minutes", ["", "0", "-5", "601", "ten", "9" * 500])
def test_an_item_lasts_from_one_minute_to_ten_hours(meeting: Meeting, farah: Client, minutes: str) -> None:
    html = page(farah.post(url("set_minutes", item("a").pk), {"minutes": minutes}, follow=True))
    assert "An item lasts from 1 to 600 minutes." in html
    assert item("a").minutes == 30


def test_the_second_of_two_hands_is_told_what_the_first_did_and_both_changes_stand(
    cast: Cast, meeting: Meeting, farah: Client, paul: Client
) -> None:
    seen = sequence(meeting)
    farah.post(url("remove_item", item("b").pk), {"sequence": seen})
    farah.post(url("set_minutes", item("c").pk), {"sequence": seen, "minutes": "45"})
    html = move(paul, "a", 2, 2, sequence=seen)
    assert "Meanwhile Farah Haddad removed “b”; Farah Haddad changed “c”." in html
    assert agenda(meeting) == "c|da"
    assert "Meanwhile" not in move(paul, "a", 1, 1, sequence=sequence(meeting))


@pytest.mark.parametrize(
    ("door", "form"),
    [("move_item", {"to": "up"}), ("set_minutes", {"minutes": "5"}), ("duplicate_item", {})],
)
def test_who_reaches_for_an_item_that_is_gone_is_told_and_the_rest_stays(
    meeting: Meeting, farah: Client, paul: Client, enter: Enter, door: str, form: dict[str, str]
) -> None:
    gone = url(door, item("b").pk)
    farah.post(url("remove_item", item("b").pk))
    assert "Somebody removed “b” meanwhile." in page(paul.post(gone, form, follow=True))
    assert [enter(who).post(gone, form).status_code for who in ("member", "neighbour")] == [403, 404]
    assert agenda(meeting) == "ac|d"


def test_of_two_who_change_the_same_word_the_second_is_told_what_stands_there(
    meeting: Meeting, farah: Client, paul: Client
) -> None:
    address = url("change_item", item("a").pk)
    mine, theirs = (form_on(client.get(address), "") for client in (farah, paul))
    farah.post(address, mine | {"title": "A", "minutes": "10"})
    html = page(paul.post(address, theirs | {"title": "Ah", "owner_role": "host"}))
    assert "Somebody changed this meanwhile: it says “A” now." in html
    assert (item("A").minutes, item("A").owner_role) == (10, "")
    farah.post(address, form_on(farah.get(address), "") | {"minutes": "20"})
    paul.post(address, form_on(paul.get(address), "") | {"owner_role": "host"})
    assert (item("A").minutes, item("A").owner_role) == (20, "host")


@pytest.mark.parametrize(
    ("door", "form", "said"),
    [
        ("remove_item", {}, "removed “b”"),
        ("move_item", {"to": "up"}, "moved “b”"),
        ("set_minutes", {"minutes": "5"}, "changed “b”"),
        ("duplicate_item", {}, "repeated “b”"),
    ],
)
def test_the_last_change_is_taken_back_with_one_tap(
    meeting: Meeting, farah: Client, door: str, form: dict[str, str], said: str
) -> None:
    before = list(AgendaItem.objects.values())
    farah.post(url(door, item("b").pk), form)
    assert list(AgendaItem.objects.values()) != before
    html = undo(farah, meeting)
    assert f"Taken back: {said}." in html
    assert list(AgendaItem.objects.values()) == before
    undo(farah, meeting)  # to undo that is to do it again
    assert list(AgendaItem.objects.values()) != before


def test_a_day_is_fitted_and_an_item_added_and_both_are_taken_back(meeting: Meeting, farah: Client) -> None:
    for door, form in (
        ("fit_day", {}),
        ("add_item", {"day1-title": "e", "day1-minutes": "5", "day1-format": "talk"}),
    ):
        farah.post(url(door, meeting.pk, 1), form)
        undo(farah, meeting)
        lengths = AgendaItem.objects.values_list("title", "minutes")
        assert list(lengths) == [("a", 30), ("b", 30), ("c", 30), ("d", 30)]


def test_nothing_is_taken_back_after_somebody_changed_something_else(
    meeting: Meeting, farah: Client, paul: Client
) -> None:
    farah.post(url("remove_item", item("b").pk))
    address = url("undo_change", meeting.pk)
    stale = form_on(farah.get(url("agenda", meeting.pk)), address)
    move(paul, "a", 2, 1)
    html = page(farah.post(address, stale, follow=True))
    assert "The agenda was changed after that, so it was not undone." in html
    assert agenda(meeting) == "c|ad"
    for wrong in ("", "-1", "9" * 30):
        assert "not undone" in page(farah.post(address, {"sequence": wrong}, follow=True))


def test_an_item_is_repeated_behind_itself_once_for_two_clicks(
    cast: Cast, meeting: Meeting, farah: Client
) -> None:
    AgendaItem.objects.filter(title="b").update(owner=cast.member, record="titles")
    address = url("duplicate_item", item("b").pk)
    for _ in range(2):
        farah.post(address)
    assert agenda(meeting) == "abbc|d"
    twin = AgendaItem.objects.filter(title="b").last()
    assert twin
    assert (twin.owner, twin.record, twin.minutes) == (cast.member, "titles", 30)
    with time_machine.travel(timezone.now() + actions.A_DOUBLE_CLICK):
        farah.post(address)
    assert agenda(meeting) == "abbbc|d"


def test_a_day_is_filled_exactly_and_its_breaks_stay(meeting: Meeting, farah: Client) -> None:
    AgendaItem.objects.filter(title="b").update(format="break", minutes=15)
    assert "Fit to the day" in page(farah.get(url("agenda", meeting.pk)))
    html = page(farah.post(url("fit_day", meeting.pk, 1), headers=HTMX))
    assert "exactly full" in html
    assert [i.minutes for i in meeting.days.all()[0].items.all()] == [85, 15, 80]


def test_what_is_left_is_shared_out_among_items_without_a_length(meeting: Meeting, farah: Client) -> None:
    AgendaItem.objects.filter(title__in="bc").update(minutes=None)
    assert "Share out the 150 min left" in page(farah.get(url("agenda", meeting.pk)))
    farah.post(url("fit_day", meeting.pk, 1))
    assert [i.minutes for i in meeting.days.all()[0].items.all()] == [30, 75, 75]


def test_a_day_full_of_breaks_is_not_fitted(meeting: Meeting, farah: Client) -> None:
    AgendaItem.objects.filter(title__in="abc").update(format="break")
    html = page(farah.post(url("fit_day", meeting.pk, 1), follow=True))
    assert "Too little time is left to share out." in html
    assert item("a").minutes == 30


def test_a_format_of_the_library_goes_on_a_day_with_its_minutes(meeting: Meeting, farah: Client) -> None:
    door = url("insert_format", meeting.pk, 2)
    html = page(farah.post(door, {"format": "hot seat"}, follow=True))
    assert "Added “Hot seat” to" in html
    added = item("Hot seat")
    assert (added.minutes, added.owner_role, added.position) == (45, "presenter", 2)
    assert "Choose a format of the library." in page(farah.post(door, {"format": "nap"}, follow=True))


def test_nothing_is_noted_where_nothing_changed(meeting: Meeting, farah: Client) -> None:
    entries, seen = Entry.objects.count(), sequence(meeting)
    farah.post(url("move_item", item("a").pk), {"to": "up"})
    farah.post(url("set_minutes", item("a").pk), {"minutes": "30"})
    assert (Entry.objects.count(), sequence(meeting)) == (entries, seen)


def test_one_move_among_sixty_items_writes_only_the_rows_between(
    cast: Cast, meeting: Meeting, farah: Client
) -> None:
    def queries() -> list[str]:
        moved = AgendaItem.objects.select_related("day__meeting__group").get(title="b")
        with CaptureQueriesContext(connection) as captured:
            actions.move_item(moved, day=moved.day, position=1, by=cast.facilitator, at=timezone.now())
        return [query["sql"] for query in captured.captured_queries]

    for_four = queries()
    day = meeting.days.all()[0]
    AgendaItem.objects.bulk_create(
        AgendaItem(day=day, position=n, title=f"{n}", minutes=5) for n in range(4, 60)
    )
    actions.move_item(item("b"), day=day, position=2, by=cast.facilitator, at=timezone.now())
    for_sixty = queries()
    assert len(for_four) == len(for_sixty) <= 10
    written = actions.last_change(Meeting.objects.get(pk=meeting.pk))
    assert written
    assert written.before.keys() == {str(item(title).pk) for title in "ab"}


def test_a_change_of_the_meeting_does_not_turn_back_the_agenda(cast: Cast, meeting: Meeting) -> None:
    stale = Meeting.objects.get(pk=meeting.pk)
    actions.remove_item(item("a"), by=cast.facilitator, at=timezone.now())
    seen = sequence(meeting)
    one_day = [Hours(meeting.starts_on, time(9), time(12))]
    actions.change_meeting(
        stale,
        sequence=0,
        title="Short",
        days=one_day,
        where=Place("UTC"),
        reply_by_on=None,
        by=cast.facilitator,
        at=timezone.now(),
    )
    assert sequence(meeting) == seen
    assert actions.last_change(stale) is None  # its day may be gone
    actions.remove_item(item("b"), by=cast.facilitator, at=timezone.now())
    assert agenda(meeting) == "cd"


def test_of_an_agenda_the_latest_changes_are_remembered(cast: Cast, meeting: Meeting) -> None:
    first = meeting.agenda_changes.earliest("sequence")
    for n in range(60):
        actions.change_item(
            item("a"), minutes=n + 31, by=cast.facilitator, at=timezone.now() + timedelta(hours=n)
        )
    assert meeting.agenda_changes.count() == 50
    assert not meeting.agenda_changes.filter(pk=first.pk).exists()
