"""The fictional community in the middle of a meeting's life: what was, what is asked, and what comes."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest
from django.core.management import call_command
from django.db.models import F, Q
from pytest_django import DjangoDbBlocker

from closing.models import CareCall, Closing, Idea, Minute, Pulse
from closing.panels import minuted_items, to_call
from closing.presence import presence
from commitments.models import Commitment
from exchange.actions import seed_demo
from exchange.demo.asked import hour_after
from exchange.demo.gatherings import HOME_ZONE
from exchange.demo.logins import ADDRESSES
from gatherings.models import Gathering, Rating, Registration, Session, Signup, Speaker
from gatherings.planning import Fate, plan_of
from issues.models import Dot, HotSeat, Issue
from issues.turns import waits
from ledger.models import Entry
from meetings.halves import day_mark, halves
from meetings.models import Attendance, Mark, Meeting, Presence
from meetings.panels import HERE
from members.models import Member
from members.timezones import zone
from peergroups.models import Group, Kind
from polls.models import Poll, Vote
from preparation.models import Leftover
from reviews.asking import asked
from reviews.models import Reading, Remark, Review
from room.actions.course import may_start
from room.models import Run, RunItem, State
from room.models.run import OPENS
from series.models import Invitation, Occurrence, Series, SkippedDate
from tests.conftest import NOW, TODAY
from topics.models import Topic

pytestmark = pytest.mark.django_db

MORNING = time(9, 10)


@pytest.fixture(scope="module", autouse=True)
def community(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Made once for all tests here, which only read; taken away as after a test with transactions."""
    with django_db_blocker.unblock():
        seed_demo(seed=1, today=TODAY, clock=MORNING, groups=3, say=lambda line: None)
    yield
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def visitor() -> Member:
    return Member.objects.get(email=ADDRESSES["member"])


@pytest.fixture
def own_group(visitor: Member) -> Group:
    return Group.objects.get(kind=Kind.PEER_GROUP, memberships__member=visitor)


@pytest.fixture
def coming(own_group: Group) -> Meeting:
    """The two days that are next for the visitor's group."""
    return own_group.meetings.coming(NOW).filter(ends_on__gt=F("starts_on")).earliest("starts_at")


@pytest.fixture
def last(own_group: Group) -> Meeting:
    """The two days that were last."""
    return own_group.meetings.over(NOW).filter(ends_on__gt=F("starts_on")).latest("starts_at")


# --- the weeks


def test_the_meetings_of_each_week_stand_as_their_waves_have_them() -> None:
    *weeks, later = Gathering.objects.all()

    assert len(weeks) == 5
    for week in weeks:
        assert {row.fate for row in plan_of(week, at=NOW).rows} == {Fate.STANDS}
    assert {row.fate for row in plan_of(later, at=NOW).rows} == {Fate.MAKE}


def test_one_session_of_the_coming_content_day_is_full_and_the_visitor_is_last_in_line(
    visitor: Member,
) -> None:
    full = Session.objects.planned().filter(signups__state="waiting").distinct().get()

    line = list(full.signups.in_line())
    assert full.signups.seated().count() == full.capacity
    assert line[-1].member == visitor
    assert len(line) > 1


def test_no_session_seats_more_people_than_it_has_seats() -> None:
    sessions = Session.objects.planned().exclude(capacity=None).with_seats()

    assert len(sessions) > 8
    assert all(session.taken <= (session.capacity or 0) for session in sessions)


def test_who_speaks_sits_in_no_other_session_of_the_round() -> None:
    elsewhere = Signup.objects.filter(round__sessions__speakers__member=F("member"))

    assert Speaker.objects.exclude(member=None).count() > 8
    assert not elsewhere.exists()


def test_who_rates_a_session_was_there() -> None:
    for rating in Rating.objects.all():
        assert rating.session.signups.exclude(checked_in_at=None).filter(member=rating.member).exists()
    assert Rating.objects.count() > 5


def test_of_a_week_without_a_programme_sessions_are_proposed_and_voted_for() -> None:
    proposals = Session.objects.proposed().prefetch_related("votes")

    assert len(proposals) == 6
    assert sum(len(session.votes.all()) for session in proposals) > 6
    assert not any(session.content_day.is_set for session in proposals)


# --- preparation


def test_of_the_coming_reviews_some_are_handed_in_and_the_visitors_is_a_draft(
    visitor: Member, coming: Meeting
) -> None:
    mine = coming.reviews.get(member=visitor)

    assert not mine.is_handed_in
    assert mine.headline
    assert 0 < coming.reviews.handed_in().count() < asked(coming).count()
    others = Remark.objects.exclude(author=F("review__member"))
    assert others.count() == Remark.objects.count() > 0


def test_nobody_has_a_second_hot_seat_while_somebody_waits_for_the_first(own_group: Group) -> None:
    worked = HotSeat.objects.filter(meeting__group=own_group, issue__worked_at__isnull=False)

    assert worked.count() == 8
    assert set(Counter(worked.values_list("presenter", flat=True)).values()) == {1}


def test_an_issue_is_worked_where_its_presenter_came() -> None:
    for hot_seat in HotSeat.objects.filter(issue__worked_at__isnull=False):
        assert hot_seat.issue.worked_at_meeting == hot_seat.meeting
        came = Attendance.objects.filter(day__meeting=hot_seat.meeting, member=hot_seat.presenter)
        assert came.filter(mark__in=HERE).exists()
        assert hot_seat.item
        assert hot_seat.item.owner == hot_seat.presenter


def test_the_coming_meeting_has_one_hot_seat_and_dots_for_the_other(visitor: Member, coming: Meeting) -> None:
    assert coming.hot_seats.count() == 1
    assert Issue.objects.open().filter(member=visitor, hot_seats=None).count() == 1
    assert Dot.objects.filter(meeting=coming).exists()
    assert not Dot.objects.filter(member=visitor).exists()
    assert len({seated.wait.meetings for seated in waits(coming, at=NOW).values()}) > 2


def test_what_the_last_meeting_did_not_come_to_waits_for_the_next(last: Meeting) -> None:
    leftover = Leftover.objects.waiting().get(from_meeting=last)

    assert RunItem.objects.get(item=leftover.item).state == State.PARKED


# --- in the room, and after


def test_the_last_meetings_of_each_group_were_run_to_their_end_and_closed() -> None:
    assert Run.objects.exclude(ended_at=None).count() == Closing.objects.count() == 2 * 3
    for run in Run.objects.all():
        times = [(item.began_at, item.ended_at) for item in run.items.all()]
        assert times == sorted(times)
        assert times[-1][1] == run.ended_at
    assert not Run.objects.filter(ended_at__gt=NOW).exists()


def test_the_mark_of_a_day_follows_from_its_halves(last: Meeting) -> None:
    for mark in Attendance.objects.filter(day__meeting=last).select_related("day__meeting"):
        rows = Presence.objects.filter(day=mark.day, member=mark.member)
        said = {row.half: Mark(row.mark) for row in rows}
        assert day_mark(said.get(part.half) for part in halves(mark.day)) == mark.mark


def test_who_came_said_how_it_was_and_which_idea_was_best(last: Meeting) -> None:
    came = Attendance.objects.filter(day__meeting=last, mark__in=HERE)

    assert not Pulse.objects.filter(meeting=last).exclude(member__in=came.values("member")).exists()
    assert Pulse.objects.filter(meeting=last).count() >= 5
    assert max(idea.votes for idea in Idea.objects.filter(meeting=last).with_votes()) > 1


def test_minutes_are_of_items_of_which_notes_are_kept(last: Meeting) -> None:
    noted = Minute.objects.filter(meeting=last).exclude(item=None)

    assert noted.count() == 2
    assert {minute.item for minute in noted} <= set(minuted_items(last))


def test_most_of_what_was_promised_was_confirmed(last: Meeting) -> None:
    made = Commitment.objects.filter(meeting=last)

    assert 0.7 < made.exclude(confirmation=None).count() / made.count() <= 1


def test_one_of_those_who_were_missed_is_still_to_be_called() -> None:
    missed = {closing.meeting: presence(closing.meeting).away for closing in Closing.objects.all()}
    groups = list(Group.objects.filter(kind=Kind.PEER_GROUP))

    assert max(map(len, missed.values())) > 1
    for meeting, away in missed.items():
        assert CareCall.objects.filter(meeting=meeting).count() == max(0, len(away) - 1)
    assert to_call(groups, on=TODAY, at=NOW)
    assert not CareCall.objects.filter(called_at__gt=NOW).exists()


# --- what waits for the visitor


def test_the_visitor_is_asked_for_a_date_and_to_join_a_group(visitor: Member) -> None:
    poll = Poll.objects.visible_to(visitor, on=TODAY).wanting_vote_of(visitor, at=NOW).get()
    invitation = Invitation.objects.to(visitor).standing(NOW).get()

    assert Vote.objects.filter(option__poll=poll).exists()
    assert not invitation.group.memberships.filter(member=visitor).exists()


def test_topics_with_dots_lie_on_the_visitors_next_table(visitor: Member) -> None:
    topics = Topic.objects.visible_to(visitor, on=TODAY).with_dots(visitor)

    assert {topic.meeting for topic in topics} == {
        Occurrence.objects.coming(NOW).filter(meeting__in=[topics[0].meeting]).get().meeting
    }
    assert [topic.proposed_by for topic in topics].count(None) == 1
    assert max(topic.dots for topic in topics) > 1
    assert not any(topic.has_mine for topic in topics)


def test_a_call_of_the_visitors_group_can_be_run_now(own_group: Group) -> None:
    now = datetime.combine(TODAY, MORNING, tzinfo=zone(HOME_ZONE))
    call = own_group.meetings.get(starts_on=TODAY)

    assert now < call.starts_at <= now + OPENS
    assert may_start(call, at=now)
    assert call.hot_seats.get().item
    assert not Run.objects.filter(meeting=call).exists()


@pytest.mark.parametrize(
    ("clock", "starts"),
    [
        ("00:00", "00:15"),
        ("09:10", "09:15"),
        ("09:15", "09:30"),
        ("22:29", "22:30"),
        ("22:44", "22:45"),
        ("22:50", "22:55"),
    ],
)
def test_the_call_begins_at_the_next_quarter_of_an_hour(clock: str, starts: str) -> None:
    hours = hour_after(TODAY, time.fromisoformat(clock))

    assert (hours.on, f"{hours.starts:%H:%M}") == (TODAY, starts)


@pytest.mark.parametrize("clock", ["23:00", "23:59"])
def test_late_in_the_evening_it_begins_at_midnight(clock: str) -> None:
    hours = hour_after(TODAY, time.fromisoformat(clock))

    assert hours == (TODAY + timedelta(days=1), time(0), time(1))


# --- series


def test_each_meeting_of_a_series_is_on_one_of_its_dates() -> None:
    for series in Series.objects.prefetch_related("occurrences__meeting__days"):
        occurrences = list(series.occurrences.all())
        left_out = {row.on for row in series.skipped.all()}
        dates = [on for on, _ in zip(series.dates(), range(len(occurrences) + len(left_out)), strict=False)]
        assert [row.on for row in occurrences] == [on for on in dates if on not in left_out]
        for row in occurrences:
            [day] = row.meeting.days.all()
            assert (day.on, day.starts, day.ends) == series.hours_on(row.on)


def test_hosts_of_the_past_took_turns_and_one_date_is_skipped() -> None:
    held = Occurrence.objects.filter(series__rotates_host=True, meeting__ends_at__lte=NOW)

    assert held.exclude(host=None).count() == held.count()
    assert held.values("host").distinct().count() > 6
    assert SkippedDate.objects.get().on > TODAY


# --- the whole


def test_nothing_of_it_was_written_after_today_began() -> None:
    today = datetime.combine(TODAY, time(), tzinfo=zone(HOME_ZONE))

    for model, moment in (
        (Registration, "registered_at"),
        (Signup, "at"),
        (Review, "handed_in_at"),
        (Reading, "read_at"),
        (Issue, "changed_at"),
        (HotSeat, "chosen_at"),
        (Pulse, "answered_at"),
        (Vote, "voted_at"),
    ):
        assert not model.objects.filter(Q(**{f"{moment}__gt": today})).exists(), model


def test_the_ledger_knows_what_was_written_and_chosen() -> None:
    def told(verb: str) -> int:
        return Entry.objects.filter(verb=verb).count()

    assert told("review.handed_in") == Review.objects.handed_in().count()
    assert told("issue.offered") == Issue.objects.count()
    assert told("hot_seat.chosen") == HotSeat.objects.count()
    assert told("signup.made") == Signup.objects.seated().count()
    assert told("pulse.answered") == Pulse.objects.count()
