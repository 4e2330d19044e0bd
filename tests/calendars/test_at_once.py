"""Two at once, each with a connection of its own."""

from datetime import timedelta

import pytest

from calendars.actions import make_feed, receive_mail
from calendars.models import Feed, InboundReply
from ledger.models import Entry
from meetings.actions import answer_invitation
from meetings.models import Reply
from tests import factories
from tests.calendars.replying import answer_of, in_mail, invited, reply, reply_address_in
from tests.conftest import NOW, Cast
from tests.racing import at_once, before_the_first_commits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("mailbox")]


def test_two_clicks_make_one_feed(cast: Cast) -> None:
    def click() -> Feed:
        return make_feed(cast.member, None, by=cast.member, at=NOW)

    first, second = at_once(click, click)
    assert first == second == Feed.objects.get()


def test_a_mail_delivered_twice_at_once_answers_once(cast: Cast) -> None:
    invitation = invited(cast.member, factories.meeting(cast.oak))
    raw = in_mail(reply_address_in(invitation), reply(invitation, "ACCEPTED"))
    first, second = at_once(lambda: receive_mail(raw, at=NOW), lambda: receive_mail(raw, at=NOW))
    assert first == second == InboundReply.objects.get()
    assert Entry.objects.filter(verb="rsvp.yes").count() == 1


def test_a_late_reply_waits_for_the_answer_that_is_being_given_and_leaves_it(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak)
    invitation = invited(cast.member, meeting)
    raw = in_mail(reply_address_in(invitation), reply(invitation, "ACCEPTED", stamp=NOW - timedelta(hours=1)))
    answer_invitation(meeting, cast.member, Reply.MAYBE, by=cast.member, at=NOW - timedelta(hours=2))

    def tap() -> None:
        answer_invitation(meeting, cast.member, Reply.NO, by=cast.member, at=NOW)

    heard = before_the_first_commits(tap, lambda: receive_mail(raw, at=NOW))
    assert heard.outcome == "overtaken"
    assert answer_of(cast.member, meeting) == "no"
