"""Whatever a stranger sends, nobody is answered for, and nothing breaks."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how_often
from hypothesis import strategies as st

from calendars.actions import receive_mail
from meetings.models import Answer, Meeting
from tests import factories
from tests.calendars.replying import in_mail, invited, received, reply, reply_address_in
from tests.conftest import NOW, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailbox")]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(cast.oak, at=NOW - timedelta(days=1))


ANYTHING = how_often(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@ANYTHING
@given(st.binary(max_size=2000))
def test_any_bytes_are_taken_and_answer_nothing(cast: Cast, raw: bytes) -> None:
    assert received(raw) == "unknown address"
    assert not Answer.objects.exists()


NAMED = b"Content-Type: text/plain\nContent-Disposition: attachment; filename*=%s\n\n"
NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1500))


@pytest.mark.parametrize("rest", [NESTED, NAMED % b"idna'en'%ff.ics", NAMED % b"%00'en'a.ics"])
def test_a_mail_that_no_program_would_write_is_an_empty_letter(
    cast: Cast, meeting: Meeting, rest: bytes
) -> None:
    to = reply_address_in(invited(cast.member, meeting))
    assert receive_mail(rest, to=to, at=NOW).outcome == "unreadable"


def test_a_name_that_cannot_be_read_hides_no_reply(cast: Cast, meeting: Meeting) -> None:
    invitation = invited(cast.member, meeting)
    raw = in_mail(reply_address_in(invitation), reply(invitation, "ACCEPTED"))
    named = raw.replace(
        b"Subject:", b"Content-Disposition: attachment; filename*=idna'en'%ff.ics\nSubject:", 1
    )
    assert received(named) == "answered"


LINES = st.sampled_from(
    [
        *("BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "METHOD:REPLY", "VERSION:2.0"),
        *("UID:x@y", "UID:", "SEQUENCE:x", "SEQUENCE:99999999999999999999", "DTSTAMP:yesterday"),
        *(
            "DTSTAMP:00010101T000000Z",
            "DTSTAMP;TZID=Mars/Olympus:20260504T100000",
            "DTSTAMP;VALUE=DATE:20260504",
        ),
        *("ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b", "ATTENDEE:", "ATTENDEE;PARTSTAT=ACCEPTED;PARTSTAT"),
        *("RECURRENCE-ID:nonsense", "BEGIN:VTIMEZONE", "TZID:Mars/Olympus", "RRULE:FREQ=SECONDLY"),
        *(";;;", ":", " folded", "\0", "ü"),
    ]
)


@ANYTHING
@given(
    lines=st.lists(LINES | st.text(max_size=30), max_size=30),
    charset=st.sampled_from(["utf-8", "utf-7", "x"]),
)
def test_a_broken_file_to_the_right_address_answers_nothing(
    cast: Cast, meeting: Meeting, lines: list[str], charset: str
) -> None:
    invitation = invited(cast.member, meeting)
    to = reply_address_in(invitation)
    head = f"To: {to}\nContent-Type: text/calendar; method=REPLY; charset={charset}\n\n"
    raw = head.encode() + "\r\n".join(lines).encode(errors="replace")
    assert received(raw) in {"unreadable", "unknown meeting"}
    assert not Answer.objects.exists()


@ANYTHING
@given(data=st.data())
def test_a_true_reply_with_a_piece_torn_out_never_answers_for_anybody_else(
    cast: Cast, meeting: Meeting, data: st.DataObject
) -> None:
    invitation = invited(cast.member, meeting)
    raw = in_mail(reply_address_in(invitation), reply(invitation, "ACCEPTED"))
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    receive_mail(raw[:start] + data.draw(st.binary(max_size=5)) + raw[end:], at=NOW)
    assert not Answer.objects.exclude(member=cast.member, meeting=meeting).exists()
