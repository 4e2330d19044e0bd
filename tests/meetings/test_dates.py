"""What those who look after the community see of meetings: dates and counts, never content."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings import actions
from meetings.models import Mark, Reply
from tests import factories
from tests.browsing import assert_costs_the_same, page
from tests.conftest import TODAY, Cast, Enter

DAY = timedelta(days=1)
DATES = reverse("meetings:dates", args=["oak"])


@pytest.fixture
def seen(cast: Cast, enter: Enter) -> str:
    at, by = timezone.now(), cast.facilitator
    held = factories.meeting(
        cast.oak, on=TODAY - 9 * DAY, days=2, title="About selling", place="A secret house"
    )
    for day, mark in zip(held.days.all(), (Mark.PRESENT, Mark.LATE), strict=True):
        actions.record_attendance(day, {cast.member: mark, cast.partner: Mark.ABSENT}, by=by, at=at)
    factories.meeting(cast.oak, on=TODAY - 2 * DAY)
    coming = factories.meeting(cast.oak, on=TODAY + 9 * DAY, title="About merging")
    actions.answer_invitation(coming, cast.member, Reply.YES, by=cast.member, at=at)
    factories.meeting(cast.elm, on=TODAY + 8 * DAY)
    return page(enter("admin").get(DATES))


def cells(seen: str) -> list[list[str]]:
    rows = seen.partition("<tbody>")[2].partition("</tbody>")[0].split("</tr>")[:-1]
    return [[cell.partition(">")[2].partition("</td>")[0] for cell in row.split("<td")[1:]] for row in rows]


def test_each_meeting_has_its_answers_and_how_many_came_on_any_day(seen: str) -> None:
    yes, unrecorded, came = cells(seen)
    assert yes == ["1", "0", "0", "–"]
    assert "not recorded" in unrecorded[-1]
    assert came == ["0", "0", "0", "1"]


def test_nothing_of_the_content_is_shown(seen: str, cast: Cast) -> None:
    for content in ("About selling", "About merging", "A secret house", cast.member.name, "/meetings/1"):
        assert content not in seen


def test_a_group_that_never_met_says_so(enter: Enter) -> None:
    assert "No meeting has been scheduled yet." in page(enter("admin").get(DATES))


def test_the_page_costs_the_same_for_three_meetings_as_for_one(cast: Cast, enter: Enter) -> None:
    assert_costs_the_same(enter("admin"), DATES, lambda: factories.meeting(cast.oak))
