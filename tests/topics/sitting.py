"""A table as people sit down at it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from meetings.models import Meeting
from members.models import Member
from topics import actions
from topics.models import Topic


def lay(meeting: Meeting, *titles: str, by: Member, **how: Any) -> list[Topic]:
    """Put these topics on the table, in this order."""
    return [actions.propose_topic(meeting, title=title, by=by, at=timezone.now(), **how) for title in titles]


def dots(member: Member, *topics: Topic) -> None:
    for topic in topics:
        actions.give_dot(topic, member, by=member, at=timezone.now())


def start(topic: Topic, by: Member, after: Topic | None = None) -> None:
    actions.start_topic(topic, after=after.pk if after else None, by=by, at=timezone.now())


def end(meeting: Meeting, *, hours_ago: float) -> None:
    """Let the meeting have ended then, with its table as it was left."""
    meeting.ends_at = timezone.now() - timedelta(hours=hours_ago)
    meeting.starts_at = meeting.ends_at - timedelta(hours=1)
    meeting.save()
