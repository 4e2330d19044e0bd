"""What the parts of ties have in common, in SQL."""

from engagement.models import DIRECT
from engagement.sql.ties import at_landmark
from engagement.ties.weights import HALF_LIFE, LONGER, SHORTER

KEYS = "period_id, one_id, other_id, group_id"
COLUMNS = f"{KEYS}, touches, weight, shorter, longer, last_on"

DAY = "({at} AT TIME ZONE %(zone)s)::date"
"""The date of an instant in the community."""


def weights(weight: str, day: str) -> str:
    """Return the sums of what such touches count as seen from the landmark, for each half-life."""
    return ", ".join(
        f"sum({at_landmark(weight, day, half_life=str(days))}) AS {name}"
        for name, days in (("weight", HALF_LIFE), ("shorter", SHORTER), ("longer", LONGER))
    )


def takes_part(member: str, at: str) -> str:
    """Return the condition that what this member did then is in the ties."""
    return f"""NOT EXISTS (
        SELECT FROM engagement_leftout o
        WHERE o.member_id = {member} AND (o.back_at IS NULL OR {at} < o.back_at))"""


__all__ = ["COLUMNS", "DAY", "DIRECT", "KEYS", "takes_part", "weights"]
