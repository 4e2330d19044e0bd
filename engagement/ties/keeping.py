"""Bringing the parts of the ties up to date with the ledger.

Whether range by range or all at once, it comes to the same parts.
"""

from datetime import date

from engagement.families import Moment
from engagement.models import FrozenQuarter, LeftOut, TiePart
from engagement.pipeline.scratch import run
from engagement.ties.circles import count_circles
from engagement.ties.direct import add_touches
from engagement.ties.weights import LANDMARK


def keep_parts(moment: Moment, *, after: int | None, since: date | None) -> set[int]:
    """Count the lines after `after`, and what came about after the day `since`; without them, everything.

    Quarters that are frozen stay as they are. Returns the quarters in which parts have changed.
    """
    frozen = list(FrozenQuarter.objects.frozen().values_list("period_id", flat=True))
    parameters = moment.parameters | {"after": after, "since": since, "frozen": frozen, "landmark": LANDMARK}
    anew = after is None or since is None
    changed = add_touches(parameters, anew=anew) | count_circles(parameters, anew=anew)
    _let_go()
    if anew:
        run("ANALYZE engagement_tiepart")
    return changed


def _let_go() -> None:
    """Delete what was added while somebody was being left out."""
    gone = list(LeftOut.objects.filter(back_at=None).values_list("member_id", flat=True))
    for end in ("one_id", "other_id"):
        TiePart.objects.filter(**{f"{end}__in": gone}).delete()
