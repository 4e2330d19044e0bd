"""Putting a meeting into a group's calendar, through its form."""

from datetime import UTC, date, datetime, time

import pytest
from django.test import Client
from django.urls import reverse

from ledger.models import Entry
from meetings.models import AgendaItem, Meeting
from peergroups.models import Group
from tests.browsing import form_on, page
from tests.conftest import Cast, Enter
from tests.meetings.typing_in import fill_in, typed

NEW = reverse("meetings:schedule", args=["oak"])
DAY = ("2026-06-10", "09:00", "12:00")


@pytest.fixture
def farah(enter: Enter) -> Client:
    return enter("facilitator")


def test_two_days_in_the_venues_wall_time(cast: Cast, farah: Client) -> None:
    html = fill_in(
        farah,
        NEW,
        ("2026-06-10", "08:00", "17:30"),
        ("2026-06-11", "08:00", "15:30"),
        title="Quarterly meeting",
        timezone="America/Denver",
        place="The Oxford Hotel",
        link="https://meet.example.org/oak",
        reply_by_on="2026-05-20",
    )
    meeting = Meeting.objects.get()
    assert "Scheduled: Quarterly meeting, Wed 10 – Thu 11 June 2026." in html
    assert (meeting.key, meeting.reply_by_on) == ("oak-2026-06-10", date(2026, 5, 20))
    assert (meeting.starts_on, meeting.ends_on) == (date(2026, 6, 10), date(2026, 6, 11))
    assert meeting.starts_at == datetime(2026, 6, 10, 14, 0, tzinfo=UTC)
    assert meeting.ends_at == datetime(2026, 6, 11, 21, 30, tzinfo=UTC)
    assert list(meeting.days.values_list("starts", "ends")) == [
        (time(8), time(17, 30)),
        (time(8), time(15, 30)),
    ]
    written = Entry.objects.get(verb="meeting.scheduled")
    assert (written.by, written.thing_id, written.group_id) == (cast.facilitator, meeting.pk, cast.oak.pk)


def test_days_typed_in_any_order_stand_by_date(farah: Client) -> None:
    fill_in(farah, NEW, ("2026-06-11", "09:00", "12:00"), ("2026-06-10", "13:00", "17:00"), title="Retreat")
    assert list(Meeting.objects.get().days.values_list("starts", flat=True)) == [time(13), time(9)]


def test_a_date_without_hours_is_enough(farah: Client) -> None:
    fill_in(farah, NEW, ("2026-06-10", "", ""), title="Day out", timezone="Europe/Berlin")
    meeting = Meeting.objects.get()
    assert not meeting.is_timed
    assert meeting.starts_at == datetime(2026, 6, 9, 22, 0, tzinfo=UTC)


def test_answers_cannot_be_wanted_after_the_meeting_has_begun(farah: Client) -> None:
    html = fill_in(farah, NEW, DAY, title="Call", reply_by_on="2026-12-24")
    assert "choose no later day" in html
    assert not Meeting.objects.exists()


def test_an_agenda_is_laid_out_with_it(cast: Cast, farah: Client) -> None:
    fill_in(farah, NEW, DAY, title="Call", template="half-day")
    assert AgendaItem.objects.filter(day__meeting=Meeting.objects.get()).count() == 10


@pytest.mark.parametrize(("own", "shown"), [("", "UTC"), ("US/Mountain", "US/Mountain")])
def test_the_form_begins_in_the_zone_of_the_group_even_one_that_is_no_place(
    cast: Cast, farah: Client, own: str, shown: str
) -> None:
    Group.objects.filter(pk=cast.oak.pk).update(timezone=own)
    assert form_on(farah.get(NEW), "")["timezone"] == shown
    fill_in(farah, NEW, DAY, title="Call")
    assert Meeting.objects.get().timezone == shown


def test_a_group_that_plans_no_agenda_is_offered_none(cast: Cast, enter: Enter) -> None:
    html = page(enter("member").get(reverse("meetings:schedule", args=[cast.grove.key])))
    assert "Agenda to begin with" not in html


def test_what_is_wrong_is_said_and_what_was_typed_stays(farah: Client) -> None:
    form = typed(farah, NEW, ("2026-06-10", "12:00", "09:00"), DAY, title="", place="Here")
    answer = farah.post(NEW, form)
    html = page(answer)
    for sentence in ("This field is required.", "A day ends after it begins."):
        assert sentence in html
    assert "Two rows have the same date" in page(farah.post(NEW, typed(farah, NEW, DAY, DAY)))
    assert form.items() <= form_on(answer, "").items()
    assert not Meeting.objects.exists()


def test_an_hour_that_the_zone_leaves_out_is_named_at_its_row(farah: Client) -> None:
    html = fill_in(farah, NEW, ("2027-03-14", "02:30", "12:00"), title="Early", timezone="America/Denver")
    assert "There is no 02:30 on 14 March 2027 in America/Denver: clocks go forward over it." in html
    assert not Meeting.objects.exists()


def test_markup_in_a_title_is_text_on_every_page(cast: Cast, farah: Client) -> None:
    script = "<script>alert(1)</script>"
    html = fill_in(farah, NEW, DAY, title=script, place=script)
    meeting = Meeting.objects.get()
    doors = [reverse(f"meetings:{name}", args=[meeting.pk]) for name in ("change", "agenda", "attendance")]
    pages = [html, *(page(farah.get(url)) for url in [*doors, reverse("meetings:list", args=["oak"])])]
    assert all("&lt;script&gt;alert(1)" in each and "<script>alert" not in each for each in pages)


def test_a_form_that_is_sent_twice_schedules_once(farah: Client) -> None:
    form = typed(farah, NEW, DAY, title="Call", template="one-hour")
    first, second = farah.post(NEW, form), farah.post(NEW, form)
    assert first["Location"] == second["Location"] == Meeting.objects.get().get_absolute_url()
    assert AgendaItem.objects.count() == 4


def test_another_meeting_on_the_same_day_has_a_key_of_its_own(farah: Client) -> None:
    for title in ("Call", "Dinner"):
        fill_in(farah, NEW, DAY, title=title)
    assert set(Meeting.objects.values_list("key", flat=True)) == {"oak-2026-06-10", "oak-2026-06-10-2"}


def test_a_cancelled_meeting_does_not_bar_its_successor(cast: Cast, farah: Client) -> None:
    for _ in range(2):
        fill_in(farah, NEW, DAY, title="Call")
        Meeting.objects.update(cancelled_at=datetime(2026, 5, 4, tzinfo=UTC))
    assert Meeting.objects.count() == 2


def test_any_member_schedules_where_the_group_lets_them(cast: Cast, enter: Enter) -> None:
    url = reverse("meetings:schedule", args=[cast.grove.key])
    fill_in(enter("member"), url, DAY, title="Breakfast")
    assert Meeting.objects.get().group == cast.grove
