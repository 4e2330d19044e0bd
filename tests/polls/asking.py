"""A poll as a facilitator makes it, and as people vote in it."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from meetings.actions import Hours, Place
from members.models import Member
from peergroups.models import Group
from polls.actions import cast_votes, make_poll
from polls.models import Option, Poll, Suits
from tests.conftest import TODAY

FIRST = Hours(TODAY + timedelta(days=8), time(9), time(10))
SECOND = Hours(TODAY + timedelta(days=9), time(9), time(10))
THIRD = Hours(TODAY + timedelta(days=10), time(18, 30), time(20))


def ask(
    group: Group, *hours: Hours, by: Member, zone: str = "UTC", closes_on: date | None = None, **fields: Any
) -> Poll:
    """Offer three dates, unless said otherwise."""
    where = Place(zone, fields.pop("place", ""), fields.pop("link", ""))
    title = fields.pop("title", "Breakfast")
    at, offered = fields.pop("at", timezone.now()), hours or (FIRST, SECOND, THIRD)
    return make_poll(group, title=title, where=where, options=offered, closes_on=closes_on, by=by, at=at)


def says(member: Member, poll: Poll, *words: str) -> None:
    """Let a member vote for the dates in their order; an empty word says nothing of that date."""
    options = zip(poll.options.offered(), words, strict=False)
    votes = {option: Suits(word) for option, word in options if word}
    cast_votes(poll, member, votes, by=member, at=timezone.now())


def option(poll: Poll, number: int = 1) -> Option:
    """One of the dates as a request of its own reads it."""
    return Option.objects.select_related("poll__group").filter(poll=poll)[number - 1]
