"""Coming to owe: once, however often it rings; and nothing that was past before anybody could know of it."""

from datetime import date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.actions import Hours, Place, change_meeting
from notifications import actions, kinds
from notifications.cases import read_cases
from notifications.mails import write_mail
from notifications.models import Notice
from tests import factories
from tests.conftest import NOW, TODAY, Cast
from tests.notifications.clock import DAY, HOUR, MINUTE, ring, ring_through, utc
from tests.racing import at_once

MEETING = "meetings.meeting"
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
    factories.seat(cast.oak, factories.member())
    factories.meeting(cast.oak)
    factories.commitment(cast.oak, cast.member, partner=cast.partner)


def test_owing_costs_the_same_however_much_there_is(cast: Cast) -> None:
    def cost(at: datetime) -> int:
        with CaptureQueriesContext(connection) as captured:
            actions.owe_notices(at=at)
        return len(captured)

    something_more(cast)
    for_one = cost(NOW + MINUTE)
    something_more(cast)
    something_more(cast)
    assert cost(NOW + 2 * MINUTE) == for_one


def test_so_does_reading_what_is_asked_before_sending(cast: Cast) -> None:
    def cost() -> int:
        actions.owe_notices(at=NOW + MINUTE)
        notices = list(Notice.objects.select_related("recipient", "group"))
        with CaptureQueriesContext(connection) as captured:
            for _, case in read_cases(notices, at=NOW + MINUTE):
                assert case
                write_mail(case, at=NOW + MINUTE)
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
