"""Meetings that repeat, polls and invitations: one mail for many dates, and none for what is done."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from django.core import mail

from meetings.models import Meeting
from members.models import Member
from notifications import kinds
from notifications.models import Notice
from peergroups.models import Group
from polls.actions import close_poll, reopen_poll
from polls.models import Poll
from series.actions import (
    accept_invitation,
    change_series,
    decline_invitation,
    end_series,
    extend_series,
    resume_series,
    skip_date,
    withdraw_invitation,
)
from series.models import Invitation, Series
from tests import factories
from tests.conftest import NOW, TODAY, Cast
from tests.notifications.clock import DAY, HOUR, MINUTE, ring, sent, then, utc
from tests.polls.asking import ask, says
from tests.series.plans import THURSDAY, invitation, plan, series

TOLD = (kinds.SAVE_THE_DATE, kinds.MEETING_CHANGED, kinds.MEETING_CANCELLED, kinds.SERIES_CHANGED)
pytestmark = pytest.mark.django_db


@pytest.fixture
def breakfast(cast: Cast) -> Series:
    """Grove meets every Thursday, half a year long; everybody has been told."""
    factories.seat(cast.grove, cast.partner)
    started = series(cast.grove, plan("FREQ=WEEKLY;BYDAY=TH;COUNT=26"), by=cast.member)
    ring(NOW + MINUTE)
    return started


def change(
    breakfast: Series, cast: Cast, at: datetime, *, since: date | None = None, hour: int = 8
) -> Series:
    now = Series.objects.get(pk=breakfast.pk)
    later = plan("FREQ=WEEKLY;BYDAY=TH;COUNT=26", starts=time(hour), ends=time(hour + 1))
    if since:
        later = later._replace(starts_on=since)
    with then(at):
        return change_series(now, later, since=since, sequence=now.sequence, by=cast.member, at=at)


def told() -> list[str]:
    """What news went out, and to whom."""
    return sorted(f"{kind}: {line}" for kind in TOLD for line in sent(kind))


def test_of_26_dates_everybody_hears_once(breakfast: Series, cast: Cast) -> None:
    for weeks in range(0, 27, 3):
        at = NOW + weeks * 7 * DAY
        with then(at):
            extend_series(breakfast, at=at)
        ring(at + MINUTE)
    assert Meeting.objects.filter(occurrence__series=breakfast).count() == 26
    assert told() == ["save_the_date: 05-04 10:01 member", "save_the_date: 05-04 10:01 partner"]


def test_a_change_of_all_dates_is_one_mail(breakfast: Series, cast: Cast) -> None:
    mail.outbox.clear()
    change(breakfast, cast, NOW + HOUR)
    ring(NOW + HOUR + 29 * MINUTE)
    ring(NOW + HOUR + 30 * MINUTE)
    ring(NOW + DAY)
    assert told()[2:] == ["series_changed: 05-04 11:30 member", "series_changed: 05-04 11:30 partner"]
    letter = next(letter for letter in mail.outbox if "member" in letter.to[0])
    assert "Every Thursday" in letter.body
    assert "08:00–09:00" in letter.body
    assert "?reply=yes" in letter.body, "an answer to the nearest date"
    assert any("calendar" in str(part.get_content_type()) for part in letter.message().walk())


def test_several_changes_are_one_mail(breakfast: Series, cast: Cast) -> None:
    change(breakfast, cast, NOW + HOUR)
    ring(NOW + HOUR + MINUTE)
    change(breakfast, cast, NOW + HOUR + 20 * MINUTE, hour=9)
    for minutes in (30, 50, 60):
        ring(NOW + HOUR + minutes * MINUTE)
    assert [line for line in told() if "series" in line and "member" in line] == [
        "series_changed: 05-04 11:50 member"
    ]


def test_from_a_far_date_on_it_is_one_mail_too(breakfast: Series, cast: Cast) -> None:
    """Whoever has said yes to a far date that moved hears of it by this."""
    heir = change(breakfast, cast, NOW + HOUR, since=THURSDAY + 28 * DAY)
    assert heir != breakfast
    ring(NOW + 2 * HOUR)
    assert told()[2:] == ["series_changed: 05-04 12:00 member", "series_changed: 05-04 12:00 partner"]


def test_so_is_its_end_and_the_calendar_loses_the_nearest_date(breakfast: Series, cast: Cast) -> None:
    with then(NOW + HOUR):
        end_series(breakfast, last_on=TODAY, by=cast.member, at=NOW + HOUR)
    ring(NOW + 2 * HOUR)
    assert told()[2:] == ["series_changed: 05-04 12:00 member", "series_changed: 05-04 12:00 partner"]
    (file,) = [
        part for part in mail.outbox[-1].message().walk() if part.get_content_type() == "text/calendar"
    ]
    assert b"STATUS:CANCELLED" in file.get_payload(decode=True)


def test_an_end_taken_back_in_time_is_not_told(breakfast: Series, cast: Cast) -> None:
    with then(NOW + HOUR):
        end_series(breakfast, last_on=TODAY, by=cast.member, at=NOW + HOUR)
    ring(NOW + HOUR)
    with then(NOW + HOUR + 10 * MINUTE):
        resume_series(breakfast, by=cast.member, at=NOW + HOUR + 10 * MINUTE)
    ring(NOW + 2 * HOUR)
    assert len(told()) == 2


def test_an_end_that_was_told_is_followed_by_its_taking_back(breakfast: Series, cast: Cast) -> None:
    with then(NOW + HOUR):
        end_series(breakfast, last_on=TODAY, by=cast.member, at=NOW + HOUR)
    ring(NOW + 2 * HOUR)
    with then(NOW + 3 * HOUR):
        resume_series(breakfast, by=cast.member, at=NOW + 3 * HOUR)
    ring(NOW + 4 * HOUR)
    assert "series_changed: 05-04 14:00 member" in told()
    assert mail.outbox[-1].subject == "Grove: the meetings go on"


def test_one_date_that_is_skipped_is_told_of_by_itself(breakfast: Series, cast: Cast) -> None:
    with then(NOW + HOUR):
        skip_date(breakfast, THURSDAY + 7 * DAY, by=cast.member, at=NOW + HOUR)
    ring(NOW + 2 * HOUR)
    assert "meeting_cancelled: 05-04 12:00 member" in told()
    assert sent(kinds.SERIES_CHANGED) == []


def test_who_hosts_is_no_change_to_tell(breakfast: Series, cast: Cast) -> None:
    same = plan("FREQ=WEEKLY;BYDAY=TH;COUNT=26")
    with then(NOW + HOUR):
        change_series(breakfast, same, rotates_host=False, sequence=0, by=cast.member, at=NOW + HOUR)
    ring(NOW + 2 * HOUR)
    assert len(told()) == 2


def test_a_change_on_the_eve_is_told_at_once(breakfast: Series, cast: Cast) -> None:
    eve = utc("2026-05-06", "18:00")
    change(breakfast, cast, eve)
    ring(eve + MINUTE)
    assert "series_changed: 05-06 18:01 member" in told()


def test_who_has_left_hears_of_no_change(breakfast: Series, cast: Cast) -> None:
    change(breakfast, cast, NOW + HOUR)
    ring(NOW + HOUR)
    factories.leave(cast.seat(cast.member, cast.grove), starts_on=TODAY)
    ring(NOW + 2 * HOUR)
    assert sent(kinds.SERIES_CHANGED) == ["05-04 12:00 partner"]


@pytest.fixture
def poll(cast: Cast) -> Poll:
    """Three dates from Tuesday in a week on; votes are wanted by Saturday."""
    asked = ask(cast.oak, by=cast.facilitator, closes_on=date(2026, 5, 9))
    says(cast.facilitator, asked, "yes", "yes", "yes")
    ring(NOW + MINUTE)
    return asked


def test_only_who_has_not_voted_is_reminded_of_a_poll(poll: Poll, cast: Cast) -> None:
    says(cast.partner, poll, "yes", "no")
    ring(utc("2026-05-06", "08:00"))
    says(cast.partner, poll, "yes", "no", "no")
    says(cast.newcomer, poll, "no", "no", "no")
    ring(utc("2026-05-08", "08:00"))
    ring(utc("2026-05-09", "08:00"))
    assert sent(kinds.POLL_VOTE) == [
        "05-06 08:00 member",
        "05-06 08:00 newcomer",
        "05-06 08:00 partner",
        "05-08 08:00 member",
    ]


def test_a_poll_without_a_last_day_reminds_once_after_three_days(cast: Cast) -> None:
    ask(cast.grove, by=cast.member)
    ring(NOW + MINUTE)
    for day in ("05-06", "05-07", "05-08", "05-11"):
        ring(utc(f"2026-{day}", "08:00"))
    assert sent(kinds.POLL_VOTE) == ["05-07 08:00 member"]


def test_a_closed_poll_wants_no_votes_until_it_is_open_again(poll: Poll, cast: Cast) -> None:
    close_poll(poll, by=cast.facilitator, at=NOW + DAY)
    ring(utc("2026-05-06", "08:00"))
    assert sent(kinds.POLL_VOTE) == []
    reopen_poll(poll, by=cast.facilitator, at=utc("2026-05-06", "09:00"))
    ring(utc("2026-05-06", "09:05"))
    assert "05-06 09:05 member" in sent(kinds.POLL_VOTE)


def test_a_poll_whose_dates_have_come_wants_no_votes(poll: Poll) -> None:
    Poll.objects.update(closes_on=date(2026, 5, 20))
    ring(utc("2026-05-15", "08:00"))
    ring(utc("2026-05-17", "08:00"))
    assert sent(kinds.POLL_VOTE) == []


@pytest.fixture
def asked(cast: Cast) -> Invitation:
    """The outsider is asked to join Grove."""
    return invitation(cast.grove, cast.outsider, by=cast.member)


def test_who_is_asked_to_join_hears_of_it_at_once_and_twice_more(asked: Invitation) -> None:
    ring(NOW + MINUTE)
    for days in range(1, 20):
        ring(NOW + days * DAY + MINUTE)
    assert sent(kinds.GROUP_INVITATION) == [
        "05-04 10:01 outsider",
        "05-08 10:01 outsider",
        "05-13 10:01 outsider",
    ]
    assert mail.outbox[0].subject == "Grove: Mara Lind asks you to join"


def accepts(asked: Invitation, cast: Cast) -> None:
    accept_invitation(asked, by=cast.outsider, on=TODAY, at=NOW + HOUR)


def declines(asked: Invitation, cast: Cast) -> None:
    decline_invitation(asked, by=cast.outsider, at=NOW + HOUR)


def is_asked_no_more(asked: Invitation, cast: Cast) -> None:
    withdraw_invitation(asked, by=cast.member, at=NOW + HOUR)


def is_seated_by_an_admin(asked: Invitation, cast: Cast) -> None:
    factories.seat(cast.grove, cast.outsider, joined_on=TODAY)


def counts_from_now_on(asked: Invitation, cast: Cast) -> None:
    Group.objects.filter(pk=cast.grove.pk).update(takes_attendance=True)


def loses_the_account(asked: Invitation, cast: Cast) -> None:
    Member.objects.filter(pk=cast.outsider.pk).update(is_active=False)


@pytest.mark.parametrize(
    "what_happens",
    [accepts, declines, is_asked_no_more, is_seated_by_an_admin, counts_from_now_on, loses_the_account],
)
def test_nobody_is_asked_again_once_there_is_nothing_to_answer(
    what_happens: Callable[[Invitation, Cast], None], asked: Invitation, cast: Cast
) -> None:
    ring(NOW + MINUTE)
    what_happens(asked, cast)
    for days in (4, 9):
        ring(NOW + days * DAY + MINUTE)
    assert sent(kinds.GROUP_INVITATION) == ["05-04 10:01 outsider"]
    assert not Notice.objects.filter(kind=kinds.GROUP_INVITATION, state="failed").exists()


def test_asked_anew_after_the_first_time_ran_out(asked: Invitation, cast: Cast) -> None:
    ring(NOW + MINUTE)
    later = NOW + 15 * DAY
    with then(later):
        invitation(cast.grove, cast.outsider, by=cast.member)
    ring(later + MINUTE)
    assert sent(kinds.GROUP_INVITATION) == ["05-04 10:01 outsider", "05-19 10:01 outsider"]


def test_nobody_is_woken_to_be_asked(cast: Cast) -> None:
    night = utc("2026-05-04", "23:00")
    with then(night):
        invitation(cast.grove, cast.outsider, by=cast.member)
    ring(night + MINUTE)
    assert sent(kinds.GROUP_INVITATION) == []
    ring(utc("2026-05-05", "07:00"))
    assert sent(kinds.GROUP_INVITATION) == ["05-05 07:00 outsider"]
