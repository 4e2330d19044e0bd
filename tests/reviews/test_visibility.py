"""Who reads a review, of whom one is asked, and what gathering pages show."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from meetings.models import Meeting
from meetings.panels import invited
from members.models import Member
from peergroups.actions import give_role
from peergroups.models import Group, Kind, Membership, Role
from peergroups.seating import remembering, seating
from reviews import panels
from reviews.asking import asks_for_reviews, due_on, is_asking
from reviews.models import Remark, Review
from tests import factories
from tests.browsing import assert_costs_the_same, page
from tests.conftest import TODAY, Cast, Enter
from tests.reviews import making

DAY = timedelta(days=1)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(cast.oak, on=TODAY + 20 * DAY, days=2)


def waiting(member: Member) -> list[Meeting]:
    on, at = TODAY, timezone.now()
    seats = seating(member, on=on)
    asking = panels.asking_of(member, invited(member, seats, at=at), seats, on=on, at=at)
    return [found.meeting for found in panels.waiting(member, asking)]


@pytest.fixture
def reviews(cast: Cast, meeting: Meeting) -> dict[str, Review]:
    """Of a meeting two months ago, and of the coming one."""
    old = factories.meeting(cast.oak, on=TODAY - 60 * DAY)
    before = timezone.now() - 70 * DAY
    return {
        "old": making.review(old, cast.partner, at=before),
        "of who left": making.review(old, cast.former, at=before),
        "old draft": making.draft(old, cast.member, at=before),
        "coming": making.review(meeting, cast.partner),
        "draft": making.draft(meeting, cast.newcomer),
    }


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("member", {"old", "of who left", "old draft", "coming"}),
        ("partner", {"old", "of who left", "coming"}),
        ("facilitator", {"old", "of who left", "coming"}),
        ("newcomer", {"coming", "draft"}),
        ("former", {"of who left"}),
        ("neighbour", set()),
        ("outsider", set()),
        ("admin", set()),
    ],
)
def test_who_reads_what(
    enter: Enter, cast: Cast, reviews: dict[str, Review], who: str, reads: set[str]
) -> None:
    client = enter(who)
    opened = {
        name for name, made in reviews.items() if client.get(made.get_absolute_url()).status_code == 200
    }
    seen = Review.objects.visible_to(cast[who], on=TODAY)
    assert opened == {name for name, made in reviews.items() if made in seen} == reads


def test_who_leaves_before_the_meeting_reads_no_more(cast: Cast, reviews: dict[str, Review]) -> None:
    Membership.objects.filter(member=cast.member, group=cast.oak).update(left_on=TODAY + 5 * DAY)
    seen = Review.objects.visible_to(cast.member, on=TODAY)
    assert reviews["coming"] not in seen
    assert reviews["old"] in seen


def test_who_has_left_keeps_their_own(enter: Enter, reviews: dict[str, Review]) -> None:
    client, own = enter("former"), reviews["of who left"]
    assert own.headline in page(client.get(reverse("reviews:mine")))
    shown = page(client.get(own.get_absolute_url()))
    assert own.ask in shown
    assert "/meetings/" not in shown


def test_only_writer_and_author_see_a_remark(cast: Cast, reviews: dict[str, Review]) -> None:
    making.remark(reviews["coming"], cast.newcomer)
    see = {
        who
        for who in ("member", "partner", "newcomer", "facilitator", "admin")
        if Remark.objects.visible_to(cast[who], on=TODAY)
    }
    assert see == {"partner", "newcomer"}


@pytest.mark.parametrize(
    ("group", "asks"),
    [
        (Group(), True),
        (Group(rhythm_days=91), True),
        (Group(rhythm_days=60), True),
        (Group(rhythm_days=30), False),
        (Group(plans_agenda=False), False),
        (Group(makes_commitments=False), False),
    ],
)
def test_which_groups_ask_for_reviews(group: Group, asks: bool) -> None:
    assert asks_for_reviews(group) == asks


@pytest.mark.parametrize(("ends", "asks"), [(time(12, 59), False), (time(13, 0), True)])
def test_a_call_in_the_middle_of_the_quarter_asks_for_none(
    enter: Enter, cast: Cast, ends: time, asks: bool
) -> None:
    meeting = factories.meeting(cast.oak, ends=ends)
    at = timezone.now()
    assert is_asking(meeting) == asks == bool(waiting(cast.member))
    assert bool(panels.of_meeting(meeting, cast.member, on=TODAY, at=at)) == asks
    client = enter("member")
    assert client.get(reverse("reviews:write", args=[meeting.pk])).status_code == (200 if asks else 403)
    listed = page(client.get(reverse("reviews:list", args=[meeting.pk])))
    assert ("This meeting asks for no reviews." in listed) == (not asks)


def test_a_breakfast_asks_for_none(cast: Cast) -> None:
    factories.meeting(cast.grove)
    assert waiting(cast.member) == []


def test_a_review_is_due_two_weeks_before_the_first_day(meeting: Meeting) -> None:
    assert due_on(meeting) == date(2026, 5, 10)


@pytest.mark.parametrize(
    "why",
    ["facilitator", "on leave", "handed in", "not seated then", "begun", "cancelled", "far away"],
)
def test_of_whom_none_is_wanted(cast: Cast, meeting: Meeting, why: str) -> None:
    seat = cast.seat(cast.member)
    assert waiting(cast.member) == [meeting]
    if why == "facilitator":
        give_role(seat, Role.FACILITATOR, on=TODAY, by=None, at=timezone.now())
    elif why == "on leave":
        factories.leave(seat, starts_on=TODAY)
    elif why == "handed in":
        making.review(meeting, cast.member)
    elif why == "not seated then":
        Membership.objects.filter(pk=seat.pk).update(left_on=TODAY + DAY)
    else:
        at = timezone.now()
        changes: dict[str, dict[str, Any]] = {
            "begun": {"starts_at": at - DAY},
            "cancelled": {"cancelled_at": at},
            "far away": {"starts_on": TODAY + 29 * DAY, "ends_on": TODAY + 30 * DAY},
        }
        Meeting.objects.update(**changes[why])
    assert waiting(cast.member) == []
    assert waiting(cast.partner) == ([] if why in {"begun", "cancelled", "far away"} else [meeting])


def test_a_draft_still_waits(cast: Cast, meeting: Meeting) -> None:
    making.draft(meeting, cast.member)
    making.review(meeting, cast.partner)
    assert waiting(cast.member) == [meeting]


def test_what_waits_is_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    other = factories.group(kind=Kind.PEER_GROUP)
    factories.seat(other, cast.member)
    for group in (cast.oak, other, cast.oak):
        factories.meeting(group)
    with remembering():
        mine, at = seating(cast.member), timezone.now()
        meetings = invited(cast.member, mine, at=at)
        with django_assert_num_queries(1):
            asking = panels.asking_of(cast.member, meetings, mine, on=TODAY, at=at)
            found = panels.waiting(cast.member, asking)
            assert {one.meeting.group.name for one in found} == {cast.oak.name, other.name}


def test_the_meeting_s_page_shows_how_it_stands(
    cast: Cast, meeting: Meeting, reviews: dict[str, Review], django_assert_max_num_queries: Any
) -> None:
    with remembering():
        seating(cast.member, on=TODAY)
        with django_assert_max_num_queries(3):
            panel = panels.of_meeting(meeting, cast.member, on=TODAY, at=timezone.now())
    assert panel
    assert (panel.mine, panel.is_asked, panel.asked, panel.handed_in, panel.unread) == (None, True, 3, 1, 1)
    request = RequestFactory().get("/")
    request.today = TODAY  # type: ignore[attr-defined]  # as the middleware does
    told = {"panel": panel, "meeting": meeting, "request": request}
    shown = " ".join(render_to_string("reviews/on_meeting_page.html", told).split())
    assert "1 of 3 handed in" in shown
    assert "1 waits to be read by you" in shown
    assert "Write my review" in shown


def test_who_has_handed_in_is_told_by_name_and_nothing_else(
    cast: Cast, meeting: Meeting, reviews: dict[str, Review]
) -> None:
    sorted_out = panels.handed_in(meeting)
    assert sorted_out.done == [cast.partner]
    assert sorted_out.silent == [cast.member, cast.newcomer]


def test_the_list_of_one_s_own_costs_the_same_however_long(enter: Enter, cast: Cast) -> None:
    def one_more() -> None:
        making.draft(factories.meeting(cast.oak), cast.member)

    assert_costs_the_same(enter("member"), reverse("reviews:mine"), one_more)


def test_who_has_written_none_is_told_where_it_begins(enter: Enter) -> None:
    assert "Before the quarter's meeting of your group" in page(
        enter("outsider").get(reverse("reviews:mine"))
    ).replace("&#x27;", "'")
