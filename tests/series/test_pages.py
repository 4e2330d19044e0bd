"""The pages of a series: when a group meets, and changing that."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from meetings.actions import answer_invitation, record_attendance
from meetings.models import Mark, Meeting, Reply
from members.models import Member
from series import actions, panels
from series.models import Series
from series.wording import how_often
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.series.plans import THURSDAY, plan, series

LIST = reverse("series:list", args=["grove"])
WEEK = timedelta(weeks=1)


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


@pytest.fixture
def breakfast(cast: Cast) -> Series:
    return series(cast.grove, by=cast.member)


def change(client: Client, of: Series, since: date = THURSDAY, **typed: str) -> str:
    """Fill in the form of a series as its page shows it, and send it off."""
    url = f"{reverse('series:change', args=[of.pk])}?from={since}"
    return page(client.post(url, form_on(client.get(url), "") | {"scope": "following"} | typed, follow=True))


def starts() -> list[str]:
    meetings = Meeting.objects.standing()
    return [f"{meeting.starts_at.astimezone(meeting.zone):%m-%d %H:%M}" for meeting in meetings]


def test_the_list_says_who_comes_and_who_hosts(cast: Cast, mara: Client, breakfast: Series) -> None:
    meeting = breakfast.occurrences.all()[0].meeting
    answer_invitation(meeting, cast.member, Reply.YES, by=cast.member, at=NOW)
    html = page(mara.get(LIST))
    for sentence in ("Every Thursday", "06:30–07:30", "Corner Café", "1 coming: Mara Lind", "You host."):
        assert sentence in html
    assert "(Berlin time; 04:30 your time)" in html


def test_a_group_without_a_series_is_offered_one(cast: Cast, mara: Client) -> None:
    assert "Grove has no meeting that repeats." in page(mara.get(LIST))
    typed = form_on(mara.get(reverse("series:start", args=["grove"])), "")
    assert typed["rotates_host"] == "on"
    typed |= {"title": "Breakfast", "starts_on": "2026-05-07", "starts": "06:30", "ends": "07:30"}
    for _ in range(2):  # a second click
        html = page(mara.post(reverse("series:start", args=["grove"]), typed, follow=True))
        assert "Started. The next dates are in the calendar." in html
    assert (Series.objects.count(), Meeting.objects.count()) == (1, 12)


def test_skipping_a_date_and_meeting_after_all(cast: Cast, mara: Client, breakfast: Series) -> None:
    url, form = reverse("series:skip", args=[breakfast.pk]), {"on": f"{THURSDAY}", "because": "Ascension"}
    html = page(mara.post(url, form, follow=True))
    assert "Skipped Thursday, 7 May. The other dates stay." in html
    assert "Ascension" in html
    html = page(mara.post(url, form | {"undo": "1"}, follow=True))
    assert "You meet on Thursday, 7 May after all." in html
    far = {"on": "2026-12-24"}
    assert "No meeting on Thursday, 24 December 2026." in page(mara.post(url, far, follow=True))
    assert "No meeting on" not in page(mara.post(url, far | {"undo": "1"}, follow=True))


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("2026-05-08", "Friday, 8 May 2026 is no date of this series."),
        ("soon", "Choose a date of this series."),
    ],
)
def test_what_is_no_date_cannot_be_skipped(
    cast: Cast, mara: Client, breakfast: Series, on: str, sentence: str
) -> None:
    html = page(mara.post(reverse("series:skip", args=[breakfast.pk]), {"on": on}, follow=True))
    assert sentence in html


def test_changing_from_a_date_on(cast: Cast, mara: Client, breakfast: Series) -> None:
    html = change(mara, breakfast, THURSDAY + WEEK, starts="08:00", ends="09:00")
    assert "Changed." in html
    assert starts()[:3] == ["05-07 06:30", "05-14 08:00", "05-21 08:00"]
    assert "Every Thursday, until 13 May 2026" in html


def test_changing_all_to_come(cast: Cast, mara: Client, breakfast: Series) -> None:
    change(mara, breakfast, THURSDAY + WEEK, scope="all", place="Blue Kettle")
    assert set(Meeting.objects.values_list("place", flat=True)) == {"Blue Kettle"}
    assert Series.objects.count() == 1
    assert len(starts()) == 12


def test_moving_all_moves_the_earlier_ones_as_the_one_shown(
    cast: Cast, mara: Client, breakfast: Series
) -> None:
    change(mara, breakfast, THURSDAY + 2 * WEEK, scope="all", starts_on="2026-05-22")
    assert starts()[:2] == ["05-08 06:30", "05-15 06:30"]


def test_moving_to_another_weekday_every_second_week(cast: Cast, mara: Client, breakfast: Series) -> None:
    change(mara, breakfast, starts_on="2026-05-08", repeats="fortnightly")
    assert starts()[:3] == ["05-08 06:30", "05-22 06:30", "06-05 06:30"]


def test_a_rule_that_no_choice_makes_stays_as_it_is(cast: Cast, mara: Client) -> None:
    odd = series(cast.grove, plan("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,TH;COUNT=9"))
    html = change(mara, odd, title="Coffee")
    assert "Every third week on Tuesday and Thursday, 9 times" in html
    change(mara, Series.objects.get(), until="2026-06-30")
    assert Series.objects.get().rule_text == "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,TH;UNTIL=20260630"


def test_a_stale_form_is_told_and_loses_nothing(cast: Cast, mara: Client, breakfast: Series) -> None:
    url = reverse("series:change", args=[breakfast.pk])
    stale = form_on(mara.get(url), "") | {"scope": "all", "title": "Tea"}
    change(mara, breakfast, scope="all", title="Coffee")
    answer = mara.post(url, stale)
    assert answer.status_code == 409
    assert "It is now: Coffee, Every Thursday, 06:30–07:30." in " ".join(answer.content.decode().split())
    again = form_on(answer, "")
    assert again["title"] == "Tea"
    assert "Changed." in page(mara.post(url, again | {"scope": "all"}, follow=True))
    assert Series.objects.get().title == "Tea"


def test_a_form_of_a_series_that_ended_meanwhile_finds_no_series(
    cast: Cast, mara: Client, breakfast: Series
) -> None:
    actions.end_series(breakfast, last_on=TODAY, by=cast.member, at=NOW)
    assert mara.get(reverse("series:change", args=[breakfast.pk])).status_code == 404


def test_ending_and_going_on(cast: Cast, mara: Client, breakfast: Series) -> None:
    html = page(mara.post(reverse("series:end", args=[breakfast.pk]), {"last_on": "2026-05-07"}, follow=True))
    assert "Ended. You can take that back on this page." in html
    assert starts() == ["05-07 06:30"]
    html = page(mara.post(reverse("series:resume", args=[breakfast.pk]), follow=True))
    assert "It goes on, with the answers as they were." in html
    assert len(starts()) == 12


def test_a_series_that_goes_on_as_another_says_so(cast: Cast, mara: Client, breakfast: Series) -> None:
    change(mara, breakfast, THURSDAY + WEEK, title="Coffee")
    html = page(mara.post(reverse("series:resume", args=[breakfast.pk]), follow=True))
    assert "It goes on already" in html


def test_a_newcomer_sees_no_series_that_was_over_before(cast: Cast, breakfast: Series) -> None:
    actions.end_series(breakfast, last_on=TODAY - WEEK, by=cast.member, at=NOW)
    factories.seat(cast.grove, cast.outsider, joined_on=TODAY)
    assert Series.objects.visible_to(cast.member, on=TODAY).exists()
    assert not Series.objects.visible_to(cast.outsider, on=TODAY).exists()


def test_a_night_in_which_clocks_skip_the_hour_is_explained(cast: Cast, mara: Client) -> None:
    night = plan("FREQ=MONTHLY;BYDAY=-1SU", on=date(2026, 5, 31), starts=plan().starts.replace(hour=2))
    series(cast.grove, night)
    assert "Clocks go forward that night, so it begins at 03:00." in page(mara.get(LIST))
    meeting = Meeting.objects.get(starts_on=date(2027, 3, 28))
    found = panels.of_meeting(meeting, cast.member, at=NOW)
    assert found
    assert found.begins_late == "03:00"


def test_the_meeting_page_has_its_series(cast: Cast, mara: Client, breakfast: Series) -> None:
    meeting = breakfast.occurrences.all()[0].meeting
    html = page(mara.get(meeting.get_absolute_url()))
    assert "You host." in html
    assert f"{reverse('series:change', args=[breakfast.pk])}?from={THURSDAY}" in html
    assert panels.of_meeting(factories.meeting(cast.grove), cast.member, at=NOW) is None


def come_regularly(cast: Cast, count: int) -> list[Member]:
    """Let so many people have said yes to two of the last four meetings, and another one to one."""
    people = [factories.seat(cast.grove, factories.member()).member for _ in range(count + 1)]
    for weeks in (1, 2, 3, 4):
        meeting = factories.meeting(cast.grove, on=TODAY - weeks * WEEK)
        before = meeting.starts_at - timedelta(days=1)
        for member in {1: people, 2: people[1:]}.get(weeks, []):
            answer_invitation(meeting, member, Reply.YES, by=member, at=before)
    return people


@pytest.mark.parametrize(("count", "too_many"), [(12, 0), (13, 13)])
def test_a_table_of_more_than_twelve_is_offered_a_second_circle(
    cast: Cast, mara: Client, count: int, too_many: int
) -> None:
    come_regularly(cast, count)
    assert panels.regulars(cast.grove, at=NOW) == count
    assert panels.is_too_big(cast.grove, at=NOW) == too_many
    assert ("A second circle keeps both small" in page(mara.get(LIST))) == bool(too_many)


def test_who_was_marked_there_comes_as_well(cast: Cast) -> None:
    for weeks in (1, 2):
        meeting = factories.meeting(cast.oak, on=TODAY - weeks * WEEK)
        marks = {cast.member: Mark.LATE, cast.partner: Mark.ABSENT}
        record_attendance(meeting.days.get(), marks, by=cast.facilitator, at=NOW)
    assert panels.regulars(cast.oak, at=NOW) == 1


def test_the_list_costs_the_same_however_many_series(cast: Cast, mara: Client) -> None:
    titles = iter("abc")

    def add() -> None:
        agreed = plan("FREQ=WEEKLY;BYDAY=TH;COUNT=2", title=next(titles))
        added = series(cast.grove, agreed)
        answer_invitation(added.occurrences.all()[0].meeting, cast.member, Reply.YES, by=cast.member, at=NOW)

    assert_costs_the_same(mara, LIST, add)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=TH", "Every Thursday"),
        ("FREQ=WEEKLY", "Every Thursday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,TU", "Every second week on Tuesday and Thursday"),
        ("FREQ=WEEKLY;INTERVAL=6;BYDAY=TH", "Every 6th week on Thursday"),
        ("FREQ=MONTHLY;BYDAY=1TH", "The first Thursday of every month"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", "The last Friday of every third month"),
        ("FREQ=MONTHLY;BYDAY=-4TU", "The fourth from last Tuesday of every month"),
        ("FREQ=MONTHLY;BYDAY=TH", "Every Thursday of every month"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,22", "The 1st and the 22nd of every month"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "The last day of every month"),
        ("FREQ=MONTHLY;BYMONTHDAY=-12", "The 12th day from the end of every month"),
        ("FREQ=MONTHLY", "The 7th of every month"),
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=3", "Every Thursday, 3 times"),
        ("FREQ=WEEKLY;BYDAY=TH;UNTIL=20260630", "Every Thursday, until 30 June 2026"),
    ],
)
def test_a_rule_in_words(cast: Cast, rule: str, words: str) -> None:
    agreed = plan(rule)
    of = Series(starts_on=agreed.starts_on, rule_text=str(agreed.rule))
    assert how_often(of) == words


def test_admins_see_nothing_of_it(cast: Cast, enter: Enter, breakfast: Series) -> None:
    admin = enter("admin")
    for url in (
        LIST,
        reverse("series:change", args=[breakfast.pk]),
        reverse("series:invite", args=["grove"]),
    ):
        assert admin.get(url).status_code == 404
