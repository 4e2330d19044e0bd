"""The year: its weeks, and one's own dates in between."""

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gatherings import actions
from gatherings.models import Gathering
from gatherings.year import year_of
from ledger.models import Entry
from meetings.actions import cancel_meeting
from peergroups.models import PlanArea
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.gatherings.weeks import DAY, SUNDAY, week

YEAR = reverse("gatherings:year")


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


@pytest.fixture
def ada(enter: Enter) -> Client:
    return enter("admin")


def test_an_empty_year_says_what_will_stand_there(mara: Client, ada: Client) -> None:
    assert "Nothing stands in 2026 yet." in page(mara.get(YEAR))
    assert "Put a week into the year" not in page(mara.get(YEAR))
    assert "Put a week into the year" in page(ada.get(YEAR))
    assert "Make the year" not in page(ada.get(YEAR))  # there is nothing to copy


def test_a_week_stands_in_its_quarter_with_the_area_in_focus_and_its_parts_in_order(mara: Client) -> None:
    week(area=PlanArea.objects.get(name="Leadership"))
    html = page(mara.get(YEAR))
    quarter = html.split("July – September")[1].split("October – December")[0]
    assert "Focus: Leadership" in quarter
    parts = [
        "Sun 5 – Fri 10 July",
        "Mon 6 – Tue 7 July: Wave A",
        "Wed 8 July:",
        "Thu 9 – Fri 10 July: Wave B",
    ]
    assert sorted(parts, key=quarter.index) == parts


def test_a_week_names_the_wave_of_ones_own_group_and_of_no_other(cast: Cast, mara: Client) -> None:
    denver = week()
    first, second = denver.waves.all()
    groups = {cast.oak: first, cast.elm: second}
    actions.place_groups(denver, groups, by=cast.admin, at=timezone.now())
    (meeting, _) = actions.make_meetings(denver, title="Quarter", by=cast.admin, at=timezone.now())
    html = page(mara.get(YEAR))
    assert f'Wave A, <a href="{meeting.get_absolute_url()}">Oak</a>' in html
    assert "Elm" not in html


def test_between_the_weeks_stand_ones_own_meetings_a_weekly_one_in_one_row(cast: Cast) -> None:
    for n in range(4):
        factories.meeting(cast.grove, on=TODAY + n * 7 * DAY, title="Breakfast")
    factories.meeting(cast.oak, title="Call")
    factories.meeting(cast.elm, title="Elsewhere")
    off = factories.meeting(cast.oak, title="Off")
    cancel_meeting(off, because="", by=cast.facilitator, at=NOW)
    entries = year_of(cast.member, 2026, on=TODAY)[1].entries
    assert [(each.group.name, len(each.meetings)) for each in entries if not isinstance(each, Gathering)] == [
        ("Grove", 4),
        ("Oak", 1),
    ]


def test_a_meeting_of_the_week_stands_once(cast: Cast) -> None:
    denver = week()
    actions.place_groups(denver, {cast.oak: denver.waves.all()[0]}, by=cast.admin, at=NOW)
    actions.make_meetings(denver, title="Quarter", by=cast.admin, at=NOW)
    assert [entry for quarter in year_of(cast.member, 2026, on=TODAY) for entry in quarter.entries] == [
        denver
    ]


@pytest.mark.parametrize("who", ["outsider", "former"])
def test_without_a_seat_one_reads_the_dates_and_why_no_more(enter: Enter, who: str) -> None:
    denver = week()
    html = page(enter(who).get(YEAR))
    assert "You hold no seat in a group at present" in html
    assert denver.name in html
    assert denver.get_absolute_url() not in html


@pytest.mark.parametrize("asked", ["", "soon", "99999999", "0", "1²", "-5"])
def test_a_year_that_is_none_is_this_one(mara: Client, asked: str) -> None:
    assert "The year 2026" in page(mara.get(YEAR, {"year": asked}))


def test_the_year_costs_the_same_however_much_stands_in_it(cast: Cast, mara: Client) -> None:
    def add() -> None:
        weeks = Gathering.objects.count()
        denver = week(f"Week {weeks}", area=PlanArea.objects.first(), starts_on=SUNDAY + weeks * 7 * DAY)
        actions.place_groups(denver, {cast.oak: denver.waves.all()[0]}, by=cast.admin, at=NOW)
        actions.make_meetings(denver, title=f"Quarter {weeks}", by=cast.admin, at=NOW)
        factories.meeting(cast.grove)

    assert_costs_the_same(mara, YEAR, add)


def test_a_new_week_has_waves_content_day_and_its_hours_and_can_be_changed(ada: Client) -> None:
    url = reverse("gatherings:start")
    said = form_on(ada.get(url)) | {"name": "Denver", "starts_on": "2026-07-05", "timezone": "America/Denver"}
    denver_url = ada.post(url, said)["Location"]
    denver = Gathering.objects.get()
    assert denver_url == reverse("gatherings:waves", args=[denver.key])
    assert denver.ends_on == date(2026, 7, 10)
    assert [(wave.name, wave.first_on.day, wave.last_on.day) for wave in denver.waves.all()] == [
        ("A", 6, 7),
        ("B", 9, 10),
    ]
    assert denver.content_day.on == date(2026, 7, 8)
    assert denver.content_day.rounds.filter(kind="session").count() == 3
    change = reverse("gatherings:change", args=[denver.key])
    ada.post(change, form_on(ada.get(change)) | {"venue": "Curtis Hotel"})
    denver.refresh_from_db()
    assert (denver.venue, denver.sequence) == ("Curtis Hotel", 1)


def test_a_new_week_is_suggested_a_quarter_after_the_last_with_the_next_area(ada: Client) -> None:
    areas = list(PlanArea.objects.all())
    week(area=areas[-1], timezone="America/Denver")
    suggested = form_on(ada.get(reverse("gatherings:start")))
    assert date.fromisoformat(suggested["starts_on"]) == SUNDAY + 91 * DAY
    assert (suggested["timezone"], suggested["area"]) == ("America/Denver", str(areas[0].pk))


def test_last_years_weeks_are_copied_to_the_same_days_of_the_week_once(cast: Cast, ada: Client) -> None:
    denver = week("Denver 2026", venue="Curtis Hotel")
    actions.place_groups(denver, {cast.oak: denver.waves.all()[0]}, by=cast.admin, at=NOW)
    for _ in range(2):
        ada.post(reverse("gatherings:copy_year"), {"year": "2027"})
    copy = Gathering.objects.of_year(2027).get()
    assert (copy.name, copy.venue, copy.starts_on) == ("Denver 2027", "Curtis Hotel", SUNDAY + 364 * DAY)
    assert copy.starts_on.weekday() == denver.starts_on.weekday()
    assert [wave.first_on.weekday() for wave in copy.waves.all()] == [0, 3]
    assert copy.content_day.rounds.count() == denver.content_day.rounds.count()
    assert not copy.places.exists()


def test_two_admins_who_change_different_fields_both_win(ada: Client) -> None:
    denver = week()
    change = reverse("gatherings:change", args=[denver.key])
    stale = form_on(ada.get(change))
    ada.post(change, form_on(ada.get(change)) | {"venue": "Curtis Hotel"})
    ada.post(change, stale | {"address": "1405 Curtis Street"})
    denver.refresh_from_db()
    assert denver.place == "Curtis Hotel, 1405 Curtis Street"


def test_of_two_admins_who_change_the_same_the_later_is_told(ada: Client) -> None:
    denver = week()
    change = reverse("gatherings:change", args=[denver.key])
    stale = form_on(ada.get(change))
    ada.post(change, stale | {"venue": "Curtis Hotel"})
    html = page(ada.post(change, stale | {"venue": "Brown Palace"}))
    assert "it says “Curtis Hotel” now" in html
    assert 'value="Brown Palace"' in html


def test_a_week_that_ends_before_it_begins_is_named_and_nothing_is_lost(ada: Client) -> None:
    denver = week()
    change = reverse("gatherings:change", args=[denver.key])
    wrong = form_on(ada.get(change)) | {"ends_on": "2026-07-01", "hotel": "Ask for <b>PRAIRIE</b>"}
    html = page(ada.post(change, wrong))
    assert "A week ends on its first day or at most a month later." in html
    assert "Ask for &lt;b&gt;PRAIRIE&lt;/b&gt;" in html


def test_a_week_that_is_over_is_not_cancelled(cast: Cast, ada: Client) -> None:
    denver = week(starts_on=TODAY - 6 * DAY)  # until yesterday
    door = reverse("gatherings:cancel", args=[denver.key])
    assert "There is nothing left to cancel." in page(ada.get(door))
    answer = ada.post(door)
    assert answer.status_code == 409
    assert "There is nothing left to cancel." in answer.content.decode()
    denver.refresh_from_db()
    assert not denver.is_cancelled


def test_a_week_is_over_when_its_last_day_is_past_at_the_venue(cast: Cast) -> None:
    denver = week(starts_on=TODAY, timezone="America/Denver")
    after = datetime.combine(denver.ends_on + DAY, time(0), denver.zone)
    with pytest.raises(actions.WeekOver):
        actions.cancel_gathering(denver, by=cast.admin, at=after)
    actions.cancel_gathering(denver, by=cast.admin, at=after - timedelta(seconds=1))
    actions.cancel_gathering(denver, by=cast.admin, at=after)  # a second click asks for what is already so
    assert Entry.objects.filter(verb="gathering.cancelled").count() == 1


def test_a_cancelled_week_stays_and_can_be_restored(ada: Client, mara: Client) -> None:
    denver = week()
    html = page(ada.get(reverse("gatherings:cancel", args=[denver.key])))
    assert "Cancel this week?" in html
    for _ in range(2):
        ada.post(reverse("gatherings:cancel", args=[denver.key]))
    assert "Cancelled" in page(mara.get(YEAR))
    assert "Cancelled." in page(mara.get(denver.get_absolute_url()))
    ada.post(reverse("gatherings:restore", args=[denver.key]))
    assert "Cancelled" not in page(mara.get(YEAR))
    assert Entry.objects.filter(verb="gathering.cancelled").count() == 1


def test_a_script_in_a_name_stays_text(ada: Client) -> None:
    denver = week("<script>alert(1)</script>", venue="<script>alert(2)</script>")
    for url in (YEAR, denver.get_absolute_url(), reverse("gatherings:programme", args=[denver.key])):
        assert "<script>alert" not in page(ada.get(url))


def test_a_page_of_a_week_costs_the_same_however_many_groups_it_has(cast: Cast, mara: Client) -> None:
    denver = week()

    def add() -> None:
        wave = denver.waves.all()[0]
        actions.place_groups(denver, {factories.group(): wave}, by=cast.admin, at=NOW)

    assert_costs_the_same(mara, denver.get_absolute_url(), add)
