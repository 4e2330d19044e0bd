"""What the address of a page asks for."""

from typing import NamedTuple

from engagement.comparing import Compared, compared, to_compare
from engagement.models import MetricResultQuerySet
from engagement.periods import Quarter
from peergroups.requests import MemberRequest


class Comparison(NamedTuple):
    """Two quarters of one subject, and those that could be chosen."""

    now: Quarter
    before: Quarter
    quarters: list[Quarter]
    rows: list[Compared]


def quarter_in(request: MemberRequest, name: str) -> Quarter | None:
    """Return the quarter that the address names, if it names one."""
    return written_quarter(request.GET.get(name, ""))


def written_quarter(text: str) -> Quarter | None:
    """Return the quarter that is written there, if it is one."""
    try:
        return Quarter.parse(text)
    except ValueError:
        return None


def comparison(request: MemberRequest, results: MetricResultQuerySet) -> Comparison | None:
    """Put the quarters asked for side by side; None where nothing has been computed. Two queries."""
    told = results.order_by("-period_id").values_list("period_id", flat=True).distinct()
    quarters = [Quarter(period) for period in told]
    if not quarters:
        return None
    now, before = to_compare(quarters, quarter_in(request, "now"), quarter_in(request, "before"))
    return Comparison(now, before, quarters, compared(results, now=now, before=before))
