"""Who may hear of a meeting or a commitment today: those who are in the room, and nobody else.

Asked when a notice comes to be owed, and again when it is about to be sent.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet

from commitments.models import Commitment
from peergroups.models import Membership


class Hearer(NamedTuple):
    """Somebody who may hear of a meeting or commitment."""

    thing_id: int
    member_id: int
    timezone: str  # blank for the community's


def of_meetings(
    meeting_ids: Collection[int], *, on: date, among: Collection[int] | None = None
) -> list[Hearer]:
    """Return everybody who holds a seat, is not away, and will be expected when the meeting begins.

    `among` some members only, if that is all one wants to know.
    """
    expected_there = Membership.objects.expected(OuterRef("begins_on")).filter(pk=OuterRef("pk"))
    seats = (
        Membership.objects.expected(on)
        .annotate(meeting_id=F("group__meetings"), begins_on=F("group__meetings__starts_on"))
        .filter(Exists(expected_there), meeting_id__in=meeting_ids, member__is_active=True)
    )
    if among is not None:
        seats = seats.filter(member__in=among)
    rows = seats.order_by().values_list("meeting_id", "member", "member__timezone")
    return [Hearer(*row) for row in rows]


def of_commitments(commitment_ids: Collection[int], *, on: date) -> list[Hearer]:
    """Return the committed and the partners who sit in the group, and the latter were there to hear it."""
    seats_then = Membership.objects.current(OuterRef("made_on")).filter(group=OuterRef("group"))
    was_there = Exists(seats_then.filter(member=OuterRef("partner")))
    asked = Commitment.objects.filter(pk__in=commitment_ids)
    return [*_seated(asked, "member", on), *_seated(asked.filter(was_there), "partner", on)]


def _seated(commitments: QuerySet[Commitment], role: str, on: date) -> Iterator[Hearer]:
    seats = Membership.objects.expected(on).filter(group=OuterRef("group"), member__is_active=True)
    rows = commitments.filter(Exists(seats.filter(member=OuterRef(role))))
    return (Hearer(*row) for row in rows.values_list("pk", role, f"{role}__timezone"))
