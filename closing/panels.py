"""What pages show of a meeting that is over."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef

from closing.models import CareCall, Closing, Idea, IdeaVote, Minute, Pulse
from meetings.formats import kept
from meetings.models import AgendaItem, Attendance, Format, Meeting
from meetings.models.meeting import MeetingQuerySet
from meetings.panels import HERE
from members.models import Member
from peergroups.models import Group, Keeps, Membership
from peergroups.seating import Seating

ENOUGH = 5
"""From so many answers on a mean is shown: with fewer one could tell whose they are."""

EIGHT_WEEKS = timedelta(weeks=8)
"""A call later than that is no longer about the meeting."""


A_WEEK = timedelta(days=7)
"""So long a meeting is fresh enough to be asked about."""

OF_THE_PRESENTER = [Format.HOT_SEAT, Format.REVIEW]


class Felt(NamedTuple):
    """How a meeting was found; the means only where there are enough answers, and of how many they are."""

    answers: int
    counted: int
    worth: float | None
    openness: float | None


def felt(meeting: Meeting) -> Felt:
    """Average the pulses of a meeting, in steps of five of the oldest answers, to half a point; one query.

    A mean that moved with every answer would tell the newest one to whoever looked before and after.
    """
    said = list(
        Pulse.objects.filter(meeting=meeting).order_by("answered_at", "pk").values_list("worth", "openness")
    )
    counted = len(said) // ENOUGH * ENOUGH
    if not counted:
        return Felt(len(said), 0, None, None)
    worth, openness = (sum(column) / counted for column in zip(*said[:counted], strict=True))
    return Felt(len(said), counted, round(worth * 2) / 2, round(openness * 2) / 2)


def ideas(meeting: Meeting, member: Member, *, on: date) -> list[Idea]:
    """The ideas of a meeting, the best first, with their votes; each knows whether this member chose it."""
    mine = IdeaVote.objects.filter(idea=OuterRef("pk"), member=member)
    seen = Idea.objects.visible_to(member, on=on).filter(meeting=meeting)
    return list(seen.with_votes().annotate(is_mine=Exists(mine)).select_related("member"))


def lines(meeting: Meeting) -> list[str]:
    """What people wrote for whoever leads, in no order that tells who wrote it."""
    written = Pulse.objects.filter(meeting=meeting).exclude(line="")
    return list(written.order_by("line").values_list("line", flat=True))


def keeps_minutes(group: Group) -> bool:
    """Whether this group writes down more than titles and commitments."""
    return Keeps(group.keeps) is Keeps.NOTES


def minuted_items(meeting: Meeting) -> list[AgendaItem]:
    """The items of which notes are kept, in their order; one query.

    Not of a hot seat or a review: what is noted there belongs to the presenter.
    """
    items = AgendaItem.objects.filter(day__meeting=meeting).exclude(format__in=OF_THE_PRESENTER)
    return [item for item in items.select_related("day") if kept(item, meeting.group) is Keeps.NOTES]


def minutes(meeting: Meeting) -> list[Minute]:
    """What was written down, in the order of the agenda, and the note on the whole meeting last."""
    written = Minute.objects.filter(meeting=meeting)
    return sorted(written, key=lambda minute: not minute.about)


def closing_of(meeting: Meeting) -> Closing | None:
    return Closing.objects.filter(meeting=meeting).select_related("closed_by").first()


class After(NamedTuple):
    """What a meeting's page says once it has begun."""

    closed_at: datetime | None
    asks_pulse: bool


def of_meeting(meeting: Meeting, member: Member, *, at: datetime) -> After | None:
    """Say whether the meeting is closed, and whether this member has yet to say how it was; one query."""
    if meeting.is_cancelled or not meeting.has_begun(at):
        return None
    row = (
        Meeting.objects.filter(pk=meeting.pk)
        .annotate(said=Exists(Pulse.objects.filter(meeting=OuterRef("pk"), member=member)))
        .annotate(closed_at=F("closing__closed_at"))
        .values("closed_at", "said")
        .get()
    )
    closed_at: datetime | None = row["closed_at"]
    is_fresh = at < meeting.ends_at + A_WEEK and (closed_at is not None or meeting.is_over(at))
    return After(closed_at, is_fresh and meeting.group.takes_attendance and not row["said"])


def pulses_wanted(member: Member, seating: Seating, *, at: datetime) -> MeetingQuerySet:
    """Meetings of the last week that this member was at and has yet to say how they were; one query.

    Of groups that take attendance: a weekly breakfast asks nobody how it was.
    """
    groups = [group.pk for group in seating.groups if group.takes_attendance]
    recorded = Attendance.objects.recorded().filter(day__meeting=OuterRef("pk"))
    said = Pulse.objects.filter(meeting=OuterRef("pk"), member=member)
    return (
        Meeting.objects.standing()
        .filter(group__in=groups, ends_at__lte=at, ends_at__gt=at - A_WEEK)
        .filter(Exists(recorded.filter(member=member, mark__in=HERE)), ~Exists(said))
        .select_related("group")
        .order_by("-ends_at")
    )


class Missed(NamedTuple):
    """Somebody whom nobody has called yet after they were missed at a meeting."""

    meeting: Meeting
    member: Member


def to_call(groups: list[Group], *, on: date, at: datetime) -> list[Missed]:
    """Who was missed at closed meetings of these groups in the last weeks, and not called yet; three queries.

    Only meetings of which attendance was taken: of the others nobody knows.
    """
    meetings = (
        Meeting.objects.standing()
        .filter(group__in=[group.pk for group in groups if group.takes_attendance])
        .filter(closing__closed_at__gt=at - EIGHT_WEEKS)
        .filter(Exists(Attendance.objects.recorded().filter(day__meeting=OuterRef("pk"))))
        .select_related("group")
    )
    closed = {meeting.pk: meeting for meeting in meetings}
    here = Attendance.objects.filter(
        day__meeting=OuterRef("meeting_id"), member=OuterRef("member"), mark__in=HERE
    )
    called = CareCall.objects.filter(meeting=OuterRef("meeting_id"), member=OuterRef("member"))
    was_expected = Membership.objects.expected(OuterRef("began_on")).filter(pk=OuterRef("pk"))
    seats = (
        Membership.objects.current(on)
        .annotate(meeting_id=F("group__meetings"), began_on=F("group__meetings__starts_on"))
        .filter(Exists(was_expected), ~Exists(here), ~Exists(called), meeting_id__in=closed)
        .order_by("-began_on", "member__name")
    )
    pairs = list(seats.values_list("meeting_id", "member"))
    people = Member.objects.in_bulk({member for _, member in pairs})
    return [Missed(closed[meeting], people[member]) for meeting, member in pairs]
