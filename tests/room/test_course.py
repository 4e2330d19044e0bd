"""A meeting is run from item to item, and back."""

from datetime import timedelta

import pytest
import time_machine

from ledger.models import Entry
from meetings.actions import add_item, cancel_meeting
from peergroups.models import Keeps
from room import actions, panels
from room.events import Happened
from room.models import Airtime, State, VoteKind
from room.screen import screen
from room.tasks import end_runs
from tests import factories
from tests.conftest import NOW, TODAY, Cast
from tests.room.running import MINUTE, do, item, now, planned, started, told


def test_the_meeting_begins_with_its_first_item_and_a_time_for_it(cast: Cast) -> None:
    run = started(cast, "abc")
    assert told(run) == "A bw cw"
    assert item(run, "a").due_at == NOW + 30 * MINUTE
    entry = Entry.objects.get(verb=Happened.RUN_STARTED)
    assert (entry.by, entry.thing_id, entry.group_id) == (cast.facilitator, run.pk, cast.oak.pk)


@pytest.mark.parametrize(("hours", "starts"), [(-2, False), (-0.9, True), (8, True), (19, True), (21, False)])
def test_it_is_started_about_the_time_of_the_meeting(hours: float, starts: bool, cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY)
    at = meeting.starts_at + timedelta(hours=hours)
    if starts:
        actions.start_run(meeting, by=cast.facilitator, at=at)
        return
    with pytest.raises(actions.NotTheTime):
        actions.start_run(meeting, by=cast.facilitator, at=at)


def test_a_cancelled_meeting_is_not_started(cast: Cast) -> None:
    meeting = planned(cast, "a")
    cancel_meeting(meeting, because="Snow", by=cast.facilitator, at=NOW)
    with pytest.raises(actions.NotTheTime):
        actions.start_run(meeting, by=cast.facilitator, at=NOW)


def test_moving_on_finishes_an_item_and_begins_the_next(cast: Cast) -> None:
    run = started(cast, "abc")
    do(actions.move_on, run, cast=cast, at=NOW + 10 * MINUTE)
    assert told(run) == "ad B cw"
    assert item(run, "b").due_at == NOW + 40 * MINUTE


def test_an_item_is_skipped_or_parked(cast: Cast) -> None:
    run = started(cast, "abc")
    do(actions.skip_item, run, cast=cast)
    do(actions.park_item, run, cast=cast)
    assert told(run) == "ax bp C"
    assert [left.title for left in panels.unfinished(run.meeting)] == ["a", "b"]


def test_after_the_last_item_of_a_day_the_meeting_rests(cast: Cast) -> None:
    run = started(cast, "a", "b")
    do(actions.move_on, run, cast=cast)
    assert told(run) == "ad bw"
    do(actions.move_on, run, cast=cast)
    assert told(run) == "ad B"
    do(actions.move_on, run, cast=cast)
    with pytest.raises(actions.NothingLeft):
        do(actions.move_on, run, cast=cast)
    assert told(run) == "ad bd"


def test_what_was_changed_on_the_agenda_over_night_is_taken_in(cast: Cast) -> None:
    run = started(cast, "a", "b")
    do(actions.move_on, run, cast=cast)
    day = run.meeting.days.last()
    assert day
    day.items.all().delete()
    add_item(day, title="c", minutes=20, by=cast.facilitator, at=NOW)
    do(actions.move_on, run, cast=cast)
    assert told(run) == "ad C"


def test_back_gives_an_item_the_time_that_it_had(cast: Cast) -> None:
    run = started(cast, "ab")
    do(actions.skip_item, run, cast=cast, at=NOW + MINUTE)
    do(actions.go_back, run, cast=cast, at=NOW + 2 * MINUTE)
    assert told(run) == "A bw"
    assert item(run, "a").due_at == NOW + 30 * MINUTE
    with pytest.raises(actions.NothingBefore):
        do(actions.go_back, run, cast=cast)


def test_back_from_the_first_item_of_a_day_is_the_rest_before_it(cast: Cast) -> None:
    run = started(cast, "a", "b")
    do(actions.move_on, run, cast=cast)
    do(actions.move_on, run, cast=cast)
    do(actions.go_back, run, cast=cast)
    assert told(run) == "ad bw"
    do(actions.go_back, run, cast=cast)
    assert told(run) == "A bw"


def test_back_from_the_end_goes_on_where_it_was(cast: Cast) -> None:
    run = started(cast, "ab")
    do(actions.end_run, run, cast=cast, at=NOW + MINUTE)
    assert told(run) == "ad bw"
    do(actions.go_back, run, cast=cast, at=NOW + 2 * MINUTE)
    run.refresh_from_db()
    assert (told(run), run.ended_at) == ("A bw", None)


def test_a_meeting_that_was_ended_while_it_rested_rests_again(cast: Cast) -> None:
    run = started(cast, "a", "b")
    do(actions.move_on, run, cast=cast, at=NOW + MINUTE)
    do(actions.end_run, run, cast=cast, at=NOW + 2 * MINUTE)
    do(actions.go_back, run, cast=cast, at=NOW + 3 * MINUTE)
    assert told(run) == "ad bw"


def test_five_minutes_more_count_from_now_once_it_is_over_time(cast: Cast) -> None:
    run = started(cast, "a")
    do(actions.extend_item, run, cast=cast, at=NOW + 10 * MINUTE)
    assert item(run, "a").due_at == NOW + 35 * MINUTE
    do(actions.extend_item, run, cast=cast, at=NOW + 50 * MINUTE)
    assert (item(run, "a").due_at, item(run, "a").extended) == (NOW + 55 * MINUTE, 10)


def test_a_pause_stops_the_clock_and_going_on_gives_the_time_back(cast: Cast) -> None:
    run = started(cast, "ab")
    do(actions.pause_run, run, cast=cast, at=NOW + 10 * MINUTE)
    assert screen(run.meeting, at=NOW + 60 * MINUTE).seconds_left == 20 * 60
    do(actions.resume_run, run, cast=cast, at=NOW + 60 * MINUTE)
    assert item(run, "a").due_at == NOW + 80 * MINUTE


def test_more_time_in_a_pause_is_time_after_it(cast: Cast) -> None:
    run = started(cast, "a")
    do(actions.pause_run, run, cast=cast, at=NOW + 10 * MINUTE)
    do(actions.extend_item, run, cast=cast, at=NOW + 15 * MINUTE)
    do(actions.resume_run, run, cast=cast, at=NOW + 20 * MINUTE)
    assert item(run, "a").due_at == NOW + 45 * MINUTE


def test_moving_on_ends_a_pause(cast: Cast) -> None:
    run = started(cast, "ab")
    do(actions.pause_run, run, cast=cast, at=NOW + MINUTE)
    do(actions.move_on, run, cast=cast, at=NOW + 2 * MINUTE)
    run.refresh_from_db()
    assert (now(run), run.paused_at) == ("b", None)


def test_a_button_of_an_earlier_step_changes_nothing(cast: Cast) -> None:
    run = started(cast, "abc")
    step = run.step
    do(actions.move_on, run, cast=cast)
    for verb in (actions.move_on, actions.skip_item, actions.park_item, actions.end_run, actions.extend_item):
        with pytest.raises(actions.MovedMeanwhile):
            do(verb, run, cast=cast, step=step)
    assert told(run) == "ad B cw"


def test_nothing_moves_once_the_meeting_is_over(cast: Cast) -> None:
    run = started(cast, "ab")
    do(actions.end_run, run, cast=cast)
    for verb in (actions.move_on, actions.skip_item, actions.pause_run, actions.end_run):
        with pytest.raises(actions.MovedMeanwhile):
            do(verb, run, cast=cast)
    with pytest.raises(actions.MovedMeanwhile):
        actions.put_in(run, "x", minutes=5, parked=True, by=cast.facilitator, at=NOW)


def test_what_comes_up_is_next_or_parked(cast: Cast) -> None:
    run = started(cast, "ab")
    for title, parked in (("x", False), ("y", True), ("y", True)):  # the last is a second click
        actions.put_in(run, title, minutes=5, parked=parked, by=cast.facilitator, at=NOW)
    assert told(run) == "A xw bw yp"
    do(actions.move_on, run, cast=cast)
    assert told(run) == "ad X bw yp"
    do(actions.move_on, run, cast=cast)
    assert told(run) == "ad xd B yp"


def test_a_meeting_without_an_agenda_runs_and_rests(cast: Cast) -> None:
    run = started(cast)
    assert screen(run.meeting, at=NOW).rests
    actions.put_in(run, "x", minutes=None, parked=False, by=cast.facilitator, at=NOW)
    do(actions.move_on, run, cast=cast)
    assert (now(run), item(run, "x").due_at) == ("x", None)


def test_an_item_keeps_its_words_when_the_agenda_loses_it(cast: Cast) -> None:
    run = started(cast, "ab")
    run.meeting.days.get().items.all().delete()
    assert told(run) == "A bw"


def test_two_servers_that_disagree_about_the_time_do_no_harm(cast: Cast) -> None:
    run = started(cast, "ab")
    do(actions.move_on, run, cast=cast, at=NOW - 5 * MINUTE)
    assert item(run, "a").ended_at == NOW


@pytest.mark.parametrize(
    ("keeps", "votes", "airtimes", "items"),
    [(Keeps.NOTES, 1, 1, "ad xp"), (Keeps.TITLES, 0, 1, "ad xp"), (Keeps.NOTHING, 0, 0, "ad")],
)
def test_the_end_deletes_what_the_group_does_not_keep(
    keeps: Keeps, votes: int, airtimes: int, items: str, cast: Cast
) -> None:
    cast.oak.keeps = keeps
    cast.oak.save()
    run = started(cast, "a")
    by = cast.facilitator
    actions.close_vote(actions.open_vote(run, "Yes?", VoteKind.YES_NO, by=by, at=NOW), by=by, at=NOW)
    actions.reveal_views(actions.open_prompt(run, "What?", by=by, at=NOW), by=by, at=NOW)
    actions.open_vote(run, "Not closed", VoteKind.YES_NO, by=by, at=NOW)
    actions.open_prompt(run, "Not revealed", by=by, at=NOW)
    Airtime.objects.create(run=run, member=cast.member, seconds=60)
    actions.put_in(run, "x", minutes=5, parked=True, by=by, at=NOW)
    do(actions.end_run, run, cast=cast)
    assert told(run) == items
    assert (run.votes.count(), run.prompts.count(), run.airtimes.count()) == (votes, votes, airtimes)


def test_a_run_that_nobody_ended_ends_half_a_day_after_the_meeting(cast: Cast) -> None:
    run = started(cast, "a")
    for hours, is_over in ((11, False), (12, True), (13, True)):
        with time_machine.travel(run.meeting.ends_at + timedelta(hours=hours), tick=False):
            end_runs()
        run.refresh_from_db()
        assert run.is_over == is_over
    assert Entry.objects.filter(verb=Happened.RUN_ENDED).count() == 1


def test_the_screen_says_when_the_day_ends_at_this_pace(cast: Cast) -> None:
    run = started(cast, "abc")  # 90 minutes from ten o'clock on; the day ends at five
    shown = screen(run.meeting, at=NOW + 40 * MINUTE)
    assert (shown.seconds_left, shown.minutes_late) == (-600, -320)
    assert shown.ends_at == NOW + 100 * MINUTE


def test_who_leads_sees_the_run_in_the_panel(cast: Cast) -> None:
    meeting = planned(cast, "ab")
    panel = panels.of_meeting(meeting, cast.facilitator, at=NOW)
    assert (panel.may_start, panel.runs) == (True, False)
    assert not panels.of_meeting(meeting, cast.member, at=NOW).may_start
    actions.start_run(meeting, by=cast.facilitator, at=NOW)
    panel = panels.of_meeting(meeting, cast.member, at=NOW)
    assert panel.now
    assert (panel.now.title, panel.now.state, panel.runs, panel.may_run) == ("a", State.NOW, True, False)
