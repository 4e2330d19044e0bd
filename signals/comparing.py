"""A figure before and after, and whether the difference is more than chance."""

from typing import NamedTuple

from engagement.catalogue import METRICS
from engagement.measures.proportions import newcombe
from engagement.models import ENOUGH_PEOPLE
from signals.models import Intervention
from signals.wording import figure


class Compared(NamedTuple):
    """What an intervention began with and what stands there now, in words."""

    heading: str
    before: str
    after: str
    difference: str


def compared(intervention: Intervention, *, hides_few: bool) -> Compared:
    """Say what came of it. Where there is nothing to compare, say that.

    With `hides_few`, for who is not of the group, nothing is said of quarters in which few people sat in it.
    """
    before, after, metric = intervention.before, intervention.after, intervention.metric
    few = [told for told in (before, after) if told and (told["people"] or ENOUGH_PEOPLE) < ENOUGH_PEOPLE]
    return Compared(
        METRICS[metric].heading,
        figure(before, metric, hides_few=hides_few) if before else "Nothing was counted before it began.",
        figure(after, metric, hides_few=hides_few) if after else _not_yet(intervention),
        "" if few and hides_few else _difference(intervention),
    )


def _not_yet(intervention: Intervention) -> str:
    if intervention.reviewed_at:
        return "Nothing of a later quarter had been counted when you looked back."
    return "Written down when one looks back."


def _difference(intervention: Intervention) -> str:
    before, after = intervention.before, intervention.after
    if not before or not after:
        return ""
    interval = newcombe(
        (after["numerator"], after["denominator"]), (before["numerator"], before["denominator"])
    )
    if interval is None:
        return ""
    change = (after["value"] - before["value"]) * 100
    low, high = interval.low * 100, interval.high * 100
    said = f"{change:+.0f} points, with 95 % confidence {low:+.0f} to {high:+.0f}."
    return said if low > 0 or high < 0 else f"{said} As 0 lies within, it can be chance."
