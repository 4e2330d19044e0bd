"""What somebody still owes their group before a meeting, in numbers."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F

from commitments.models import Commitment
from issues.models import DOTS_EACH, Dot, HotSeat, Issue
from meetings.models import Meeting
from notifications import audience
from notifications.models import Notice
from notifications.occasion import recipients
from reviews.asking import asked_on, is_asking
from reviews.models import Reading, Review

Pair = tuple[int, int]


class Debts(NamedTuple):
    """How many commitments are open, whether the review is missing, what is unread, which dots are left."""

    commitments: int = 0
    review: bool = False
    unread: int = 0
    dots: int = 0


def debts_of(notices: Sequence[Notice], meetings: Mapping[int, Meeting], *, on: date) -> dict[Pair, Debts]:
    """Return what the recipients of notices owe, by meeting and member; a constant number of queries."""
    pairs = [(notice.subject_id, notice.recipient_id) for notice in notices if notice.subject_id in meetings]
    members, about = recipients(notices), {meeting: meetings[meeting] for meeting, _ in pairs}
    commitments = _open_commitments(about, members)
    asking = [pk for pk, meeting in about.items() if is_asking(meeting)]
    missing, unread = _missing_reviews(asking, members, on), _unread_reviews(asking, members)
    with_agenda = {pk: meeting for pk, meeting in about.items() if meeting.group.plans_agenda}
    dots_left = _dots_left(with_agenda, members)
    return {
        (meeting, member): Debts(
            commitments[about[meeting].group_id, member],
            (meeting, member) in missing,
            unread(meeting, member),
            dots_left(meeting, member),
        )
        for meeting, member in pairs
    }


def _open_commitments(meetings: Mapping[int, Meeting], members: Collection[int]) -> Counter[Pair]:
    groups = {meeting.group_id for meeting in meetings.values()}
    mine = Commitment.objects.open().filter(member__in=members, group__in=groups)
    counts = mine.order_by().values_list("group", "member").annotate(count=Count("pk"))
    return Counter({(group, member): count for group, member, count in counts})


def _missing_reviews(asking: Collection[int], members: Collection[int], on: date) -> set[Pair]:
    asked = audience.of_meetings(asking, on=on, among=members, there=asked_on)
    return {(hearer.thing_id, hearer.member_id) for hearer in asked} - handed_in(asking)


def handed_in(meeting_ids: Collection[int]) -> set[Pair]:
    """Return for which of these meetings who has handed in a review."""
    found = Review.objects.handed_in().filter(meeting__in=meeting_ids).order_by()
    return set(found.values_list("meeting", "member"))


def _unread_reviews(asking: Collection[int], members: Collection[int]) -> Callable[[int, int], int]:
    """Return what counts the reviews of others that somebody has not read as they were handed in."""
    there = handed_in(asking)
    by_meeting = Counter(meeting for meeting, _ in there)
    readings = Reading.objects.filter(review__meeting__in=asking, reader__in=members).order_by()
    as_it_is = readings.filter(read_at__gte=F("review__handed_in_at")).exclude(reader=F("review__member"))
    read = Counter(as_it_is.values_list("review__meeting", "reader"))
    return lambda meeting, member: by_meeting[meeting] - ((meeting, member) in there) - read[meeting, member]


def _dots_left(meetings: Mapping[int, Meeting], members: Collection[int]) -> Callable[[int, int], int]:
    """Return what counts the dots that somebody has left, where there is an issue to put them on."""
    groups = {meeting.group_id for meeting in meetings.values()}
    waiting = set(Issue.objects.open().filter(group__in=groups).order_by().values_list("group", "pk"))
    seats = HotSeat.objects.standing().filter(meeting__in=meetings).order_by()
    chosen = set(seats.values_list("meeting", "issue"))
    open_to = {
        pk
        for pk, meeting in meetings.items()
        if any(group == meeting.group_id and (pk, issue) not in chosen for group, issue in waiting)
    }
    dots = Dot.objects.filter(meeting__in=meetings, member__in=members).order_by()
    placed = Counter(dots.values_list("meeting", "member"))
    return lambda meeting, member: DOTS_EACH - placed[meeting, member] if meeting in open_to else 0
