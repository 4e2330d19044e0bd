"""What pages show of the table of a meeting."""

from datetime import datetime
from typing import NamedTuple

from meetings.models import Meeting
from meetings.wording import clock, zone_words
from members.models import Member
from peergroups.models import Keeps
from topics.forms import TopicForm
from topics.models import LINGERS, State, Table, Thumb, Topic, TopicQuerySet, Wish


class AtTheTable(NamedTuple):
    """The table as one person sees it."""

    table: Table
    now: Topic | None
    until: str  # by the venue's clock
    waiting: list[Topic]  # the most dots first, once this person may see them
    done: list[Topic]
    dots_left: int
    shows_dots: bool  # those of others: once one's own are given, or the talk has begun
    next: Topic | None  # the one with the most dots
    wishes: dict[str, int]
    my_wish: str


class Summary(NamedTuple):
    """The table in a few words."""

    meeting: Meeting
    topics: int
    dots: int
    now: str
    is_open: bool
    keeps_none: bool
    form: TopicForm


def at_the_table(meeting: Meeting, member: Member, *, at: datetime) -> AtTheTable:
    """Show topics, dots and thumbs; three queries."""
    table = Table.objects.filter(meeting=meeting).first() or Table(meeting=meeting)
    topics = list(_shown(meeting, at).with_dots(member).select_related("proposed_by"))
    is_open = is_table_open(meeting, at)
    now = next((topic for topic in topics if topic.state == State.NOW and is_open), None)
    waiting = [topic for topic in topics if topic.state == State.WAITING]
    talked = [topic for topic in topics if topic.state != State.WAITING and topic != now]
    done = sorted(talked, key=lambda topic: topic.started_at or at)
    wishes = dict(Thumb.objects.filter(table=table.pk).values_list("member_id", "wish"))
    dots_left = max(0, table.dots_each - sum(topic.has_mine for topic in topics))
    shows_dots = not dots_left or now is not None or bool(done)
    by_dots = sorted(waiting, key=lambda topic: -topic.dots)
    return AtTheTable(
        table=table,
        now=now,
        until=_until(table, meeting),
        waiting=by_dots if shows_dots else waiting,
        done=done,
        dots_left=dots_left,
        shows_dots=shows_dots,
        next=by_dots[0] if by_dots else None,
        wishes={wish: list(wishes.values()).count(wish) for wish in Wish.values},
        my_wish=wishes.get(member.pk, ""),
    )


def of_meeting(meeting: Meeting, member: Member, *, at: datetime) -> Summary | None:
    """The table in a few words, for groups without an agenda and where topics lie; one query."""
    group, is_open = meeting.group, is_table_open(meeting, at)
    topics = list(_shown(meeting, at).with_dots(member))
    if meeting.is_cancelled or (group.plans_agenda and not topics):
        return None
    return Summary(
        meeting=meeting,
        topics=len(topics),
        dots=sum(topic.dots for topic in topics),
        now=next((topic.title for topic in topics if topic.state == State.NOW), ""),
        is_open=is_open,
        keeps_none=group.keeps == Keeps.NOTHING,
        form=TopicForm(group=group),
    )


def is_table_open(meeting: Meeting, at: datetime) -> bool:
    """Whether people may sit at it: until a while after the meeting, unless it was called off."""
    return not meeting.is_cancelled and at < meeting.ends_at + LINGERS


def _shown(meeting: Meeting, at: datetime) -> TopicQuerySet:
    """Return the topics that the table still shows: all while it is open, then what the group keeps."""
    topics = Topic.objects.filter(meeting=meeting)
    if is_table_open(meeting, at):
        return topics
    return topics.exclude(pk__in=Topic.objects.not_kept().values("pk"))


def _until(table: Table, meeting: Meeting) -> str:
    if table.ends_at is None:
        return ""
    return f"{clock(table.ends_at.astimezone(meeting.zone))}, {zone_words(meeting)}"
