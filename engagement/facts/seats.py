"""Who sits where, from when to when."""

from datetime import date
from typing import NamedTuple

from django.db import connection

from peergroups.models import Membership


class Seat(NamedTuple):
    """A person's seat in a group."""

    group_id: int
    member_id: int
    joined_on: date
    left_on: date | None

    def covers(self, day: date) -> bool:
        return self.joined_on <= day and (self.left_on is None or self.left_on >= day)


def seats_taken(as_of: date) -> list[Seat]:
    """Return every seat that was taken by that day, open where it had not been left by then."""
    rows = Membership.objects.filter(joined_on__lte=as_of).order_by("joined_on", "pk")
    return [
        Seat(group_id, member_id, joined_on, left_on if left_on and left_on <= as_of else None)
        for group_id, member_id, joined_on, left_on in rows.values_list(
            "group_id", "member_id", "joined_on", "left_on"
        )
    ]


# Facilitators lead the group from beside it: their seats are not among those to fill.
_OPEN = """
SELECT g.id, d.day, greatest(g.seats - count(s.id), 0), g.seats
FROM peergroups_group g
CROSS JOIN unnest(%(days)s::date[]) AS d(day)
LEFT JOIN peergroups_membership s ON s.group_id = g.id
     AND s.joined_on <= d.day AND (s.left_on IS NULL OR s.left_on >= d.day)
     AND NOT EXISTS (
        SELECT FROM peergroups_roleterm r WHERE r.membership_id = s.id AND r.role = 'facilitator'
        AND r.starts_on <= d.day AND (r.ends_on IS NULL OR r.ends_on >= d.day))
WHERE g.seats > 0
GROUP BY g.id, d.day
"""


class Filled(NamedTuple):
    """How many seats of a group are open on a day, of how many to fill."""

    group_id: int
    day: date
    open: int
    seats: int


def seats_to_fill(days: list[date]) -> list[Filled]:
    """Count open seats on each of the days, in the groups that say how many they want to fill."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, {"days": days})
        return [Filled(*row) for row in cursor.fetchall()]
