"""The word goes round by chance, and seconds are counted only if all agree."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest
from django.urls import reverse

from meetings.actions import answer_invitation, record_attendance
from meetings.models import Mark, Reply
from members.models import Member
from room import actions
from room.models import Counting, Run
from room.order import shuffled
from room.presence import people_here
from tests import factories
from tests.browsing import page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.room.running import started


@pytest.fixture
def run(cast: Cast) -> Run:
    return started(cast, "ab")


@pytest.fixture
def people(cast: Cast) -> list[Member]:
    return [cast.member, cast.partner, cast.newcomer]


def test_every_order_is_as_likely_as_any_other() -> None:
    chance = Random(7)  # noqa: S311 - so that the test says the same each time
    drawn = Counter("".join(shuffled("abc", by=chance)) for _ in range(6000))
    assert len(drawn) == 6
    assert all(850 < times < 1150 for times in drawn.values())


def test_who_began_the_last_time_does_not_begin_again() -> None:
    assert {shuffled("abc", first_before="a")[0] for _ in range(200)} == {"b", "c"}
    assert shuffled("a", first_before="a") == ["a"]
    assert shuffled("") == []


def test_a_new_order_begins_with_somebody_else(run: Run, people: list[Member], cast: Cast) -> None:
    firsts = []
    for _ in range(12):
        order = actions.shuffle_speakers(run, people, seconds_each=60, by=cast.facilitator, at=NOW)
        assert [turn.member for turn in run.turns.all()] == order
        assert sorted(person.pk for person in order) == sorted(person.pk for person in people)
        firsts.append(order[0])
    assert all(one != other for one, other in pairwise(firsts))


def test_the_speaker_passes_the_word_on_and_others_may_not(
    run: Run, people: list[Member], cast: Cast, enter: Enter
) -> None:
    actions.shuffle_speakers(run, people, seconds_each=None, by=cast.facilitator, at=NOW)
    first, second, _ = run.turns.all()
    url = reverse("room:pass_on", args=[run.meeting_id, first.pk])
    assert enter(second.member.key).post(url).status_code == 403
    enter(first.member.key).post(url)
    enter(first.member.key).post(url)  # a second tap
    assert [turn.is_on for turn in run.turns.all()] == [False, True, False]


def test_present_are_those_marked_and_of_the_others_those_who_did_not_say_no(run: Run, cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, on=TODAY)
    assert people_here(meeting, on=TODAY) == [cast.member, cast.newcomer, cast.partner]
    answer_invitation(
        meeting, cast.newcomer, Reply.NO, by=cast.newcomer, at=meeting.starts_at - timedelta(days=1)
    )
    assert people_here(meeting, on=TODAY) == [cast.member, cast.partner]
    marks = {cast.newcomer: Mark.LATE, cast.partner: Mark.ABSENT}
    record_attendance(meeting.days.get(), marks, by=cast.facilitator, at=NOW)
    assert people_here(meeting, on=TODAY) == [cast.member, cast.newcomer]


def test_seconds_are_counted_once_all_have_agreed(run: Run, people: list[Member], cast: Cast) -> None:
    actions.ask_airtime(run, by=cast.facilitator, at=NOW)
    for person in people[:-1]:
        actions.agree_to_airtime(run, people, by=person, at=NOW)
    speak(run, people, cast, seconds=30)
    assert not run.airtimes.exists()
    actions.agree_to_airtime(run, people, by=people[-1], at=NOW)
    assert run.airtime == Counting.ON
    speak(run, people, cast, seconds=30)
    speak(run, people, cast, seconds=45)
    assert sorted(run.airtimes.values_list("seconds", flat=True)) in ([30, 45], [75])


def speak(run: Run, people: list[Member], cast: Cast, *, seconds: int) -> None:
    """Let the first of a new order speak."""
    actions.shuffle_speakers(run, people, seconds_each=None, by=cast.facilitator, at=NOW)
    turn = run.turns.select_related("run__meeting").first()
    assert turn
    actions.pass_on(turn, by=cast.facilitator, at=NOW + timedelta(seconds=seconds))
    run.refresh_from_db()


def test_anybody_stops_the_counting_and_then_it_is_gone(
    run: Run, people: list[Member], cast: Cast, enter: Enter
) -> None:
    actions.ask_airtime(run, by=cast.facilitator, at=NOW)
    for person in people:
        actions.agree_to_airtime(run, people, by=person, at=NOW)
    speak(run, people, cast, seconds=30)
    url = reverse("room:airtime", args=[run.meeting_id])
    enter("newcomer").post(url, {"airtime": "stop"})
    run.refresh_from_db()
    assert (run.airtime, run.consents.count(), run.airtimes.count()) == (Counting.OFF, 0, 0)
    late = page(enter("member").post(url, {"airtime": "agree"}, follow=True))
    assert "Somebody stopped the counting meanwhile" in late


def test_somebody_new_is_asked_before_counting_goes_on(run: Run, people: list[Member], cast: Cast) -> None:
    actions.ask_airtime(run, by=cast.facilitator, at=NOW)
    for person in people[:2]:
        actions.agree_to_airtime(run, people[:2], by=person, at=NOW)
    assert run.airtime == Counting.ON
    actions.shuffle_speakers(run, people, seconds_each=None, by=cast.facilitator, at=NOW)
    assert run.airtime == Counting.ASKED


def test_nobody_is_counted_who_has_not_agreed(run: Run, people: list[Member], cast: Cast) -> None:
    actions.shuffle_speakers(run, people, seconds_each=None, by=cast.facilitator, at=NOW)
    actions.ask_airtime(run, by=cast.facilitator, at=NOW)
    for person in people[:2]:
        actions.agree_to_airtime(run, people, by=person, at=NOW)
    without_the_third = people[:2]  # who was marked as absent after the order was drawn
    actions.agree_to_airtime(run, without_the_third, by=cast.facilitator, at=NOW)
    assert run.airtime == Counting.ASKED
    actions.clear_speakers(run, by=cast.facilitator, at=NOW)
    actions.agree_to_airtime(run, [], by=cast.former, at=NOW)
    assert run.airtime == Counting.ASKED  # nobody is not all


def test_only_who_runs_the_meeting_asks(run: Run, enter: Enter) -> None:
    url = reverse("room:airtime", args=[run.meeting_id])
    assert enter("member").post(url, {"airtime": "ask"}).status_code == 403
    enter("facilitator").post(url, {"airtime": "ask"})
    run.refresh_from_db()
    assert run.airtime == Counting.ASKED
    asked = page(enter("member").get(reverse("room:room", args=[run.meeting_id])))
    assert "May seconds of speaking be counted?" in asked
    assert "Yet to agree: Mara Lind, Nina Costa, Paul Okoye." in asked


@pytest.mark.parametrize(("seconds", "good"), [("", True), ("90", True), ("5", False), ("soon", False)])
def test_seconds_each_are_a_number_that_makes_sense(seconds: str, good: bool, run: Run, enter: Enter) -> None:
    url = reverse("room:speakers", args=[run.meeting_id])
    answer = enter("facilitator").post(url, {"seconds_each": seconds})
    assert answer.status_code == (302 if good else 200)
    assert run.turns.exists() == good


def test_an_order_is_cleared(run: Run, people: list[Member], cast: Cast, enter: Enter) -> None:
    actions.shuffle_speakers(run, people, seconds_each=None, by=cast.facilitator, at=NOW)
    enter("facilitator").post(reverse("room:speakers", args=[run.meeting_id]), {"clear": "1"})
    assert not run.turns.exists()
