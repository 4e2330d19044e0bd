"""Whose turn it is to host: whoever has waited longest, since they hosted last or since they joined."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, Max, OuterRef, Q

from meetings.models import Meeting
from members.models import Member
from peergroups.models import Group, Membership
from series.models import Occurrence


class Turn(NamedTuple):
    """A coming meeting of a series, and who hosts it; nobody if everybody who is there has passed."""

    occurrence: Occurrence
    host: Member | None


def rota(group: Group, *, at: datetime) -> list[Turn]:
    """Return who hosts the coming meetings of the group's series, the nearest first; five queries.

    Who has said “I'll host”, or was named, does so if they are there that day. The others follow from the
    order of waiting, so the same question always has the same answer.
    """
    coming = (
        Occurrence.objects.coming(at)
        .standing()
        .filter(series__group=group, series__rotates_host=True)
        .select_related("meeting", "host", "series")
        .prefetch_related("passed")
    )
    if not coming:
        return []
    seats = _seats(group, since=coming[0].meeting.starts_on)
    waits_since = _waiting(group, seats, at)
    return [_turn(occurrence, seats, waits_since) for occurrence in coming]


def groups_wanting_hosts(*, at: datetime, before: datetime) -> list[Group]:
    """Return the groups with a meeting until then that has no host, or one who is away by now; one query."""
    on = OuterRef("meeting__starts_on")
    takes_turns = Membership.objects.expected(on).at_the_table(on)
    there = takes_turns.filter(
        group=OuterRef("series__group"), member=OuterRef("host"), member__is_active=True
    )
    near = Occurrence.objects.coming(at).standing().filter(meeting__starts_at__lte=before)
    wanting = near.filter(series__rotates_host=True).exclude(Exists(there))
    return list(Group.objects.filter(series__occurrences__in=wanting).distinct())


def host_of(meeting: Meeting, *, at: datetime) -> Member | None:
    """Return who hosts a coming meeting, or hosted one that is over."""
    occurrence = Occurrence.objects.filter(meeting=meeting).select_related("host").first()
    if occurrence is None:
        return None
    if meeting.is_over(at):
        return occurrence.host
    return next((turn.host for turn in rota(meeting.group, at=at) if turn.occurrence == occurrence), None)


def _turn(occurrence: Occurrence, seats: list[Membership], waits_since: dict[int, date]) -> Turn:
    on = occurrence.meeting.starts_on
    passed = {turn.member_id for turn in occurrence.passed.all()}
    there = {seat.member_id: seat for seat in seats if seat.is_expected(on)}
    chosen = there.get(occurrence.host_id or 0)
    free = (seat for seat in there.values() if seat.member_id not in passed)
    seat = chosen or min(free, key=lambda seat: (waits_since[seat.member_id], seat.pk), default=None)
    if seat:
        waits_since[seat.member_id] = on
    return Turn(occurrence, seat.member if seat else None)


def _seats(group: Group, *, since: date) -> list[Membership]:
    """Return the seats whose holders take turns, now or later."""
    seats = group.memberships.filter(Q(left_on=None) | Q(left_on__gte=since), member__is_active=True)
    listed = seats.at_the_table(since).select_related("member").prefetch_related("leaves")
    return list(listed.order_by("pk"))


def _waiting(group: Group, seats: Iterable[Membership], at: datetime) -> dict[int, date]:
    over = Occurrence.objects.standing().filter(series__group=group, meeting__ends_at__lte=at)
    hosted = over.exclude(host=None).order_by().values_list("host").annotate(Max("meeting__starts_on"))
    last = dict(hosted)
    return {seat.member_id: max(seat.joined_on, last.get(seat.member_id, seat.joined_on)) for seat in seats}
