"""What PostgreSQL refuses about feeds and replies."""

import pytest

from calendars.actions import make_feed
from calendars.models import Feed, ImportedEvent, InboundReply, Outcome, Retelling
from calendars.tokens import new_chance
from tests import factories
from tests.conftest import NOW, Cast
from tests.refusing import refuses

pytestmark = pytest.mark.django_db


def test_two_open_feeds_of_one_group_or_of_all(cast: Cast) -> None:
    for group in (None, cast.oak):
        make_feed(cast.member, group, by=cast.member, at=NOW)
        again = Feed(member=cast.member, group=group, chance=new_chance(16), made_at=NOW)
        assert refuses("one_open_feed_of_each_group", again)
        again.revoked_at = NOW
        again.save()


def test_a_reading_without_a_time(cast: Cast) -> None:
    feed = Feed(member=cast.member, chance=new_chance(16), made_at=NOW, fingerprint="f")
    assert refuses("what_was_read_has_a_time", feed)


def test_a_reply_heard_twice(cast: Cast) -> None:
    heard = {"received_at": NOW, "message_id": "<1@x>", "outcome": Outcome.ANSWERED, "member": cast.member}
    InboundReply.objects.create(**heard)
    assert refuses("each_reply_is_heard_once", InboundReply(**heard))
    InboundReply.objects.create(**heard | {"member": cast.partner})


def test_an_event_imported_twice_or_as_nothing(cast: Cast) -> None:
    meeting = factories.meeting(cast.oak)
    ImportedEvent.objects.create(group=cast.oak, uid="1", meeting=meeting)
    again = ImportedEvent(group=cast.oak, uid="1", meeting=meeting)
    assert refuses("an_event_is_imported_once_a_group", again)
    assert refuses("an_imported_event_is_a_meeting_or_a_series", ImportedEvent(group=cast.oak, uid="2"))


def test_a_move_retold_twice(cast: Cast) -> None:
    retold = {"meeting": factories.meeting(cast.oak), "moved_at": NOW}
    Retelling.objects.create(**retold, sequence=1)
    assert refuses("one_retelling_of_a_move", Retelling(**retold, sequence=2))
