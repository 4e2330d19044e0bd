"""Who hears of a meeting or a commitment, judged when the mail is sent."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core import mail

from commitments.actions import close_commitment, reopen_commitment, roll_commitment, take_first_step
from commitments.models import Commitment, Outcome
from meetings.actions import answer_invitation
from meetings.models import Meeting, Reply
from members.actions import edit_profile
from notifications import kinds
from notifications.models import Notice, Reason, State
from peergroups.actions import change_address, close_account, end_seat, withdraw_leave
from tests import factories
from tests.conftest import NOW, TODAY, Cast
from tests.notifications.clock import DAY, HOUR, MINUTE, became_of, ring, ring_through, utc

MEETS_ON = date(2026, 5, 25)
EVE = utc("2026-05-24", "09:00")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_meets")]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Oak meets in three weeks; everybody has been told, and the member is coming."""
    meeting = factories.meeting(cast.oak, on=MEETS_ON)
    ring(NOW + MINUTE)
    answer_invitation(meeting, cast.member, Reply.YES, by=cast.member, at=NOW + MINUTE)
    return meeting


@pytest.fixture
def promise(cast: Cast) -> Commitment:
    """The member's, due in four weeks; the partner will ask about it."""
    return factories.commitment(cast.oak, cast.member, partner=cast.partner, due_on=date(2026, 6, 1))


def to(who: str, lines: list[str]) -> list[str]:
    return [line.replace(f"{who}: Oak: ", "") for line in lines if f"{who}: " in line]


def test_those_with_a_seat_hear_that_a_meeting_is_scheduled(cast: Cast) -> None:
    factories.meeting(cast.oak, on=MEETS_ON)
    addresses = {line.partition(":")[0] for line in ring(NOW + MINUTE)}
    assert addresses == {"member", "partner", "newcomer", "facilitator"}


def test_a_breakfast_reminds_the_silent_only_if_it_wants_answers(cast: Cast) -> None:
    factories.meeting(cast.grove, on=MEETS_ON)
    ring_through(NOW, EVE)
    assert became_of(cast.member, kinds.REPLY_NUDGE) == []
    factories.meeting(cast.grove, on=MEETS_ON, reply_by_on=date(2026, 5, 15))
    ring_through(NOW, EVE)
    assert became_of(cast.member, kinds.REPLY_NUDGE) == ["reply_nudge sent"] * 3


def leaves(cast: Cast) -> None:
    end_seat(cast.seat(cast.member), left_on=TODAY, by=cast.admin, at=NOW + HOUR)


def pauses(cast: Cast) -> None:
    factories.leave(cast.seat(cast.member), starts_on=TODAY)


def will_be_away_then(cast: Cast) -> None:
    factories.leave(cast.seat(cast.member), starts_on=MEETS_ON)


def is_closed_out(cast: Cast) -> None:
    close_account(cast.member, by=cast.admin, on=TODAY, at=NOW + HOUR)


@pytest.mark.parametrize("what_happens", [leaves, pauses, will_be_away_then, is_closed_out])
def test_the_removed_and_the_paused_hear_nothing_of_what_was_owed(
    what_happens: Callable[[Cast], None], meeting: Meeting, cast: Cast
) -> None:
    ring(EVE - DAY)
    what_happens(cast)
    assert not to("member", ring_through(EVE - DAY, utc("2026-05-26")))
    assert set(became_of(cast.member, kinds.SUMMARY, kinds.DAY_OF)) == {
        f"{kinds.SUMMARY} {State.SKIPPED} {Reason.NOT_EXPECTED}",
        f"{kinds.DAY_OF} {State.SKIPPED} {Reason.NOT_EXPECTED}",
    }


@pytest.mark.parametrize("what_happens", [leaves, pauses, is_closed_out])
def test_nor_of_a_commitment(what_happens: Callable[[Cast], None], promise: Commitment, cast: Cast) -> None:
    ring(NOW + MINUTE)
    what_happens(cast)
    assert not to("member", ring_through(NOW + DAY, utc("2026-06-03")))


def test_who_comes_back_from_leave_is_reminded_again(meeting: Meeting, cast: Cast) -> None:
    leave = factories.leave(cast.seat(cast.member), starts_on=TODAY)
    ring(NOW + HOUR)
    withdraw_leave(leave, by=cast.admin, at=NOW + DAY)
    assert len(to("member", ring_through(NOW + DAY, utc("2026-05-26")))) == 2


def test_a_mail_goes_to_the_address_of_the_day_it_is_sent(meeting: Meeting, cast: Cast) -> None:
    change_address(cast.member, "mara@example.net", by=cast.admin, at=NOW + HOUR)
    ring(EVE)
    assert ["mara@example.net"] in [sent.to for sent in mail.outbox]
    assert "member@example.org" not in [address for sent in mail.outbox[-4:] for address in sent.to]


def test_who_moves_to_another_time_zone_is_reminded_by_its_clock(meeting: Meeting, cast: Cast) -> None:
    edit_profile(cast.member, timezone="Asia/Kathmandu")
    assert to("member", ring_through(EVE, utc("2026-05-26"))) == [
        "05-24 09:00 your group meets on Monday, 25 May",
        "05-25 02:15 good to have you there on Monday",
    ]


def test_a_whole_life_of_a_commitment(promise: Commitment, cast: Cast) -> None:
    sent = ring_through(NOW + MINUTE, utc("2026-06-10"))
    assert to("member", sent) == [
        "05-11 08:00 how did the first step go?",
        "05-25 08:00 a commitment of yours is due on 1 June",
        "05-31 08:00 a commitment of yours is due on 1 June",
        "06-02 08:00 a commitment of yours was due on 1 June",
    ]
    assert to("partner", sent) == ["05-11 08:00 a good day to ask Mara Lind"]


def test_who_took_the_first_step_is_not_asked_for_it_and_the_partner_may_ask(
    promise: Commitment, cast: Cast
) -> None:
    take_first_step(promise, by=cast.member, at=NOW)
    sent = ring_through(NOW + MINUTE, utc("2026-05-12"))
    assert not to("member", sent)
    assert to("partner", sent)


def test_of_a_closed_commitment_nobody_hears_until_it_is_open_again(promise: Commitment, cast: Cast) -> None:
    ring(utc("2026-05-12"))
    close_commitment(promise, Outcome.KEPT, by=cast.member, on=TODAY, at=NOW + DAY)
    assert not to("member", ring_through(utc("2026-05-13"), utc("2026-05-26")))
    reopen_commitment(promise, by=cast.member, at=utc("2026-05-27"))
    sent = ring_through(utc("2026-05-27"), utc("2026-06-01"))
    assert to("member", sent) == ["05-31 08:00 a commitment of yours is due on 1 June"]


def test_a_date_taken_over_has_reminders_of_its_own(promise: Commitment, cast: Cast) -> None:
    ring(utc("2026-05-12"))
    roll_commitment(promise, to=date(2026, 6, 20), by=cast.member, at=utc("2026-05-20"))
    assert to("member", ring_through(utc("2026-05-20"), utc("2026-06-14"))) == [
        "06-13 08:00 a commitment of yours is due on 20 June"
    ]


def test_a_partner_who_joined_after_it_was_said_hears_nothing(cast: Cast) -> None:
    said_on = TODAY - 8 * DAY
    factories.commitment(cast.oak, cast.member, partner=cast.newcomer, made_on=said_on + DAY)
    factories.commitment(cast.oak, cast.member, partner=cast.newcomer, made_on=said_on)
    ring(NOW + MINUTE)
    asked = Notice.objects.filter(recipient=cast.newcomer, kind=kinds.FIRST_STEP)
    assert [notice.occurrence for notice in asked] == [f"{said_on + DAY}"]
