"""Waves, the groups in them, and the meetings of all groups in one act."""

from datetime import time, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from gatherings import actions, panels
from gatherings.models import Gathering, WaveGroup
from gatherings.planning import clashes, plan_of
from ledger.models import Entry
from meetings.actions import Hours, cancel_meeting, change_meeting
from meetings.models import AgendaItem, AgendaTemplate, Meeting
from peergroups.models import Group, PlanArea, Role
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import NOW, Cast, Enter
from tests.gatherings.weeks import DAY, week

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def ada(enter: Enter) -> Client:
    return enter("admin")


@pytest.fixture
def denver(cast: Cast) -> Gathering:
    """A week in Denver with Oak in wave A and Elm in wave B."""
    area = PlanArea.objects.get(name="Leadership")
    denver = week(timezone="America/Denver", venue="Curtis Hotel", area=area)
    first, second = denver.waves.all()
    actions.place_groups(denver, {cast.oak: first, cast.elm: second}, by=cast.admin, at=NOW)
    return denver


def url(name: str, denver: Gathering) -> str:
    return reverse(f"gatherings:{name}", args=[denver.key])


def make(cast: Cast, denver: Gathering) -> Meeting:
    """Make the meetings, and return Oak's."""
    actions.make_meetings(denver, title="Quarter", by=cast.admin, at=NOW)
    return Meeting.objects.get(group=cast.oak)


def move_wave(cast: Cast, denver: Gathering, days: int) -> None:
    """Let wave A be as many days later, as a request of its own finds it."""
    wave = denver.waves.select_related("gathering")[0]
    shift = days * DAY
    dates = {"first_on": wave.first_on + shift, "last_on": wave.last_on + shift}
    actions.change_wave(wave, by=cast.admin, at=NOW, **dates)


def fates(denver: Gathering) -> dict[str, str]:
    return {row.place.group.name: row.fate for row in plan_of(denver, at=LATER).rows}


def test_all_others_go_to_one_wave_and_light_groups_stay_out(cast: Cast, ada: Client) -> None:
    denver = week()
    first, second = denver.waves.all()
    said = form_on(ada.get(url("waves", denver)), url("place_groups", denver))
    ada.post(
        url("place_groups", denver), said | {f"group-{cast.elm.pk}": str(second.pk), "rest": str(first.pk)}
    )
    placed = {place.group: place.wave for place in denver.places.select_related("group", "wave")}
    assert placed == {cast.oak: first, cast.elm: second}


def test_a_stale_page_puts_no_group_back(cast: Cast, ada: Client, denver: Gathering) -> None:
    stale = form_on(ada.get(url("waves", denver)), url("place_groups", denver))
    second = denver.waves.all()[1]
    actions.place_groups(denver, {cast.oak: second}, by=cast.admin, at=NOW)
    ada.post(url("place_groups", denver), stale | {f"group-{cast.grove.pk}": str(second.pk)})
    assert set(second.places.values_list("group__name", flat=True)) == {"Oak", "Elm", "Grove"}


def test_a_week_takes_more_groups_than_django_takes_fields(ada: Client, denver: Gathering) -> None:
    names = [f"Group {n}" for n in range(600)]
    Group.objects.bulk_create(Group(key=f"group-{n}", name=name) for n, name in enumerate(names))
    said = form_on(ada.get(url("waves", denver)), url("place_groups", denver))
    assert len(said) < 600 + 10  # one field a group
    assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS > 5_000 + 10
    wave = denver.waves.all()[0]
    everywhere = {name: str(wave.pk) for name in said if name.startswith("group-")}
    assert ada.post(url("place_groups", denver), said | everywhere).status_code == 302
    assert denver.places.filter(wave=wave).count() == Group.objects.count()


def test_a_group_can_leave_the_week_and_keeps_its_meeting(cast: Cast, ada: Client, denver: Gathering) -> None:
    make(cast, denver)
    said = form_on(ada.get(url("waves", denver)), url("place_groups", denver))
    ada.post(url("place_groups", denver), said | {f"group-{cast.oak.pk}": ""})
    assert not WaveGroup.objects.filter(group=cast.oak).exists()
    assert Meeting.objects.standing().filter(group=cast.oak).exists()


def test_who_sits_in_two_groups_of_a_wave_is_named(cast: Cast, ada: Client, denver: Gathering) -> None:
    factories.seat(cast.elm, cast.facilitator, role=Role.FACILITATOR)
    first, second = denver.waves.all()
    assert clashes(first) == clashes(second) == []
    actions.place_groups(denver, {cast.elm: first}, by=cast.admin, at=NOW)
    (clash,) = clashes(first)
    assert (clash.member, clash.groups, clash.leads) == (cast.facilitator, [cast.elm, cast.oak], True)
    assert "Farah Haddad (leads): Elm, Oak" in page(ada.get(url("waves", denver)))


def test_who_is_on_leave_clashes_with_nothing(cast: Cast, denver: Gathering) -> None:
    seat = factories.seat(cast.elm, cast.member)
    factories.leave(seat, starts_on=denver.starts_on)
    first = denver.waves.all()[0]
    actions.place_groups(denver, {cast.elm: first}, by=cast.admin, at=NOW)
    assert clashes(first) == []


def test_the_preview_says_what_will_be_made_and_writes_nothing(ada: Client, denver: Gathering) -> None:
    html = page(ada.get(url("meetings", denver)))
    assert "2 meetings will be made" in html
    assert "Wave A: Mon 6 – Tue 7 July" in html
    assert "08:00–17:30, on the last day to 15:30" in html
    assert "Place: Curtis Hotel." in html
    assert not Meeting.objects.exists()


def test_all_meetings_are_made_in_one_act_with_an_agenda(cast: Cast, ada: Client, denver: Gathering) -> None:
    said = form_on(ada.get(url("meetings", denver)), url("make_meetings", denver))
    ada.post(url("make_meetings", denver), said | {"title": "Summer in Denver"})
    oak = Meeting.objects.get(group=cast.oak)
    assert (oak.title, oak.place, oak.timezone) == ("Summer in Denver", "Curtis Hotel", "America/Denver")
    assert oak.reply_by_on == denver.starts_on - 21 * DAY
    assert [(day.on.day, day.starts, day.ends) for day in oak.days.all()] == [
        (6, time(8), time(17, 30)),
        (7, time(8), time(15, 30)),
    ]
    assert oak.days.all()[0].starts_at.hour == 14  # eight in the morning in Denver
    assert AgendaItem.objects.filter(day__meeting=oak).exists()
    assert Meeting.objects.get(group=cast.elm).starts_on.day == 9


def test_a_template_of_the_community_can_be_the_agenda_of_all(
    cast: Cast, ada: Client, denver: Gathering
) -> None:
    template = AgendaTemplate.objects.create(name="Our quarter", made_at=NOW)
    template.items.create(day=1, position=1, title="Our own opening", minutes=15)
    own = AgendaTemplate.objects.create(name="Oak alone", group=cast.oak, made_at=NOW)
    html = page(ada.get(url("meetings", denver)))
    assert "Our quarter" in html
    assert own.name not in html
    ada.post(url("make_meetings", denver), {"title": "Quarter", "template": template.pk})
    assert set(AgendaItem.objects.values_list("title", flat=True)) == {"Our own opening"}


def test_a_second_run_makes_only_what_is_missing(cast: Cast, ada: Client, denver: Gathering) -> None:
    make(cast, denver)
    said = {"title": "Quarter", "template": "", "reply_by_on": ""}
    html = page(ada.post(url("make_meetings", denver), said, follow=True))
    assert "nothing was made" in html
    first = denver.waves.all()[0]
    actions.place_groups(denver, {cast.grove: first}, by=cast.admin, at=NOW)
    assert "Made 1 meeting." in page(ada.post(url("make_meetings", denver), said, follow=True))
    assert Meeting.objects.count() == 3
    assert Entry.objects.filter(verb="waves.meetings_made").count() == 2


def test_a_group_that_meets_then_already_is_skipped_and_named(
    cast: Cast, ada: Client, denver: Gathering
) -> None:
    own = factories.meeting(cast.oak, on=denver.waves.all()[0].last_on, title="Retreat")
    assert fates(denver) == {"Oak": "busy", "Elm": "make"}
    html = page(ada.get(url("meetings", denver)))
    assert "Skipped, because they already meet then" in html
    assert "Retreat" not in html  # what a meeting is about belongs to the group
    actions.make_meetings(denver, title="Quarter", by=cast.admin, at=NOW)
    assert list(Meeting.objects.filter(group=cast.oak)) == [own]


def test_an_hour_that_the_venue_does_not_have_makes_nothing(cast: Cast, ada: Client) -> None:
    gap = week(starts_on=NOW.date().replace(month=3, day=28), timezone="Europe/Berlin")
    first = gap.waves.select_related("gathering")[0]  # Sunday, 29 March 2026: clocks go forward at two
    actions.change_wave(first, starts=time(2, 30), by=cast.admin, at=NOW)
    actions.place_groups(gap, {cast.oak: first, cast.elm: gap.waves.all()[1]}, by=cast.admin, at=NOW)
    html = page(ada.post(url("make_meetings", gap), {"title": "Quarter"}))
    assert "There is no 02:30 on 29 March 2026 in Europe/Berlin" in html
    assert not Meeting.objects.exists()


def test_a_wave_keeps_within_the_week_and_its_hours(ada: Client, denver: Gathering) -> None:
    wave = denver.waves.all()[0]
    action = reverse("gatherings:change_wave", args=[denver.key, wave.pk])
    said = form_on(ada.get(url("waves", denver)), action)
    name = f"wave-{wave.pk}"
    html = page(ada.post(action, said | {f"{name}-last_on": "2026-07-20", f"{name}-ends": "07:00"}))
    assert "Choose the first day or a later one. The week lasts from 5 July to 10 July 2026." in html
    assert "A day ends after it begins." in html
    wave.refresh_from_db()
    assert wave.ends == time(17, 30)


def test_content_day_can_be_put_on_another_day_of_the_week(ada: Client, denver: Gathering) -> None:
    action = url("move_content_day", denver)
    assert "The week lasts from" in page(ada.post(action, {"on": "2026-08-01"}))
    ada.post(action, {"on": "2026-07-09"})
    denver.content_day.refresh_from_db()
    assert denver.content_day.on.day == 9


def test_meetings_follow_when_the_wave_moves_and_answers_are_wanted_as_long_before(
    cast: Cast, ada: Client, denver: Gathering
) -> None:
    oak = make(cast, denver)
    Meeting.objects.filter(pk=oak.pk).update(reply_by_on=denver.starts_on)
    move_wave(cast, denver, 2)
    assert fates(denver) == {"Oak": "move", "Elm": "stands"}
    assert "1 meeting can follow the waves and the venue" in page(ada.get(url("meetings", denver)))
    ada.post(url("move_meetings", denver))
    oak.refresh_from_db()
    assert (oak.starts_on.day, oak.ends_on.day) == (8, 9)
    assert oak.reply_by_on == denver.starts_on + 2 * DAY
    assert fates(denver) == {"Oak": "stands", "Elm": "stands"}


def test_a_meeting_that_the_group_moved_stays_and_is_named(
    cast: Cast, ada: Client, denver: Gathering
) -> None:
    oak = make(cast, denver)
    own = [Hours(denver.starts_on, time(10), time(12))]
    change_meeting(
        oak,
        sequence=0,
        title="Quarter",
        days=own,
        where=denver.where,
        reply_by_on=None,
        by=cast.facilitator,
        at=LATER,
    )
    move_wave(cast, denver, 1)
    assert fates(denver) == {"Oak": "by hand", "Elm": "stands"}
    assert "Moved by the group" in page(ada.get(url("meetings", denver)))
    assert actions.move_meetings(denver, by=cast.admin, at=LATER) == []


def test_a_meeting_that_was_moved_from_here_follows_again(cast: Cast, denver: Gathering) -> None:
    make(cast, denver)
    for at in (LATER, LATER + timedelta(hours=1)):
        move_wave(cast, denver, 1)
        (moved,) = actions.move_meetings(denver, by=cast.admin, at=at)
        assert moved.group == cast.oak


def test_a_new_venue_reaches_the_meetings_but_not_what_a_group_wrote_itself(
    cast: Cast, denver: Gathering
) -> None:
    make(cast, denver)
    Meeting.objects.filter(group=cast.elm).update(place="Curtis Hotel, Aspen room")
    actions.change_gathering(denver, venue="Brown Palace", by=cast.admin, at=NOW)
    assert fates(denver) == {"Oak": "move", "Elm": "stands"}
    actions.move_meetings(denver, by=cast.admin, at=LATER)
    places = dict(Meeting.objects.values_list("group__name", "place"))
    assert places == {"Oak": "Brown Palace", "Elm": "Curtis Hotel, Aspen room"}


def test_a_meeting_that_is_cancelled_or_has_begun_is_left_alone(cast: Cast, denver: Gathering) -> None:
    oak = make(cast, denver)
    cancel_meeting(Meeting.objects.get(group=cast.elm), because="", by=cast.neighbour, at=NOW)
    move_wave(cast, denver, 1)
    rows = plan_of(denver, at=oak.starts_at).rows
    assert [row.fate for row in rows] == ["begun", "cancelled"]


def test_a_meeting_says_of_which_week_it_is_part(cast: Cast, denver: Gathering) -> None:
    oak = make(cast, denver)
    part = panels.of_meeting(oak)
    assert part is not None
    assert (part.gathering, str(part.wave), str(part.area)) == (denver, "Wave A", "Leadership")
    assert part.content_day == denver.content_day
    assert panels.of_meeting(factories.meeting(cast.oak)) is None


def test_the_meeting_of_a_cancelled_week_is_part_of_none(cast: Cast, denver: Gathering) -> None:
    oak = make(cast, denver)
    actions.cancel_gathering(denver, by=cast.admin, at=NOW)
    assert panels.of_meeting(oak) is None


@pytest.mark.parametrize("name", ["waves", "meetings"])
def test_the_pages_cost_the_same_however_many_groups_there_are(
    cast: Cast, ada: Client, denver: Gathering, name: str
) -> None:
    def add() -> None:
        actions.place_groups(denver, {factories.group(): denver.waves.all()[0]}, by=cast.admin, at=NOW)
        actions.make_meetings(denver, title="Quarter", by=cast.admin, at=NOW)

    assert_costs_the_same(ada, url(name, denver), add)
