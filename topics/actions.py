"""What happens at the table. Under a lock of the table, so that two hands come one after the other."""

from datetime import datetime, timedelta

from django.db import transaction

from ledger.actions import record
from meetings.models import Meeting
from members.models import Member
from topics.events import Happened
from topics.models import LINGERS, Dot, State, Table, Thumb, Topic, Wish


class TableClosed(Exception):
    """The meeting is over or does not take place."""


class AlreadyProposed(Exception):
    """These words lie on the table already."""


class TopicGone(Exception):
    """Somebody took the topic off the table, or it has had its turn."""


class NoDotsLeft(Exception):
    """The member has given all dots; taking one back makes one free."""


class MovedOn(Exception):
    """The table is at another topic, or at none, than the one who asks has seen."""

    def __init__(self, now: Topic | None) -> None:
        self.now = now


class AlreadyExtended(Exception):
    """Somebody gave these minutes first."""


@transaction.atomic
def propose_topic(
    meeting: Meeting,
    *,
    title: str,
    is_anonymous: bool = False,
    stays_here: bool = False,
    by: Member,
    at: datetime,
) -> Topic:
    """Put a topic on the table. Without a name nothing says whose it is, here or in the ledger.

    Raises:
        TableClosed: nobody sits there any more, or never will.
        AlreadyProposed: it waits there already.
    """
    table = _lock(meeting, at)
    if Topic.objects.filter(meeting=meeting, title=title, state=State.WAITING).exists():
        raise AlreadyProposed
    whose = None if is_anonymous else by
    topic = Topic.objects.create(
        meeting=meeting,
        title=title,
        proposed_by=whose,
        proposed_at=at,
        stays_here=stays_here or is_anonymous,
    )
    _note(Happened.TOPIC_PROPOSED, table, topic, by=whose, at=at)
    return topic


@transaction.atomic
def remove_topic(topic: Topic, *, by: Member, at: datetime) -> None:
    """Take a waiting topic off the table, with its dots; who gave them has them again.

    Raises:
        TopicGone: it is gone, or has had its turn.
    """
    table = _lock(topic.meeting, at)
    waiting = Topic.objects.filter(pk=topic.pk, state=State.WAITING).first()
    if waiting is None:
        raise TopicGone
    _note(Happened.TOPIC_REMOVED, table, topic, by=by, at=at)
    waiting.delete()


@transaction.atomic
def give_dot(topic: Topic, member: Member, *, by: Member, at: datetime) -> None:
    """Say that a member wants to talk about it; a second tap finds the dot there.

    Raises:
        NoDotsLeft: as many as the table gives each are given.
        TopicGone: it does not wait any more.
    """
    table = _lock(topic.meeting, at)
    if not Topic.objects.filter(pk=topic.pk, state=State.WAITING).exists():
        raise TopicGone
    given = Dot.objects.filter(topic__meeting=topic.meeting, member=member)
    if given.filter(topic=topic).exists():
        return
    if given.count() >= table.dots_each:
        raise NoDotsLeft
    Dot.objects.create(topic=topic, member=member)
    _note(Happened.DOT_GIVEN, table, topic, by=by, at=at)


@transaction.atomic
def take_back_dot(topic: Topic, member: Member, *, by: Member, at: datetime) -> None:
    """Take a dot back, to give it to another topic; a second tap finds it gone."""
    table = _lock(topic.meeting, at)
    gone, _ = Dot.objects.filter(topic=topic, topic__state=State.WAITING, member=member).delete()
    if gone:
        _note(Happened.DOT_TAKEN_BACK, table, topic, by=by, at=at)


@transaction.atomic
def start_topic(topic: Topic, *, after: int | None, by: Member, at: datetime) -> None:
    """Give a topic its turn, also one that had its turn before; the one under way is done.

    `after` is the topic that its caller has seen under way, so that two who press “Next” skip none.

    Raises:
        MovedOn: somebody was faster.
        TopicGone: it was taken off the table.
    """
    table = _lock(topic.meeting, at)
    if table.current_id == topic.pk:  # a second click asks for what is already so
        return
    if table.current_id != after:
        raise MovedOn(table.current)
    Topic.objects.filter(meeting=topic.meeting, state=State.NOW).update(state=State.DONE)
    if not Topic.objects.filter(pk=topic.pk).update(state=State.NOW, started_at=at):
        raise TopicGone
    table.current, table.extensions = topic, 0
    table.ends_at = at + timedelta(minutes=table.minutes_each)
    table.thumbs.all().delete()
    _note(Happened.TOPIC_STARTED, table, topic, by=by, at=at)


@transaction.atomic
def extend_topic(topic: Topic, *, seen: int, by: Member, at: datetime) -> None:
    """Give the topic under way a few minutes more: three, then two, then one. Thumbs go down.

    `seen` is how many extensions its caller has seen, so that two who press at once give the minutes once.

    Raises:
        MovedOn: another topic has its turn.
        AlreadyExtended: somebody was faster, or there are no more minutes.
    """
    table = _at_topic(topic, at)
    if table.extensions != seen or not table.more_minutes or table.ends_at is None:
        raise AlreadyExtended
    table.ends_at = max(table.ends_at, at) + timedelta(minutes=table.more_minutes)
    table.extensions += 1
    table.thumbs.all().delete()
    _note(Happened.TOPIC_EXTENDED, table, topic, by=by, at=at)


@transaction.atomic
def finish_topic(topic: Topic, *, by: Member, at: datetime) -> None:
    """End the topic under way without beginning another.

    Raises:
        MovedOn: another topic has its turn, or none.
    """
    table = _at_topic(topic, at)
    Topic.objects.filter(pk=topic.pk).update(state=State.DONE)
    table.current, table.ends_at, table.extensions = None, None, 0
    table.thumbs.all().delete()
    _note(Happened.TOPIC_FINISHED, table, topic, by=by, at=at)


@transaction.atomic
def show_thumb(topic: Topic, member: Member, wish: Wish, *, by: Member, at: datetime) -> None:
    """Say whether the topic under way should go on. The table counts thumbs; people decide.

    Raises:
        MovedOn: another topic has its turn, or none.
    """
    table = _at_topic(topic, at)
    Thumb.objects.update_or_create(table=table, member=member, defaults={"wish": wish})
    _note(Happened.THUMB_SHOWN, table, topic, by=by, at=at)


@transaction.atomic
def set_table(meeting: Meeting, *, by: Member, at: datetime, **changes: int) -> None:
    """Set `minutes_each`, which hold from the next topic on, `dots_each`, or both."""
    table = _lock(meeting, at)
    if not changes:
        return
    for field, value in changes.items():
        setattr(table, field, value)
    _note(Happened.TABLE_SET, table, meeting, by=by, at=at)


@transaction.atomic
def clear_table(meeting: Meeting, *, at: datetime) -> None:
    """Delete what was to stay at the table, with its dots and thumbs. The second time nothing is left."""
    table = Table.objects.select_for_update().filter(meeting=meeting).first()
    if table and Topic.objects.not_kept().filter(meeting=meeting).delete()[0]:
        table.refresh_from_db(fields=["current"])
        table.thumbs.all().delete()
        _note(Happened.TABLE_CLEARED, table, meeting, by=None, at=at)


def _lock(meeting: Meeting, at: datetime) -> Table:
    """Return the table, laid at the first touch, for this hand alone."""
    if meeting.is_cancelled or meeting.ends_at + LINGERS <= at:
        raise TableClosed
    Table.objects.get_or_create(meeting=meeting)
    return Table.objects.select_for_update().get(meeting=meeting)


def _at_topic(topic: Topic, at: datetime) -> Table:
    table = _lock(topic.meeting, at)
    if table.current_id != topic.pk:
        raise MovedOn(table.current)
    return table


def _note(verb: Happened, table: Table, about: Topic | Meeting, *, by: Member | None, at: datetime) -> None:
    """Write what happened, and raise the version so that everybody at the table sees it."""
    table.version += 1
    table.save()
    record(verb, by=by, about=about, group_id=table.meeting.group_id, at=at)
