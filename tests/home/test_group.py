"""The page of a group: purpose first, then what is next, what was promised, who sits there, how it goes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from engagement.actions import compute_engagement
from meetings import actions
from meetings.models import Mark
from peergroups.models import Group, Membership
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.surveys.asking import WELL, answered, crowd, opened, published

DAY = timedelta(days=1)
OAK = "/groups/oak/"


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


def test_the_purpose_comes_first(mara: Client) -> None:
    oak = page(mara.get(OAK))
    assert '<p class="eyebrow">Peer group</p> <h1>Oak</h1>' in oak
    assert oak.index("Build firms that outlive us.") < oak.index("Next meeting")


@pytest.mark.parametrize(("who", "may_write_it"), [("member", False), ("facilitator", True)])
def test_a_group_without_purpose_is_asked_for_one(
    enter: Enter, cast: Cast, who: str, may_write_it: bool
) -> None:
    Group.objects.filter(pk=cast.oak.pk).update(purpose="")
    oak = page(enter(who).get(OAK))
    assert "This group has not written down what it is for." in oak
    assert ("Write its purpose" in oak) == may_write_it


def test_what_is_not_there_yet_is_said(mara: Client) -> None:
    oak = page(mara.get(OAK))
    for sentence in (
        "No meeting is scheduled.",
        "Nothing is open and nothing was closed this quarter. What is promised here stays here.",
        "Figures appear here after the first meetings.",
    ):
        assert sentence in oak
    assert "Last meeting" not in oak


def test_the_next_meeting_is_answered_in_one_tap(mara: Client, cast: Cast) -> None:
    factories.meeting(cast.oak, title="Autumn", on=TODAY + 99 * DAY)
    meeting = factories.meeting(cast.oak, title="Summer", place="The Oxford Hotel")
    url = f"/meetings/{meeting.pk}/answer/"
    form = form_on(mara.get(OAK), url)
    oak = page(mara.post(url, form | {"reply": "yes"}, follow=True))
    assert "Autumn" not in oak
    assert "The Oxford Hotel" in oak
    assert 'value="yes" aria-pressed="true"' in oak
    assert "1 of 4 coming, 3 yet to answer" in oak


def test_what_comes_after_ones_last_day_is_not_shown(mara: Client, cast: Cast) -> None:
    factories.meeting(cast.oak, title="Summer", place="A secret house")
    seat = cast.seat(cast.member)
    seat.left_on = TODAY + 3 * DAY
    seat.save()
    oak = page(mara.get(OAK))
    assert "A secret house" not in oak
    assert "No meeting is scheduled." in oak


@pytest.mark.parametrize(
    ("starts_in", "who", "is_asked"),
    [(21, "member", True), (21, "on leave", False), (0, "member", False)],
)
def test_only_who_is_expected_is_asked_and_only_until_it_begins(
    enter: Enter, cast: Cast, starts_in: int, who: str, is_asked: bool
) -> None:
    factories.meeting(cast.oak, on=TODAY + starts_in * DAY, title="Summer")
    seat = cast.seat(cast.member)
    if who == "on leave":
        factories.leave(seat, starts_on=TODAY)
    oak = page(enter("member").get(OAK))
    assert "Summer" in oak
    assert ("Will you come to Summer?" in oak) == is_asked


def test_what_was_promised_stands_by_name_and_one_s_own_is_marked(mara: Client, cast: Cast) -> None:
    factories.commitment(cast.oak, cast.partner, text="call Jo")
    factories.commitment(cast.oak, cast.member, text="call Ann")
    oak = page(mara.get(OAK))
    assert oak.index("Mara Lind (me)") < oak.index("call Ann") < oak.index("<h3>Paul Okoye</h3>")
    assert oak.index("<h3>Paul Okoye</h3>") < oak.index("call Jo")


def test_what_was_closed_before_this_quarter_is_gone(mara: Client, cast: Cast) -> None:
    for text, closed_on in {
        "in march": TODAY.replace(month=3, day=31),
        "in april": TODAY.replace(month=4, day=1),
    }.items():
        made = factories.commitment(cast.oak, cast.member, text=text, made_on=TODAY - 60 * DAY)
        type(made).objects.filter(pk=made.pk).update(outcome="kept", closed_on=closed_on)
    oak = page(mara.get(OAK))
    assert "in april" in oak
    assert "in march" not in oak


def test_a_newcomer_reads_nothing_from_before(enter: Enter, cast: Cast) -> None:
    factories.commitment(cast.oak, cast.member, text="the old one", made_on=TODAY - 60 * DAY)
    factories.commitment(cast.oak, cast.member, text="the new one")
    factories.meeting(cast.oak, on=TODAY - 60 * DAY, title="Winter")
    oak = page(enter("newcomer").get(OAK))
    assert "the new one" in oak
    assert "the old one" not in oak
    assert "Winter" not in oak


def test_a_breakfast_makes_no_commitments(mara: Client) -> None:
    grove = page(mara.get("/groups/grove/"))
    assert "What we promised" not in grove
    assert "Schedule a meeting" in grove  # anybody may


def test_the_last_meeting_says_how_many_came(mara: Client, cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY - DAY, title="Spring")
    assert "Attendance was not recorded." in page(mara.get(OAK))
    marks = {cast.member: Mark.PRESENT, cast.partner: Mark.LATE, cast.newcomer: Mark.ABSENT}
    actions.record_attendance(meeting.days.get(), marks, by=cast.facilitator, at=timezone.now())
    oak = page(mara.get(OAK))
    assert f'<a href="/meetings/{meeting.pk}/">Spring</a>' in oak
    assert "2 people came." in oak


def test_the_roster_has_who_leads_first_and_what_each_does(mara: Client, cast: Cast) -> None:
    Membership.objects.filter(member=cast.newcomer).update(full_on=None)
    factories.leave(cast.seat(cast.partner), starts_on=TODAY)
    Group.objects.filter(pk=cast.oak.pk).update(seats=12)
    oak = page(mara.get(OAK)).split("Who sits here")[1]
    names = ["Farah Haddad", "Mara Lind", "Nina Costa", "Paul Okoye"]
    assert sorted(names, key=lambda name: oak.index(f">{name}<")) == names
    assert "Frank Weiss" not in oak
    for words in ("3 of 12 seats filled", "Facilitator", "Provisional", "On sabbatical"):
        assert words in oak


def test_figures_of_the_group_stand_with_what_they_are_counted_from(mara: Client, cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY - DAY)
    marks = dict.fromkeys((cast.member, cast.partner, cast.newcomer), Mark.PRESENT)
    marks[cast.facilitator] = Mark.ABSENT
    actions.record_attendance(meeting.days.get(), marks, by=cast.facilitator, at=timezone.now())
    compute_engagement(as_of=TODAY, by=None, at=NOW)
    oak = page(mara.get(OAK))
    assert "3 of 4 in 2026-Q2" in oak


@pytest.mark.parametrize(("who", "may"), [("member", False), ("facilitator", True)])
def test_who_leads_finds_the_doors_to_change_things(enter: Enter, who: str, may: bool) -> None:
    oak = page(enter(who).get(OAK))
    assert ("Schedule a meeting" in oak) == may
    assert ("Purpose, rules and roles of this group" in oak) == may


def test_what_the_last_survey_found_stands_there(mara: Client, cast: Cast) -> None:
    crowd(cast.oak, 3)
    survey = opened(cast.admin)
    answered(survey, cast.oak, *[WELL] * 6)
    assert survey.title not in page(mara.get(OAK))
    published(survey)
    oak = page(mara.get(OAK))
    assert f'href="/surveys/{survey.pk}/groups/oak/"' in oak
    assert '<span class="value">6.0</span>' in oak
    grove = page(mara.get("/groups/grove/"))
    assert "Fewer than five answered." in grove
    assert "0 of 1" not in grove
