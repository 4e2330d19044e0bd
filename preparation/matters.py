"""Who comes to a meeting and what is open, read for its agenda."""

from collections.abc import Collection
from datetime import date, time

from django.db.models import F

from gatherings.models import WaveGroup
from issues.models import HotSeat
from meetings.agendas import TEMPLATES, days_of, find
from meetings.models import Format, Meeting, Reply
from members.models import Member
from preparation.models import Leftover
from preparation.parts import (
    ChosenIssue,
    Keep,
    Matters,
    Part,
    Parts,
    Review,
    in_steps,
    parts_of,
    parts_of_template,
)
from preparation.pauses import Hours
from reviews.asking import asked, is_asking
from reviews.models import Review as HandedIn

FOR_THESE_PEOPLE = "people"
"""The key of the agenda that is made without a template."""

SHORT_MINUTES, SHORT_TEMPLATE = 120, "one-hour"
"""A meeting this short has no time for all that people could do; a template for a call serves it better."""


def usual_template(meeting: Meeting) -> str:
    """Return from what an agenda is made unless somebody says otherwise."""
    minutes = sum(day.minutes for day in hours_of(meeting))
    return SHORT_TEMPLATE if minutes <= SHORT_MINUTES and SHORT_TEMPLATE in TEMPLATES else FOR_THESE_PEOPLE


def hours_of(meeting: Meeting) -> list[Hours]:
    """Return the hours of each day; nothing where some day has none, for then there is nothing to fit."""
    days = list(meeting.days.all())
    if any(day.starts is None for day in days):
        return []
    return [Hours(_minutes(day.starts), day.minutes or 0) for day in days]


def waiting_leftovers(meeting: Meeting, member: Member, *, on: date) -> list[Leftover]:
    """Return what earlier meetings of the group did not come to, as far as the member may see it."""
    seen = Leftover.objects.visible_to(member, on=on).waiting().filter(group=meeting.group_id)
    before = seen.filter(from_meeting__starts_at__lt=meeting.starts_at)
    return list(before.select_related("from_meeting", "owner"))


def matters_of(meeting: Meeting, leftovers: Collection[Leftover], *, has_reviews: bool) -> Matters:
    """Read who comes and what is open. Whoever leads from beside, or has said no, presents nothing."""
    absent = meeting.answers.holding().filter(reply=Reply.NO).values("member")
    seats = asked(meeting).exclude(member__in=absent).select_related("member").order_by("member__name", "pk")
    people = [seat.member for seat in seats]
    chosen = HotSeat.objects.standing().filter(meeting=meeting).select_related("issue", "presenter")
    place = WaveGroup.objects.filter(meeting=meeting).select_related("gathering__area").first()
    area = place.gathering.area if place else None
    return Matters(
        people=max(1, len(people)),
        makes_commitments=meeting.group.makes_commitments,
        area=area.name if area else "",
        reviews=_reviews(meeting, people) if has_reviews and is_asking(meeting) else (),
        hot_seats=tuple(
            ChosenIssue(seat.presenter_id, seat.presenter.name, seat.issue.minutes)
            for seat in chosen.order_by("chosen_at", "pk")
        ),
        leftovers=tuple(_part(leftover) for leftover in leftovers),
    )


def parts_for(meeting: Meeting, template: str, matters: Matters, days: int) -> Parts:
    """Return the parts of an agenda made for these people, or after a template of that key."""
    if template == FOR_THESE_PEOPLE:
        return parts_of(matters, days)
    return parts_of_template(days_of(find(template, meeting.group)), matters, days)


def _reviews(meeting: Meeting, people: list[Member]) -> tuple[Review, ...]:
    """Return a review for each person: those handed in first come first, then the others by name."""
    handed_in = HandedIn.objects.handed_in().filter(meeting=meeting).order_by(F("handed_in_at"), "pk")
    order = list(handed_in.values_list("member", flat=True))
    known = {member.pk: member for member in people}
    first = [Review(pk, known[pk].name, is_handed_in=True) for pk in order if pk in known]
    later = [Review(pk, one.name, is_handed_in=False) for pk, one in known.items() if pk not in order]
    return (*first, *later)


def _part(leftover: Leftover) -> Part:
    return Part(
        leftover.title,
        in_steps(leftover.minutes),
        Format(leftover.format),
        leftover.owner_role,
        Keep.LEFTOVER,
        leftover.owner_id,
        leftover.pk,
    )


def _minutes(clock: time | None) -> int:
    return clock.hour * 60 + clock.minute if clock else 0
