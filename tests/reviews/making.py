"""The smallest valid reviews."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from meetings.models import Meeting
from members.models import Member
from peergroups.models import PlanArea
from reviews.actions import hand_in_review, leave_remark, write_review
from reviews.models import Remark, RemarkKind, Review

Words = Mapping[str, str]
NONE: Words = {}


def draft(meeting: Meeting, member: Member, *, words: Words = NONE, at: datetime | None = None) -> Review:
    """A review that nobody else sees yet."""
    told = {"headline": f"The quarter of {member.name}", "ask": "Challenge my price.", **words}
    write_review(meeting, told, shown={}, by=member, at=at or timezone.now())
    return Review.objects.get(meeting=meeting, member=member)


def review(meeting: Meeting, member: Member, *, words: Words = NONE, at: datetime | None = None) -> Review:
    """A review that is handed in."""
    written = draft(meeting, member, words=words, at=at)
    hand_in_review(written, by=member, at=at or timezone.now())
    return written


def remark(
    of: Review, by: Member, text: str = "I know a buyer.", kind: RemarkKind = RemarkKind.OFFER
) -> Remark:
    leave_remark(of, kind, text, shown="", by=by, at=timezone.now())
    return Remark.objects.get(review=of, author=by)


def about(what: str, area: str = "Life") -> str:
    """The name of the text on that area: `about("progress")`, `about("next", "Legacy")`."""
    return f"{what}-{PlanArea.objects.get(name=area).pk}"


def texts_of(meeting: Meeting, member: Member) -> dict[str, Any]:
    """Return what is kept, without what is empty."""
    found = Review.objects.get(meeting=meeting, member=member).texts()
    return {name: text for name, text in found.items() if text}
