"""Three dots each: by one tap, taken back as one likes, and never four."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from issues import actions
from issues.models import Dot, Issue
from ledger.models import Entry
from meetings.actions import cancel_meeting
from meetings.models import Meeting
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import NOW, Cast, Enter
from tests.issues import making
from tests.racing import at_once, before_the_first_commits

HTMX = {"HX-Request": "true"}


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(cast.oak)


@pytest.fixture
def issues(cast: Cast) -> list[Issue]:
    return [making.issue(cast.oak, member, member.name) for member in (cast.partner, cast.newcomer)]


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


def door(meeting: Meeting, issue: Issue) -> str:
    return reverse("issues:dots", args=[meeting.pk, issue.pk])


def lying(meeting: Meeting) -> dict[str, int]:
    seen = Issue.objects.with_dots(meeting, meeting.group.memberships.earliest("pk").member)
    return {issue.title: issue.dots for issue in seen if issue.dots}


def test_without_script_a_tap_brings_the_page_again(
    meeting: Meeting, issues: list[Issue], mara: Client
) -> None:
    shown = reverse("issues:hot_seats", args=[meeting.pk])
    form = form_on(mara.get(shown), door(meeting, issues[0]))
    answer = mara.post(door(meeting, issues[0]), form | {"dots": "2"})
    assert answer["Location"] == f"{shown}#issue-{issues[0].pk}"
    html = page(mara.get(shown))
    assert "You have 1 dot left." in html
    assert f'id="dots-{issues[0].pk}-2" name="dots" value="2" aria-pressed="true"' in html


def test_a_tap_says_how_many_so_a_second_changes_nothing(
    meeting: Meeting, issues: list[Issue], mara: Client
) -> None:
    for _ in range(2):
        html = page(mara.post(door(meeting, issues[0]), {"dots": "2"}, headers=HTMX))
    assert "2 dots" in html
    assert "You have 1 dot left." in html
    assert lying(meeting) == {"Paul Okoye": 2}
    assert Entry.objects.filter(verb="dots.placed").count() == 1


def test_dots_are_taken_back_and_placed_elsewhere(
    meeting: Meeting, issues: list[Issue], mara: Client
) -> None:
    for issue, dots in ((0, 3), (0, 1), (1, 2), (0, 0), (1, 3)):
        mara.post(door(meeting, issues[issue]), {"dots": dots}, headers=HTMX)
    assert lying(meeting) == {"Nina Costa": 3}
    html = page(mara.post(door(meeting, issues[0]), {"dots": "1"}, headers=HTMX))
    assert "None left: the others lie on other issues. Take one back there first." in html
    assert lying(meeting) == {"Nina Costa": 3}


@pytest.mark.parametrize("wrong", ["4", "-1", "many", "", "9" * 400])
def test_no_other_number_of_dots_is_placed(
    meeting: Meeting, issues: list[Issue], mara: Client, wrong: str
) -> None:
    html = page(mara.post(door(meeting, issues[0]), {"dots": wrong}, headers=HTMX))
    assert "You have 3 dots: put none, one, two or three on an issue." in html
    assert lying(meeting) == {}


def test_each_meeting_has_dots_of_its_own_and_a_sum_names_nobody(
    cast: Cast, meeting: Meeting, issues: list[Issue], enter: Enter
) -> None:
    other = factories.meeting(cast.oak)
    for where, who in ((meeting, "member"), (meeting, "partner"), (other, "member")):
        enter(who).post(door(where, issues[0]), {"dots": "3"}, headers=HTMX)
    assert (lying(meeting), lying(other)) == ({"Paul Okoye": 6}, {"Paul Okoye": 3})
    html = page(enter("newcomer").get(reverse("issues:hot_seats", args=[meeting.pk])))
    assert "6 dots" in html
    assert "You have 3 dots." in html


def test_the_dots_of_what_is_chosen_lie_still(
    cast: Cast, meeting: Meeting, issues: list[Issue], mara: Client
) -> None:
    mara.post(door(meeting, issues[0]), {"dots": "2"}, headers=HTMX)
    making.hot_seat(meeting, issues[0], by=cast.facilitator)
    html = page(mara.post(door(meeting, issues[0]), {"dots": "0"}, headers=HTMX))
    assert "Dots are closed" in html
    mara.post(door(meeting, issues[1]), {"dots": "1"}, headers=HTMX)
    assert lying(meeting) == {"Paul Okoye": 2, "Nina Costa": 1}


@pytest.mark.parametrize("end", ["over", "cancelled"])
def test_after_the_meeting_no_dot_moves(
    cast: Cast, meeting: Meeting, issues: list[Issue], mara: Client, end: str
) -> None:
    if end == "over":
        Meeting.objects.filter(pk=meeting.pk).update(
            starts_at=NOW.replace(hour=1), ends_at=NOW.replace(hour=2)
        )
    else:
        cancel_meeting(meeting, because="", by=cast.facilitator, at=NOW)
    assert "Dots are closed" in page(mara.post(door(meeting, issues[0]), {"dots": "1"}, follow=True))
    assert lying(meeting) == {}


def test_what_waits_no_longer_and_what_another_group_offers_take_no_dots(
    cast: Cast, meeting: Meeting, issues: list[Issue], mara: Client
) -> None:
    actions.withdraw_issue(issues[0], by=cast.partner, at=NOW)
    html = page(mara.post(door(meeting, issues[0]), {"dots": "1"}, headers=HTMX))
    assert "This issue waits no longer" in html
    factories.seat(cast.elm, cast.member)
    elsewhere = making.issue(cast.elm, cast.neighbour)
    assert mara.post(door(meeting, elsewhere), {"dots": "1"}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_never_place_a_fourth_dot(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak)
    first, second = (making.issue(cast.oak, member) for member in (cast.partner, cast.newcomer))
    place = partial(actions.place_dots, meeting=meeting, by=cast.member, at=timezone.now())
    lost = before_the_first_commits(partial(place, first, 2), partial(place, second, 2))
    assert isinstance(lost, actions.NoDotsLeft)
    assert Dot.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_many_people_place_their_dots_in_the_same_second(cast: Cast) -> None:
    meeting, issue = factories.meeting(cast.oak), making.issue(cast.oak, cast.partner)
    people = [factories.seat(cast.oak, factories.member()).member for _ in range(6)]
    place = partial(actions.place_dots, issue, 3, meeting=meeting, at=timezone.now())
    assert at_once(*(partial(place, by=member) for member in people)) == [None] * 6
    assert Dot.objects.count() == 18
