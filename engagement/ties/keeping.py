"""Bringing the parts of the ties up to date with the ledger.

Whether range by range or all at once, it comes to the same parts.
"""

from datetime import date

from django.db.models import Q

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
    gone = LeftOut.objects.filter(back_at=None).values("member_id")
    TiePart.objects.filter(Q(one_id__in=gone) | Q(other_id__in=gone)).delete()
