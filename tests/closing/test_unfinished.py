"""What a meeting did not come to is offered to the next; what was worked waits no more."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closing.models import Confirmation
from closing.unfinished import hot_seats, left_items
from issues.models import HotSeat, Issue
from meetings.actions import add_item
from meetings.models import AgendaItem, Format, Meeting
from preparation.models import Leftover
from room.models import Run, RunItem, State
from tests import factories
from tests.browsing import page
from tests.conftest import TODAY, Cast, Enter


@pytest.fixture
def farah(enter: Enter) -> Client:
    return enter("facilitator")


@pytest.fixture
def close(meeting: Meeting) -> str:
    return reverse("closing:close", args=[meeting.pk])


@pytest.fixture
def items(meeting: Meeting, cast: Cast) -> list[AgendaItem]:
    """Numbers, a break, and the plan of the quarter."""
    kinds = {"Numbers": Format.TALK, "Break": Format.BREAK, "Plan": Format.PLAN}
    day, at = meeting.days.get(), timezone.now()
    return [
        add_item(day, title=title, minutes=30, format=kind, by=cast.facilitator, at=at)
        for title, kind in kinds.items()
    ]


@pytest.fixture
def run(meeting: Meeting, items: list[AgendaItem]) -> Run:
    """The numbers were done; then time was up."""
    began = meeting.starts_at
    run = Run.objects.create(meeting=meeting, started_at=began, moved_at=began)
    done = {"state": State.DONE, "began_at": began, "ended_at": began}
    for position, item in enumerate(items, 1):
        how = done if item.title == "Numbers" else {"state": State.WAITING}
        RunItem.objects.create(run=run, item=item, position=position, title=item.title, **how)
    return run


@pytest.fixture
def seat(meeting: Meeting, cast: Cast) -> HotSeat:
    at = timezone.now()
    issue = Issue.objects.create(
        group=cast.oak, member=cast.member, title="Hire or not", offered_on=TODAY, changed_at=at
    )
    return HotSeat.objects.create(meeting=meeting, issue=issue, presenter=cast.member, chosen_at=at)


def carried() -> list[str]:
    return sorted(Leftover.objects.waiting().values_list("title", flat=True))


def test_closing_ends_the_run(farah: Client, close: str, run: Run) -> None:
    farah.post(close, {"close": "yes"})
    run.refresh_from_db()
    assert run.is_over


@pytest.mark.usefixtures("run")
def test_what_the_run_left_is_proposed_and_breaks_are_not(meeting: Meeting) -> None:
    assert [(left.thing.title, left.is_carried) for left in left_items(meeting)] == [("Plan", True)]


def test_without_a_run_anything_can_be_carried_and_nothing_is_proposed(
    meeting: Meeting, items: list[AgendaItem]
) -> None:
    left = [(left.thing.title, left.is_carried) for left in left_items(meeting)]
    assert left == [("Numbers", False), ("Plan", False)]
    assert len(items) == 3


@pytest.mark.usefixtures("run")
def test_what_is_ticked_is_carried_over_once_and_can_be_let_go(
    farah: Client, close: str, items: list[AgendaItem], meeting: Meeting
) -> None:
    plan = f"item {items[2].pk}"
    for _ in range(2):
        farah.post(close, {"left": [plan], "carried": [plan]})
    assert (carried(), Leftover.objects.count()) == (["Plan"], 1)
    farah.post(close, {"left": [plan], "carried-stood": [plan]})
    assert carried() == []
    assert [left.is_carried for left in left_items(meeting)] == [False]
    farah.post(close, {"left": [plan], "carried": [plan]})
    assert carried() == ["Plan"]


@pytest.mark.usefixtures("run")
def test_an_item_that_the_page_did_not_show_stays_as_it_is(
    farah: Client, close: str, items: list[AgendaItem]
) -> None:
    farah.post(close, {"carried": [f"item {item.pk}" for item in items]})
    assert carried() == []


def test_a_matter_that_came_up_in_the_room_is_carried_over_once(
    farah: Client, close: str, run: Run, meeting: Meeting
) -> None:
    matter = RunItem.objects.create(run=run, position=9, title="Ask <b>Jo</b>", state=State.PARKED)
    assert (f"matter {matter.pk}", True) in [(left.name, left.is_carried) for left in left_items(meeting)]
    shown = {"left": [f"matter {matter.pk}"]}
    for _ in range(2):
        farah.post(close, shown | {"carried": [f"matter {matter.pk}"]})
    assert carried() == ["Ask <b>Jo</b>"]
    farah.post(close, shown | {"carried-stood": shown["left"]})
    assert carried() == []


def test_before_the_meeting_nothing_is_written(farah: Client, cast: Cast) -> None:
    coming = factories.meeting(cast.oak)
    item = add_item(coming.days.get(), title="Numbers", minutes=30, by=cast.facilitator, at=timezone.now())
    ticked = {"left": [f"item {item.pk}"], "carried": [f"item {item.pk}"]}
    for more in ({}, {"close": "yes"}):
        told = farah.post(reverse("closing:close", args=[coming.pk]), ticked | more, follow=True)
        assert "there is nothing to close" in page(told)
    assert carried() == []


def test_a_hot_seat_that_was_worked_waits_no_more(
    farah: Client, close: str, seat: HotSeat, meeting: Meeting
) -> None:
    for _ in range(2):
        farah.post(close, {"seat": [seat.pk], "worked": [seat.pk]})
    seat.issue.refresh_from_db()
    assert seat.issue.worked_at_meeting == meeting
    assert [tried.stands for tried in hot_seats(meeting)] == [True]
    farah.post(close, {"seat": [seat.pk], "worked-stood": [seat.pk]})
    seat.issue.refresh_from_db()
    assert seat.issue.is_open


@pytest.mark.usefixtures("run")
def test_an_older_page_undoes_nothing_that_another_settled_meanwhile(
    farah: Client, close: str, items: list[AgendaItem], seat: HotSeat, meeting: Meeting, cast: Cast
) -> None:
    plan, said = f"item {items[2].pk}", factories.commitment(cast.oak, cast.member, meeting=meeting)
    everything = {"left": [plan], "seat": [seat.pk], "shown": [said.pk]}
    assert f'value="{plan}"' in page(farah.get(close))
    farah.post(close, everything | {"carried": [plan], "worked": [seat.pk], "confirmed": [said.pk]})
    farah.post(close, everything)  # opened before, nothing ticked
    seat.issue.refresh_from_db()
    assert (carried(), seat.issue.is_open, Confirmation.objects.count()) == (["Plan"], False, 1)
