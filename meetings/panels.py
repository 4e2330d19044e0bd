"""What gathering pages show of meetings; each of these is one query unless it says otherwise."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Subquery

from meetings.models import Attendance, Mark, Meeting, MeetingDay, Reply
from meetings.models.meeting import MeetingQuerySet
from members.models import Member
from peergroups.models import Group, Membership
from peergroups.seating import Seating

HERE = [Mark.PRESENT, Mark.LATE, Mark.PARTIAL]
FOUR_WEEKS = timedelta(weeks=4)
QUORUM = 60
"""So many of a hundred who are invited make a meeting worth while."""
TIME_TO_MOVE = timedelta(hours=48)
MEETINGS_SHOWN = 12
"""Of a leader of many groups, who is choosing a meeting to put something on."""


def invited(member: Member, seating: Seating, *, at: datetime) -> list[Meeting]:
    """The coming meetings to which this member is invited, the nearest first, with their own reply."""
    groups = {group.pk: group for group in seating.groups}
    standing = Meeting.objects.standing().filter(group__in=groups).coming(at).expecting(member)
    meetings = list(standing.with_reply_of(member)) if groups else []
    for meeting in meetings:
        meeting.group = groups[meeting.group_id]
    return meetings


def nearest(meetings: list[Meeting]) -> list[Meeting]:
    """Of the coming meetings the next in each group, and whatever else wants an answer; no query.

    Of a weekly breakfast only the next one, so that the quarter's meeting is not lost among them.
    """
    firsts: dict[int, Meeting] = {}
    for meeting in meetings:
        firsts.setdefault(meeting.group_id, meeting)
    return [m for m in meetings if firsts[m.group_id] is m or m.reply_by_on]


def next_meeting(group: Group, member: Member, *, on: date, at: datetime) -> Meeting | None:
    """The group's next meeting that this member may see, or the one under way, with their answer."""
    seen = Meeting.objects.visible_to(member, on=on).standing().filter(group=group)
    return seen.coming(at).with_reply_of(member).first()


def kept_agendas(member: Member, seating: Seating, *, at: datetime) -> list[Meeting]:
    """Meetings to come whose agenda this member keeps, with their days, the nearest first; two queries."""
    kept = [group for group in seating.groups if seating.leads(group) or group.anyone_schedules]
    seen = Meeting.objects.visible_to(member, on=seating.on).standing().filter(group__in=kept)
    return list(seen.coming(at).select_related("group").prefetch_related("days")[:MEETINGS_SHOWN])


class Replies(NamedTuple):
    """Who has answered what, by name; and who has not."""

    yes: list[Member]
    maybe: list[Member]
    no: list[Member]
    silent: list[Member]

    @property
    def invited(self) -> int:
        return sum(len(people) for people in self)


def replies(meeting: Meeting) -> Replies:
    """Sort everybody expected by answer; two queries."""
    seats = Membership.objects.expected(meeting.starts_on).filter(group=meeting.group_id)
    holding = dict(meeting.answers.holding().values_list("member_id", "reply"))
    by_reply: dict[str, list[Member]] = {Reply.YES: [], Reply.MAYBE: [], Reply.NO: [], "": []}
    for seat in seats.select_related("member").only("member__key", "member__name").order_by("member__name"):
        by_reply[holding.get(seat.member_id, "")].append(seat.member)
    return Replies(by_reply[Reply.YES], by_reply[Reply.MAYBE], by_reply[Reply.NO], by_reply[""])


class Quorum(NamedTuple):
    """Whether enough have said that they come for the meeting to be worth while, and whether to move it."""

    invited: int
    coming: int
    needed: int
    is_out_of_reach: bool  # even if everybody else came
    wants_another_date: bool  # more than half cannot come, and there is time to move it

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.coming)


def quorum(meeting: Meeting, replies: Replies, *, at: datetime | None = None) -> Quorum:
    """Count the answers against six in ten of those invited; no query.

    Another date is suggested while more than half cannot come and more than 48 hours are left; without `at`
    it is not.
    """
    needed = -(-replies.invited * QUORUM // 100)
    is_far = at is not None and not meeting.is_cancelled and meeting.starts_at - at > TIME_TO_MOVE
    return Quorum(
        replies.invited,
        len(replies.yes),
        needed,
        is_out_of_reach=replies.invited - len(replies.no) < needed,
        wants_another_date=is_far and 2 * len(replies.no) > replies.invited,
    )


class Held(NamedTuple):
    """A meeting that is over, and how many came on at least one of its days; None where nobody has said."""

    meeting: Meeting
    came: int | None


def last_meeting(group: Group, member: Member, *, on: date, at: datetime) -> Held | None:
    """The group's latest meeting that is over and that this member may look back at; two queries."""
    meeting = Meeting.objects.visible_to(member, on=on).standing().filter(group=group).over(at).first()
    if meeting is None:
        return None
    recorded = Attendance.objects.recorded().filter(day__meeting=meeting)
    marks = recorded.values_list("member_id", "mark")
    return Held(meeting, len({who for who, mark in marks if mark in HERE}) if marks else None)


def without_attendance(groups: list[Group], *, at: datetime) -> MeetingQuerySet:
    """Meetings of the last four weeks that have begun and of which nobody has said who came."""
    recorded = Attendance.objects.recorded().values("day__meeting")
    return (
        Meeting.objects.standing()
        .filter(group__in=[group.pk for group in groups if group.takes_attendance])
        .filter(starts_at__lte=at, starts_at__gt=at - FOUR_WEEKS)
        .exclude(pk__in=recorded)
        .select_related("group")
        .order_by("-starts_at")
    )


def coming_of(groups: list[Group], *, at: datetime) -> MeetingQuerySet:
    """The next meeting of each group, with how many said yes, maybe and no; the nearest first."""
    standing = Meeting.objects.standing().filter(group__in=[group.pk for group in groups], ends_at__gt=at)
    firsts = standing.order_by("group_id", "starts_at").distinct("group_id")
    return (
        Meeting.objects.filter(pk__in=firsts.values("pk"))
        .select_related("group")
        .with_reply_counts()
        .order_by("starts_at")
    )


def dates(group: Group) -> MeetingQuerySet:
    """When the group met and meets, the latest first: how many answered what, and how many came (`came`)."""
    of_each = Attendance.objects.filter(day__meeting=OuterRef("pk"))
    came = of_each.filter(mark__in=HERE).order_by().values("day__meeting")
    return (
        Meeting.objects.filter(group=group)
        .with_reply_counts()
        .annotate(
            came=Subquery(came.annotate(people=Count("member", distinct=True)).values("people")),
            is_recorded=Exists(of_each.recorded()),
        )
        .order_by("-starts_at", "-pk")
    )


class Attended(NamedTuple):
    """How many had each mark on a day."""

    day: MeetingDay
    counts: list[tuple[str, int]]


def attendance(meeting: Meeting) -> list[Attended]:
    """Count the marks of each recorded day; two queries."""
    rows = (
        Attendance.objects.recorded()
        .filter(day__meeting=meeting)
        .values_list("day", "mark")
        .annotate(count=Count("pk"))
    )
    counts: dict[int, dict[str, int]] = {}
    for day, mark, count in rows:
        counts.setdefault(day, {})[mark] = count
    return [
        Attended(day, [(mark.label, counts[day.pk][mark]) for mark in Mark if mark in counts[day.pk]])
        for day in meeting.days.all()
        if day.pk in counts
    ]
