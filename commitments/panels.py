"""What gathering pages show of commitments; each of these is one query."""

from datetime import date
from typing import NamedTuple

from django.db.models import Q, Subquery

from commitments.models import Commitment, CommitmentQuerySet
from meetings.models import Meeting
from members.models import Member
from peergroups.models import Group

_WITH_PEOPLE = ("member", "partner", "area", "group")


def promised(group: Group, member: Member, *, on: date, since: date) -> CommitmentQuerySet:
    """What is open in the group, or was closed since that day, as far as this member may read it, by name."""
    return (
        Commitment.objects.visible_to(member, on=on)
        .filter(Q(outcome="") | Q(closed_on__gte=since), group=group)
        .with_rollovers()
        .select_related("member")
        .only("text", "outcome", "due_on", "member__name")
        .order_by("member__name", "member_id", "due_on", "pk")
    )


class Open(NamedTuple):
    """What somebody has promised and not yet closed, and what they have agreed to ask others about."""

    owed: list[Commitment]
    asked_about: list[Commitment]


def open_for(member: Member, *, on: date) -> Open:
    """What waits for this member, the most urgent first."""
    seen = Commitment.objects.visible_to(member, on=on).open().filter(Q(member=member) | Q(partner=member))
    waiting = list(seen.with_rollovers().select_related("member", "group").order_by("due_on", "pk"))
    return Open(
        owed=[commitment for commitment in waiting if commitment.member_id == member.pk],
        asked_about=[commitment for commitment in waiting if commitment.member_id != member.pk],
    )


def to_review(meeting: Meeting, member: Member, *, on: date) -> CommitmentQuerySet:
    """What a meeting looks back at: promised before it, and open still or closed after the meeting before."""
    before = Meeting.objects.standing().filter(group=meeting.group_id, starts_at__lt=meeting.starts_at)
    last_day = Subquery(before.order_by("-starts_at").values("ends_on")[:1])
    return (
        Commitment.objects.visible_to(member, on=on)
        .filter(group=meeting.group_id, made_on__lt=meeting.starts_on)
        .filter(Q(outcome="") | Q(closed_on__gt=last_day))
        .with_rollovers()
        .select_related(*_WITH_PEOPLE)
        .order_by("member__name", "member_id", "due_on", "pk")
    )


def made_at(meeting: Meeting, member: Member, *, on: date) -> CommitmentQuerySet:
    """What was promised at this meeting, by name."""
    return (
        Commitment.objects.visible_to(member, on=on)
        .filter(meeting=meeting)
        .with_rollovers()
        .select_related(*_WITH_PEOPLE)
        .order_by("member__name", "member_id", "pk")
    )


def count_hidden(group: Group, member: Member, *, on: date) -> int:
    """How many open commitments of the group are from before this member's time."""
    seen = Commitment.objects.visible_to(member, on=on).values("pk")
    return Commitment.objects.open().filter(group=group).exclude(pk__in=seen).count()
