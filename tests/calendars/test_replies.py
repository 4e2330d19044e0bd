"""A member accepts or declines in their calendar program, and the answer stands here."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from calendars.actions import invite, renew_reply_address
from calendars.letters import read_letter
from calendars.models import InboundReply, Retelling
from ledger.models import Entry
from meetings.actions import Hours, Place, answer_invitation, cancel_meeting, change_meeting
from meetings.models import Answer, Meeting, Reply
from members.models import Member
from peergroups.models import Membership
from tests import factories
from tests.calendars.replying import (
    PROGRAMS,
    answer_of,
    days_of,
    in_mail,
    invited,
    outcomes,
    received,
    reply,
    reply_address_in,
    send,
)
from tests.conftest import NOW, TODAY, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailbox")]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(cast.oak, at=NOW - DAY)


def move(meeting: Meeting, *, days: int = 7, at: datetime = NOW, place: str = "") -> None:
    now = Meeting.objects.get(pk=meeting.pk)
    change_meeting(
        now,
        sequence=now.sequence,
        title=now.title,
        days=[Hours(day.on + days * DAY, day.starts, day.ends) for day in now.days.all()],
        where=Place(now.timezone, place),
        reply_by_on=None,
        by=None,
        at=at,
    )


@pytest.mark.parametrize(
    ("partstat", "answer"), [("ACCEPTED", "yes"), ("DECLINED", "no"), ("TENTATIVE", "maybe")]
)
def test_what_the_calendar_says_is_the_answer(
    cast: Cast, meeting: Meeting, partstat: str, answer: str
) -> None:
    invitation = invited(cast.member, meeting)
    assert send(invitation, reply(invitation, partstat)) == "answered"
    assert answer_of(cast.member, meeting) == answer
    entry = Entry.objects.get(verb=f"rsvp.{answer}")
    assert (entry.by, entry.thing_id) == (cast.member, meeting.pk)


@pytest.mark.parametrize("program", PROGRAMS)
def test_replies_of_real_programs_are_understood(
    cast: Cast, meeting: Meeting, program: Callable[[str, str], bytes]
) -> None:
    invitation = invited(cast.member, meeting)
    raw = program(reply_address_in(invitation), reply(invitation, "ACCEPTED", more="COMMENT:Zu Ü🙂"))
    assert received(raw) == "answered"
    assert answer_of(cast.member, meeting) == "yes"


def test_a_method_named_only_by_the_mail_counts(cast: Cast, meeting: Meeting) -> None:
    invitation = invited(cast.member, meeting)
    calendar = reply(invitation, "ACCEPTED").replace("METHOD:REPLY\r\n", "")
    assert send(invitation, calendar) == "answered"


@pytest.mark.parametrize("method", ["REQUEST", "COUNTER", "PUBLISH"])
def test_what_is_no_reply_sets_nothing(cast: Cast, meeting: Meeting, method: str) -> None:
    """Such as our own invitation, sent back by a rule of somebody's mailbox, or another time proposed."""
    invitation = invited(cast.member, meeting)
    calendar = reply(invitation, "ACCEPTED").replace("METHOD:REPLY", f"METHOD:{method}")
    assert send(invitation, calendar) == "unreadable"
    assert send(invitation, invitation.decode()) == "unreadable"
    assert answer_of(cast.member, meeting) is None


def test_the_comment_in_a_reply_is_kept_nowhere(cast: Cast, meeting: Meeting) -> None:
    invitation = invited(cast.member, meeting)
    send(invitation, reply(invitation, "DECLINED", more="COMMENT:xyzzy\nX-ALT:xyzzy"))
    kept = [list(model.objects.values()) for model in (InboundReply, Answer, Entry)]
    assert "xyzzy" not in str(kept)
    assert InboundReply.objects.get().member == cast.member


def test_who_writes_is_told_by_the_address_and_not_by_the_sender(cast: Cast, meeting: Meeting) -> None:
    """From is whoever@anywhere in each of these mails; the address was made for the partner."""
    invitation = invited(cast.partner, meeting)
    send(invitation, reply(invitation, "ACCEPTED", attendee="partner@work.example.com"))
    assert answer_of(cast.partner, meeting) == "yes"
    assert answer_of(cast.member, meeting) is None


def test_an_invitation_passed_on_to_another_member_answers_for_nobody(cast: Cast, meeting: Meeting) -> None:
    invitation = invited(cast.partner, meeting)
    assert send(invitation, reply(invitation, "ACCEPTED", attendee="MEMBER@example.org")) == "another member"
    assert not Answer.objects.exists()


def test_the_same_mail_twice_answers_once(cast: Cast, meeting: Meeting) -> None:
    invitation = invited(cast.member, meeting)
    first, again = (send(invitation, reply(invitation, "ACCEPTED")) for _ in range(2))
    assert first == again == "answered"
    assert Entry.objects.filter(verb="rsvp.yes").count() == 1
    assert outcomes() == ["answered"]


def test_a_mail_without_a_name_is_known_by_its_text(cast: Cast, meeting: Meeting) -> None:
    invitation = invited(cast.member, meeting)
    raw = in_mail(reply_address_in(invitation), reply(invitation, "ACCEPTED"), "").replace(
        b"Message-ID: \n", b""
    )
    assert received(raw) == received(raw) == "answered"
    assert len(outcomes()) == 1


def test_a_reply_that_comes_late_does_not_undo_a_later_answer(cast: Cast, meeting: Meeting) -> None:
    invitation = invited(cast.member, meeting)
    answer_invitation(meeting, cast.member, Reply.NO, by=cast.member, at=NOW)
    assert send(invitation, reply(invitation, "ACCEPTED", stamp=NOW - HOUR)) == "overtaken"
    assert answer_of(cast.member, meeting) == "no"


def test_two_replies_that_overtake_each_other_end_with_the_later(cast: Cast, meeting: Meeting) -> None:
    invitation = invited(cast.member, meeting)
    early, late = reply(invitation, "ACCEPTED", stamp=NOW), reply(invitation, "DECLINED", stamp=NOW + HOUR)
    assert send(invitation, late, message_id="<late@x>", at=NOW + 2 * HOUR) == "answered"
    assert send(invitation, early, message_id="<early@x>", at=NOW + 3 * HOUR) == "overtaken"
    assert answer_of(cast.member, meeting) == "no"


def test_one_that_was_held_up_makes_room_for_one_given_after_it(cast: Cast, meeting: Meeting) -> None:
    invitation = invited(cast.member, meeting)
    early, late = reply(invitation, "ACCEPTED", stamp=NOW), reply(invitation, "DECLINED", stamp=NOW + HOUR)
    assert send(invitation, early, message_id="<early@x>", at=NOW + 2 * HOUR) == "answered"
    assert send(invitation, late, message_id="<late@x>", at=NOW + 3 * HOUR) == "answered"
    assert answer_of(cast.member, meeting) == "no"


def test_a_clock_that_is_fast_does_not_answer_in_the_future(cast: Cast, meeting: Meeting) -> None:
    invitation = invited(cast.member, meeting)
    send(invitation, reply(invitation, "ACCEPTED", stamp=NOW + 400 * DAY))
    assert Answer.objects.get().answered_at == NOW


def test_a_reply_to_the_old_time_does_not_count_for_the_new(cast: Cast, meeting: Meeting) -> None:
    invitation = invited(cast.member, meeting)
    move(meeting, at=NOW)
    late = reply(invitation, "ACCEPTED", stamp=NOW + HOUR)
    assert send(invitation, late, at=NOW + HOUR) == "old time"
    assert answer_of(cast.member, meeting) is None
    retold = invited(cast.member, meeting)
    assert (
        send(retold, reply(retold, "ACCEPTED", stamp=NOW + HOUR), message_id="<2@x>", at=NOW + HOUR)
        == "answered"
    )


def test_a_reply_from_a_slow_clock_to_the_new_time_holds(cast: Cast, meeting: Meeting) -> None:
    move(meeting, at=NOW)
    invitation = invited(cast.member, meeting)
    assert send(invitation, reply(invitation, "ACCEPTED", stamp=NOW - HOUR), at=NOW + HOUR) == "answered"
    assert Answer.objects.holding().get().reply == "yes"


def test_another_place_makes_no_invitation_old(cast: Cast, meeting: Meeting) -> None:
    """Nobody is told of a new title, so calendars go on with the SEQUENCE that they have."""
    move(meeting, at=NOW - HOUR)
    invitation = invited(cast.member, meeting)
    move(meeting, days=0, place="New mill", at=NOW)
    assert send(invitation, reply(invitation, "ACCEPTED")) == "answered"
    invited(cast.partner, meeting)
    assert Retelling.objects.get().sequence == 1


def test_a_meeting_that_has_begun_or_is_off_takes_no_answer(cast: Cast, meeting: Meeting) -> None:
    invitation = invited(cast.member, meeting)
    calendar = reply(invitation, "ACCEPTED")
    assert send(invitation, calendar, message_id="<1@x>", at=meeting.starts_at) == "closed"
    cancel_meeting(meeting, because="", by=cast.facilitator, at=NOW)
    assert send(invitation, calendar, message_id="<2@x>") == "closed"
    assert not Answer.objects.exists()


def test_who_left_the_group_answers_no_more(cast: Cast, meeting: Meeting) -> None:
    invitation = invited(cast.member, meeting)
    Membership.objects.filter(member=cast.member, group=cast.oak).update(left_on=TODAY - DAY)
    assert send(invitation, reply(invitation, "ACCEPTED")) == "not expected"


def test_needs_action_is_no_answer(cast: Cast, meeting: Meeting) -> None:
    invitation = invited(cast.member, meeting)
    assert send(invitation, reply(invitation, "NEEDS-ACTION")) == "no answer"


# --- Whose address is it? -----------------------------------------------------------------------------


def test_a_closed_account_a_new_address_and_a_renewal_make_old_addresses_void(
    cast: Cast, meeting: Meeting
) -> None:
    of_partner = invited(cast.partner, meeting)
    Member.objects.filter(pk=cast.partner.pk).update(is_active=False)
    assert (
        send(of_partner, reply(of_partner, "ACCEPTED", attendee="partner@example.org")) == "unknown address"
    )

    of_member = invited(cast.member, meeting)
    Member.objects.filter(pk=cast.member.pk).update(email="new@example.org")
    assert send(of_member, reply(of_member, "ACCEPTED")) == "unknown meeting"

    of_newcomer = invited(cast.newcomer, meeting)
    renew_reply_address(cast.newcomer, by=cast.newcomer, at=NOW)
    assert send(of_newcomer, reply(of_newcomer, "ACCEPTED")) == "unknown address"
    assert not Answer.objects.exists()


def test_the_address_for_one_meeting_answers_no_other(cast: Cast, meeting: Meeting) -> None:
    other = invited(cast.member, factories.meeting(cast.oak))
    invitation = invited(cast.member, meeting)
    assert reply_address_in(other) != reply_address_in(invitation)
    assert send(other, reply(invitation, "ACCEPTED")) == "unknown meeting"
    assert not Answer.objects.exists()


def test_a_guessed_address_answers_nothing_and_is_written_down_without_content(
    cast: Cast, meeting: Meeting
) -> None:
    invitation = invited(cast.member, meeting)
    address = reply_address_in(invitation)
    half = address.partition("+")[2][:20]
    for forged in (
        "replies@circle.example.com",
        f"replies+{'0' * 40}@circle.example.com",
        f"replies+{half}@circle.example.com",
        address.replace("circle.example.com", "circle.example.com.evil.example.net"),
        address.replace("replies", "more.replies"),
    ):
        assert received(in_mail(forged, reply(invitation, "ACCEPTED"))) in {
            "unknown address",
            "unknown meeting",
        }
    assert not Answer.objects.exists()
    assert not InboundReply.objects.exclude(member=None, meeting=None).exists()


def test_nobody_can_use_up_the_name_of_somebody_elses_mail(cast: Cast, meeting: Meeting) -> None:
    invitation = invited(cast.member, meeting)
    calendar = reply(invitation, "ACCEPTED")
    assert received(in_mail("replies@circle.example.com", calendar)) == "unknown address"
    assert send(invitation, calendar) == "answered"


def test_after_a_quarter_nobody_knows_that_a_mail_came(cast: Cast, meeting: Meeting) -> None:
    invitation = invited(cast.member, meeting)
    send(invitation, reply(invitation, "ACCEPTED"), message_id="<1@x>")
    received(b"", at=NOW + 91 * DAY)
    assert outcomes() == ["unknown address"]


# --- Several days -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        ("ACCEPTED", "DECLINED", "yes"),
        ("DECLINED", "ACCEPTED", "yes"),
        ("DECLINED", "TENTATIVE", "maybe"),
        ("DECLINED", "DECLINED", "no"),
    ],
)
def test_who_comes_on_any_day_comes(cast: Cast, first: str, second: str, answer: str) -> None:
    meeting = factories.meeting(cast.oak, days=2)
    invitation = invited(cast.member, meeting)
    days = days_of(invitation)
    assert send(invitation, reply(invitation, first, second, days=days)) == "answered"
    assert answer_of(cast.member, meeting) == answer


def test_declining_one_of_two_days_leaves_an_answer_as_it_is(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, days=2)
    invitation = invited(cast.member, meeting)
    _, second = days_of(invitation)
    part = reply(invitation, "DECLINED", days=[second])
    assert send(invitation, reply(invitation, "ACCEPTED"), message_id="<all@x>") == "answered"
    assert send(invitation, part, message_id="<day@x>") == "some days"
    assert answer_of(cast.member, meeting) == "yes"


def test_declining_one_of_two_days_and_nothing_else_is_a_maybe(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak, days=2)
    invitation = invited(cast.member, meeting)
    first, _ = days_of(invitation)
    assert send(invitation, reply(invitation, "DECLINED", days=[first])) == "answered"
    assert answer_of(cast.member, meeting) == "maybe"


def test_a_stamp_without_a_zone_is_in_utc() -> None:
    calendar = (
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:oak@x\r\n"
        "DTSTAMP:20260504T100000\r\nATTENDEE;PARTSTAT=accepted:MAILTO:A@B.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    (said,) = read_letter(in_mail("a@b", calendar)).said
    assert said.at == datetime(2026, 5, 4, 10, tzinfo=UTC)
    assert (said.key, said.reply, said.attendee) == ("oak", Reply.YES, "a@b.example")


def test_the_invitation_after_an_answer_says_what_was_answered(cast: Cast, meeting: Meeting) -> None:
    file = invite(meeting, cast.member, Reply.MAYBE, at=NOW).content
    assert "PARTSTAT=TENTATIVE" in file.replace("\r\n ", "")
