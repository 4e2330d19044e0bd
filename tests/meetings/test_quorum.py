"""Whether enough come, and whether another day would be better."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from meetings import actions, panels
from meetings.models import Meeting, Reply
from members.models import Member
from tests import factories
from tests.conftest import TODAY, Cast


@pytest.fixture
def people(cast: Cast) -> list[Member]:
    """Ten who are invited to Elm's meeting, besides Noor, who leads it."""
    return [factories.seat(cast.elm, factories.member()).member for _ in range(9)] + [cast.neighbour]


def answered(meeting: Meeting, people: list[Member], *, yes: int, no: int) -> panels.Quorum:
    replies = [Reply.YES] * yes + [Reply.NO] * no
    for who, reply in zip(people, replies, strict=False):
        actions.answer_invitation(meeting, who, reply, by=who, at=timezone.now())
    return panels.quorum(meeting, panels.replies(meeting), at=timezone.now())


@pytest.mark.parametrize(
    ("yes", "no", "missing", "is_out_of_reach", "wants_another_date"),
    [
        (0, 0, 6, False, False),
        (5, 0, 1, False, False),
        (6, 4, 0, False, False),
        (3, 4, 3, False, False),
        (0, 5, 6, True, False),  # half is not more than half
        (4, 6, 2, True, True),
    ],
)
def test_six_in_ten_make_a_meeting_worth_while(
    cast: Cast,
    people: list[Member],
    yes: int,
    no: int,
    missing: int,
    is_out_of_reach: bool,
    wants_another_date: bool,
) -> None:
    found = answered(factories.meeting(cast.elm), people, yes=yes, no=no)
    assert (found.missing, found.is_out_of_reach, found.wants_another_date) == (
        missing,
        is_out_of_reach,
        wants_another_date,
    )


@pytest.mark.parametrize(("days", "is_time"), [(2, False), (3, True)])
def test_another_date_is_suggested_only_while_there_is_time(
    cast: Cast, people: list[Member], days: int, is_time: bool
) -> None:
    meeting = factories.meeting(cast.elm, on=TODAY + timedelta(days=days))
    assert answered(meeting, people, yes=0, no=10).wants_another_date is is_time


def test_a_meeting_to_which_nobody_is_invited_lacks_nobody(cast: Cast) -> None:
    for seat in cast.elm.memberships.all():
        factories.leave(seat, starts_on=TODAY)
    found = answered(factories.meeting(cast.elm), [], yes=0, no=0)
    assert (found.needed, found.missing, found.is_out_of_reach) == (0, 0, False)


@pytest.mark.parametrize(
    ("may_keep", "sentence"), [(True, "Choose another date"), (False, "Too few can come: 6 of 10")]
)
def test_who_keeps_the_meeting_is_offered_another_date_and_others_read_how_it_stands(
    cast: Cast, people: list[Member], may_keep: bool, sentence: str
) -> None:
    meeting = factories.meeting(cast.elm)
    context = {"quorum": answered(meeting, people, yes=0, no=10), "meeting": meeting, "may_keep": may_keep}
    assert sentence in render_to_string("meetings/on_meeting_page.html", context)
