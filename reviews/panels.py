"""What gathering pages and the pack show of reviews."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from meetings.models import Meeting
from members.models import Member
from peergroups.seating import Seating
from reviews.asking import asked, asked_on, due_on, is_asking
from reviews.models import Review
from reviews.models.review import ReviewQuerySet

FOUR_WEEKS = timedelta(weeks=4)


class OfMeeting(NamedTuple):
    """How the reviews for a meeting stand, for one who sees it."""

    mine: Review | None  # also a draft
    is_asked: bool
    due_on: date
    asked: int
    handed_in: int
    unread: int  # of the others'
    is_open: bool  # whether reviews are still written


def of_meeting(meeting: Meeting, member: Member, *, on: date, at: datetime) -> OfMeeting | None:
    """Return how the reviews for a meeting stand, nothing where it asks for none; two queries."""
    if not is_asking(meeting):
        return None
    people = set(asked(meeting).values_list("member_id", flat=True))
    seen = list(Review.objects.visible_to(member, on=on).filter(meeting=meeting).with_reading_of(member))
    others = [review for review in seen if review.member_id != member.pk]
    return OfMeeting(
        mine=next((review for review in seen if review.member_id == member.pk), None),
        is_asked=member.pk in people,
        due_on=due_on(meeting),
        asked=len(people),
        handed_in=sum(review.is_handed_in for review in seen),
        unread=sum(not review.is_read for review in others),
        is_open=not meeting.is_cancelled and not meeting.has_begun(at),
    )


class Waiting(NamedTuple):
    """A meeting for which somebody's review is not handed in."""

    meeting: Meeting
    due_on: date


def asking_of(
    member: Member, invited: list[Meeting], seating: Seating, *, on: date, at: datetime
) -> list[Meeting]:
    """Of the meetings that a member is invited to, those of four weeks that ask a review of them.

    No query, but one for who leads a group: a facilitator leads from beside it and writes no review.
    """
    soon = [m for m in invited if is_asking(m) and not m.has_begun(at) and m.starts_on <= on + FOUR_WEEKS]
    led = [meeting.pk for meeting in soon if meeting.group_id in seating.led]
    if not led:
        return soon
    seats = asked_on(OuterRef("starts_on")).filter(group=OuterRef("group"), member=member)
    asked_too = set(Meeting.objects.filter(Exists(seats), pk__in=led).values_list("pk", flat=True))
    return [meeting for meeting in soon if meeting.pk not in led or meeting.pk in asked_too]


def waiting(member: Member, asking: list[Meeting]) -> list[Waiting]:
    """Of the meetings that ask a review of this member, those for which none is handed in; one query."""
    if not asking:
        return []
    mine = Review.objects.filter(member=member, meeting__in=asking, handed_in_at__isnull=False)
    done = set(mine.values_list("meeting", flat=True))
    return [Waiting(meeting, due_on(meeting)) for meeting in asking if meeting.pk not in done]


class HandedIn(NamedTuple):
    """Who has handed in the review for a meeting, and who was asked and has not; by name."""

    done: list[Member]
    silent: list[Member]


def handed_in(meeting: Meeting) -> HandedIn:
    """Sort those asked for a review by whether they have handed it in; two queries."""
    seats = asked(meeting).select_related("member").order_by("member__name", "member_id")
    done = set(Review.objects.handed_in().filter(meeting=meeting).values_list("member_id", flat=True))
    people = [seat.member for seat in seats]
    return HandedIn(
        [member for member in people if member.pk in done],
        [member for member in people if member.pk not in done],
    )


def of_pack(meeting: Meeting, member: Member, *, on: date) -> ReviewQuerySet:
    """The reviews handed in for a meeting, by name, with their texts; those that this member may read."""
    seen = Review.objects.visible_to(member, on=on).handed_in().filter(meeting=meeting)
    return seen.whole().order_by("member__name", "pk")
