"""What gathering pages and the pack show of reviews."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, FilteredRelation, OuterRef, Q

from meetings.models import Meeting
from members.models import Member
from peergroups.seating import Seating
from reviews.asking import asked, asked_on, asking, due_on, is_asking
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


def waiting(member: Member, seating: Seating, *, on: date, at: datetime) -> list[Waiting]:
    """Return the meetings of four weeks that wait for this member's review; one query."""
    groups = {group.pk: group for group in seating.groups}
    mine = FilteredRelation("reviews", condition=Q(reviews__member=member))
    seats = asked_on(OuterRef("starts_on")).filter(group=OuterRef("group"), member=member)
    wanted = (
        asking(Meeting.objects.all(), seating.groups)
        .filter(Exists(seats), starts_at__gt=at, starts_on__lte=on + FOUR_WEEKS)
        .alias(mine=mine)
        .filter(mine__handed_in_at=None)
        .order_by("starts_at", "pk")
    )
    found = []
    for meeting in wanted:
        meeting.group = groups[meeting.group_id]
        found.append(Waiting(meeting, due_on(meeting)))
    return found


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
