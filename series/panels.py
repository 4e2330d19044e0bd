"""What pages show of series: how they meet, the next dates with host and headcount, who is asked to join."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from meetings.models import Answer, Attendance, Meeting, Reply
from meetings.panels import HERE
from members.models import Member
from peergroups.models import Group, Membership
from series.hosting import host_of, rota
from series.models import Invitation, Occurrence, Series
from series.models.invitation import InvitationQuerySet
from series.wording import hours, how_often, in_words

LOOKED_BACK = 4  # so many meetings tell who comes regularly
REGULARLY = 2  # whoever came to as many of them does
ONE_TABLE = 12  # more people do not hear each other
UNDO_WITHIN = timedelta(days=31)


class Date(NamedTuple):
    """A coming date: its meeting with this member's reply, who hosts it, and who has said yes."""

    occurrence: Occurrence
    meeting: Meeting
    host: Member | None
    coming: list[Member]
    begins_late: str  # when it begins, where clocks skip the hour that was agreed


class Outlook(NamedTuple):
    """A series in words, and its next dates."""

    series: Series
    how_often: str
    hours: str
    dates: list[Date]

    @property
    def next(self) -> Date | None:
        """The next date on which people do meet."""
        return next((date for date in self.dates if not date.meeting.is_cancelled), None)


class OnMeeting(NamedTuple):
    """What the page of a meeting says of the series that it belongs to."""

    occurrence: Occurrence
    series: Series
    how_often: str
    hours: str
    host: Member | None
    begins_late: str
    may_host: bool
    may_keep: bool
    is_to_come: bool


def of_group(group: Group, member: Member, *, on: date, at: datetime) -> list[Outlook]:
    """The group's series that have not ended, with their next dates; a constant number of queries."""
    lasting = Q(ended_on=None) | Q(ended_on__gte=on)
    listed = Series.objects.visible_to(member, on=on).filter(lasting, group=group)
    listed = listed.select_related("group").prefetch_related("skipped")
    dates = _dates(group, member, on=on, at=at) if listed else {}
    return [Outlook(series, how_often(series), hours(series), dates.get(series.pk, [])) for series in listed]


def rhythms(group: Group, *, on: date) -> list[str]:
    """The group's series that have not ended, each in a line; one query.

    For those who sit in the group, to whom all of this is known.
    """
    lasting = Series.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on), group=group)
    return [in_words(series) for series in lasting]


def ended(group: Group, member: Member, *, on: date, at: datetime) -> list[Outlook]:
    """Series that were ended lately and can go on again."""
    seen = Series.objects.visible_to(member, on=on).filter(group=group, continued_by=None)
    lately = seen.filter(ended_at__gt=at - UNDO_WITHIN).select_related("group")
    return [Outlook(series, how_often(series), hours(series), []) for series in lately]


def of_meeting(meeting: Meeting, member: Member, *, at: datetime) -> OnMeeting | None:
    """The series of a meeting, and who hosts it; nothing for a meeting that stands alone."""
    occurrence = Occurrence.objects.filter(meeting=meeting).select_related("series__group", "host").first()
    if occurrence is None:
        return None
    series, is_to_come = occurrence.series, not meeting.has_begun(at) and not meeting.is_cancelled
    seats = Membership.objects.expected(meeting.starts_on).filter(group=meeting.group_id, member=member)
    return OnMeeting(
        occurrence,
        series,
        how_often(series),
        hours(series),
        host_of(meeting, at=at) if series.rotates_host else None,
        _begins_late(series, occurrence.on, meeting),
        series.rotates_host and is_to_come and seats.exists(),
        series.ended_on is None and member.has_perm("series.keep_series", series),
        is_to_come,
    )


def invitations(member: Member, *, at: datetime) -> InvitationQuerySet:
    """Groups that this member is asked to join and has not answered."""
    return Invitation.objects.to(member).standing(at).unanswered().select_related("group", "invited_by")


class Asked(NamedTuple):
    """An invitation, and when and where the group meets, in words."""

    invitation: Invitation
    meetings: list[str]


def asked(member: Member, *, at: datetime) -> list[Asked]:
    """What this member can accept, also what they have declined lately; two queries."""
    standing = Invitation.objects.to(member).standing(at).select_related("group", "invited_by")
    running = Prefetch("group__series", Series.objects.running())
    return [
        Asked(invitation, [in_words(series) for series in invitation.group.series.all()])
        for invitation in standing.prefetch_related(running)
    ]


def regulars(group: Group, *, at: datetime) -> int:
    """How many came, or had said yes, to at least two of the group's last four meetings; three queries."""
    last = Meeting.objects.standing().filter(group=group).over(at)[:LOOKED_BACK]
    held = [meeting.pk for meeting in last]
    yes = Answer.objects.holding().filter(meeting__in=held, reply=Reply.YES)
    here = Attendance.objects.filter(day__meeting__in=held, mark__in=HERE)
    came = {*yes.values_list("meeting", "member"), *here.values_list("day__meeting", "member")}
    times = Counter(member for _, member in came)
    return sum(count >= REGULARLY for count in times.values())


def is_too_big(group: Group, *, at: datetime) -> int:
    """How many come regularly, if they are more than fit round one table; else nothing."""
    count = regulars(group, at=at)
    return count if count > ONE_TABLE else 0


def _dates(group: Group, member: Member, *, on: date, at: datetime) -> dict[int, list[Date]]:
    meetings = Meeting.objects.visible_to(member, on=on).filter(group=group, occurrence__isnull=False)
    listed = meetings.coming(at).with_reply_of(member).select_related("occurrence__series")
    names = _coming_to(listed)
    hosts = {turn.occurrence.pk: turn.host for turn in rota(group, at=at)}
    found: dict[int, list[Date]] = {}
    for meeting in listed:
        meeting.group, occurrence = group, meeting.occurrence
        late = _begins_late(occurrence.series, occurrence.on, meeting)
        row = Date(occurrence, meeting, hosts.get(occurrence.pk), names.get(meeting.pk, []), late)
        found.setdefault(occurrence.series_id, []).append(row)
    return found


def _coming_to(meetings: QuerySet[Meeting]) -> dict[int, list[Member]]:
    """Return who of those expected has said yes to each meeting, by name."""
    seats = Membership.objects.expected(OuterRef("meeting__starts_on"))
    expected = seats.filter(group=OuterRef("meeting__group"), member=OuterRef("member"))
    said = Answer.objects.holding().filter(
        Exists(expected), meeting__in=[meeting.pk for meeting in meetings], reply=Reply.YES
    )
    names: dict[int, list[Member]] = {}
    for answer in said.select_related("member").order_by("member__name"):
        names.setdefault(answer.meeting_id, []).append(answer.member)
    return names


def _begins_late(series: Series, on: date, meeting: Meeting) -> str:
    """Say when a meeting begins that is as agreed but for an hour that clocks skip that night."""
    begins = meeting.starts_at.astimezone(meeting.zone)
    is_as_agreed = (begins.date(), begins.time()) == series.hours_on(on)[:2]
    return f"{begins:%H:%M}" if is_as_agreed and begins.time() != series.starts else ""
