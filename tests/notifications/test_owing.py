"""Coming to owe: once, however often it rings; and nothing that was past before anybody could know of it."""

from datetime import date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from closing.actions import close_meeting
from gatherings.actions import cancel_session, leave_session, open_registration, place_groups
from gatherings.models import Gathering
from issues.actions import prepare_hot_seat
from ledger.models import Entry
from meetings.actions import Hours, Place, add_item, change_meeting
from meetings.models import AgendaChange
from members.models import Member
from notifications import actions, kinds
from notifications.cases import read_cases
from notifications.listening import TELLING
from notifications.mails import write_mail
from notifications.models import Notice
from peergroups.models import Group, Kind, Role
from series.actions import change_series, take_turn
from signals.models import Raising
from surveys.actions import open_survey
from tests import factories
from tests.conftest import NOW, TODAY, Cast
from tests.gatherings.weeks import planned, programme, rounds, take, week
from tests.issues.making import hot_seat, issue
from tests.notifications.clock import DAY, HOUR, MINUTE, ring, ring_through, utc
from tests.polls.asking import ask
from tests.racing import at_once
from tests.reviews.making import review
from tests.series.plans import invitation, plan, series
from tests.signals.storing import signal
from tests.surveys.asking import plan as survey_plan

MEETING = "meetings.meeting"
LATER = {
    kinds.MEETING_CHANGED,
    kinds.MEETING_CANCELLED,
    kinds.MEETING_RECAP,
    kinds.ISSUE_WANTED,
    kinds.REGISTRATION_WANTED,
}
"""Kinds that something else would have to happen for."""
MEETING_REMINDERS = {kinds.REPLY_NUDGE, kinds.SUMMARY, kinds.DAY_OF}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_meets")]


def rows() -> list[tuple[object, ...]]:
    return list(Notice.objects.order_by("pk").values_list())


def test_owed_twice_is_owed_once(cast: Cast) -> None:
    factories.meeting(cast.oak)
    factories.commitment(cast.oak, cast.member, partner=cast.partner)
    actions.owe_notices(at=NOW + MINUTE)
    first = rows()
    actions.owe_notices(at=NOW + 2 * MINUTE)
    assert rows() == first
    assert len(first) > 20


def test_swept_twice_in_a_minute_nothing_is_sent_twice(cast: Cast) -> None:
    factories.meeting(cast.oak)
    assert len(ring(NOW + MINUTE)) == 4
    assert ring(NOW + MINUTE) == []
    assert ring(NOW + 2 * MINUTE) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_owe_at_once_owe_once(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak)

    def owe_all() -> None:
        actions.owe_notices(at=NOW + MINUTE)

    def owe_one() -> None:
        actions.owe_notices(at=NOW + MINUTE, model=MEETING, number=meeting.pk)

    assert at_once(owe_all, owe_one, owe_all) == [None, None, None]
    assert Notice.objects.filter(kind=kinds.SAVE_THE_DATE).count() == 4


def test_of_one_meeting_only_that_is_owed(cast: Cast) -> None:
    one, _other = factories.meeting(cast.oak), factories.meeting(cast.oak)
    factories.commitment(cast.oak, cast.member)
    actions.owe_notices(at=NOW + MINUTE, model=MEETING, number=one.pk)
    assert set(Notice.objects.values_list("subject", "subject_id")) == {("meetings.meeting", one.pk)}


def test_what_was_past_when_the_meeting_was_made_known_is_not_owed(cast: Cast) -> None:
    factories.meeting(cast.oak, on=TODAY + 10 * DAY)
    ring(NOW + MINUTE)
    nudges = Notice.objects.filter(recipient=cast.member, kind=kinds.REPLY_NUDGE)
    assert [notice.occurrence[-2:] for notice in nudges] == ["7d"]


def test_what_is_far_off_is_owed_when_it_comes_nearer(cast: Cast) -> None:
    factories.meeting(cast.oak, on=date(2026, 9, 1))
    ring(NOW + MINUTE)
    assert set(Notice.objects.values_list("kind", flat=True)) == {kinds.SAVE_THE_DATE}
    ring(utc("2026-08-05"))
    assert set(Notice.objects.values_list("kind", flat=True)) == {kinds.SAVE_THE_DATE, *MEETING_REMINDERS}


def test_an_imported_meeting_is_reminded_of_and_is_no_news(cast: Cast) -> None:
    """What the ledger learns long after it happened is history; an import writes such entries."""
    meeting = factories.meeting(cast.oak, at=NOW - HOUR)
    change_meeting(
        meeting,
        sequence=0,
        title=meeting.title,
        days=[Hours(meeting.starts_on, time(9), time(17))],
        where=Place("UTC", "Elsewhere"),
        reply_by_on=None,
        by=None,
        at=NOW - HOUR,
    )
    ring(NOW + MINUTE)
    assert set(Notice.objects.values_list("kind", flat=True)) == MEETING_REMINDERS


def test_the_clock_stood_still_for_three_hours(cast: Cast) -> None:
    """Nothing rang from an hour before the summary until two hours after it."""
    factories.meeting(cast.grove, on=date(2026, 5, 25))
    ring_through(NOW, utc("2026-05-24", "08:00"))
    sent = ring(utc("2026-05-24", "11:00"))
    assert sent == ["member: Grove: your group meets on Monday, 25 May"]
    assert ring(utc("2026-05-24", "11:01")) == []


def test_the_clock_stood_still_over_the_meeting(cast: Cast) -> None:
    factories.meeting(cast.grove, on=date(2026, 5, 25))
    ring_through(NOW, utc("2026-05-24", "08:00"))
    assert ring_through(utc("2026-05-25", "10:00"), utc("2026-05-27")) == []


def something_more(cast: Cast) -> None:
    """One more of everything that people are written to about."""
    group, newcomer = factories.group(), factories.member()
    for seated in (newcomer, cast.partner):
        factories.seat(group, seated)
    factories.seat(group, factories.member(), role=Role.FACILITATOR)
    factories.commitment(group, newcomer, partner=cast.partner)
    over = factories.meeting(group, on=TODAY - DAY, at=NOW - 9 * DAY)
    close_meeting(over, by=cast.partner, at=NOW)
    coming = factories.meeting(group)
    add_item(coming.days.get(), title="Open", minutes=10, by=cast.partner, at=NOW - DAY)
    AgendaChange.objects.update(at=NOW - DAY)
    chosen = hot_seat(coming, issue(group, newcomer), by=cast.partner)
    prepare_hot_seat(chosen, coach=cast.partner, substitute=None, by=cast.partner, at=NOW)
    review(coming, newcomer)
    ask(group, by=cast.partner, closes_on=TODAY + 5 * DAY)
    table = factories.group(kind=Kind.THINKING_GROUP)
    factories.seat(table, newcomer)
    repeated = series(table, plan(on=TODAY + 3 * DAY), by=newcomer)
    take_turn(repeated.occurrences.select_related("meeting__group")[0], by=newcomer, at=NOW - 9 * DAY)
    later = plan(on=TODAY + 3 * DAY, starts=time(8), ends=time(9))
    change_series(repeated, later, sequence=0, by=newcomer, at=NOW)
    invitation(table, cast.outsider, by=newcomer)
    _a_week_more(group, newcomer, cast)
    _a_survey_more(group, cast)
    signal(group)
    Raising.objects.get_or_create(as_of=TODAY, defaults={"raised_at": NOW})


def _a_week_more(group: Group, member: Member, cast: Cast) -> None:
    number = Gathering.objects.count()
    gathering = week(f"Week {number}", by=cast.admin, starts_on=TODAY + (9 + number) * DAY)
    place_groups(gathering, {group: gathering.waves.all()[0]}, by=cast.admin, at=NOW)
    open_registration(gathering, by=cast.admin, at=NOW - HOUR)
    programme(gathering, by=cast.admin)
    first, second = (planned(each, by=cast.admin, capacity=1) for each in rounds(gathering.content_day)[:2])
    take(first, cast.partner, member)
    take(second, cast.partner)
    leave_session(first, cast.partner, by=cast.partner, at=NOW)
    cancel_session(second, by=cast.admin, at=NOW)


def _a_survey_more(group: Group, cast: Cast) -> None:
    survey = survey_plan(cast.admin, group, opens_on=TODAY)
    open_survey(survey, on=TODAY, by=None, at=NOW)


def test_owing_costs_the_same_however_much_there_is(cast: Cast) -> None:
    def cost(at: datetime) -> int:
        with CaptureQueriesContext(connection) as captured:
            actions.owe_notices(at=at)
        return len(captured)

    something_more(cast)
    for_one = cost(NOW + HOUR)
    something_more(cast)
    something_more(cast)
    assert cost(NOW + 2 * HOUR) == for_one
    assert set(Notice.objects.values_list("kind", flat=True)) >= kinds.KINDS.keys() - LATER


def test_so_does_reading_what_is_asked_before_sending(cast: Cast) -> None:
    def cost() -> int:
        actions.owe_notices(at=NOW + HOUR)
        notices = list(Notice.objects.select_related("recipient", "group"))
        assert {notice.kind for notice in notices} >= kinds.KINDS.keys() - LATER
        with CaptureQueriesContext(connection) as captured:
            for _, case in read_cases(notices, at=NOW + HOUR):
                assert case
                write_mail(case, at=NOW + HOUR)
        return len(captured)

    something_more(cast)
    for_one = cost()
    something_more(cast)
    something_more(cast)
    assert cost() == for_one


def test_who_takes_a_seat_later_hears_of_what_is_to_come(cast: Cast) -> None:
    factories.meeting(cast.oak, on=date(2026, 5, 25))
    ring(NOW + MINUTE)
    factories.seat(cast.oak, cast.outsider, joined_on=TODAY)
    ring(NOW + 10 * DAY)
    told = set(Notice.objects.filter(recipient=cast.outsider).values_list("kind", flat=True))
    assert told == MEETING_REMINDERS


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ("signup.promoted", kinds.SESSION_PROMOTED),
        ("session.cancelled", kinds.SESSION_CANCELLED),
        ("gathering.opened", kinds.GATHERING_OPEN),
        ("hot_seat.chosen", kinds.HOT_SEAT),
        ("series.changed", kinds.SERIES_CHANGED),
        ("invitation.sent", kinds.GROUP_INVITATION),
        ("meeting.closed", kinds.MEETING_SUMMARY),
        ("survey.opened", kinds.SURVEY_OPEN),
    ],
)
def test_what_is_told_of_one_thing_leads_to_what_follows_from_it(verb: str, kind: str, cast: Cast) -> None:
    something_more(cast)
    something_more(cast)
    told = Entry.objects.filter(verb=verb).order_by("pk")[0]
    assert verb in TELLING
    actions.owe_notices(at=NOW + HOUR, model=told.kind, number=told.thing_id or 0)
    owed = Notice.objects.filter(kind=kind)
    assert owed.exists()
    assert owed.values("subject_id").distinct().count() == 1
