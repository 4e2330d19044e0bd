"""How long people stay, when many of them are still here."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from math import exp, log, sqrt
from typing import NamedTuple

from engagement.measures.interval import Z95, Interval


class Spell(NamedTuple):
    """A stretch of time that is watched from the tenure `entry` to the tenure `exit`, in any one unit."""

    entry: float
    exit: float
    ended: bool  # it ended at `exit`; otherwise it was still going on when last seen


class Step(NamedTuple):
    """The curve from the tenure `t` to the next step."""

    t: float
    at_risk: int
    events: int
    survival: float
    error: float | None
    interval: Interval | None


def kaplan_meier(spells: Sequence[Spell]) -> list[Step]:
    """Return the steps of the Kaplan-Meier curve: the share still here after each tenure at which one left.

    Formula: S(t) = product over steps up to t of (1 - d/n), d leavings among n at risk. At risk at t are the
    spells with entry < t <= exit: who entered late counts from then on (left truncation), and who was last
    seen at t counts at t. Error: S √(Σ d/n(n-d)). Interval: S to the power exp(±z error / S ln S), z = 1.96.
    Unit: a share, with tenure in the unit of the spells. Range: 0 to 1, falling.
    Edge cases: no leaving, no step. Where S is 0 nothing is known of its error. With late entry few may be at
    risk at short tenures, and then a single leaving weighs much.
    Source: Kaplan and Meier 1958; Greenwood 1926; Kalbfleisch and Prentice 1980 for interval and late entry.
    """
    entries = sorted(spell.entry for spell in spells)
    exits = sorted(spell.exit for spell in spells)
    leavings = Counter(spell.exit for spell in spells if spell.ended)
    steps, survival, greenwood = [], 1.0, 0.0
    for t in sorted(leavings):
        events = leavings[t]
        at_risk = bisect_left(entries, t) - bisect_left(exits, t)
        survival *= 1 - events / at_risk
        greenwood += events / (at_risk * (at_risk - events)) if at_risk > events else 0.0
        steps.append(_step(t, at_risk, events, survival, greenwood))
        if at_risk == events:
            break
    return steps


def survival_at(steps: Sequence[Step], t: float) -> Step | None:
    """Return the step that holds at `t`; none before the first leaving, while everybody is here."""
    reached = bisect_right(steps, t, key=lambda step: step.t)
    return steps[reached - 1] if reached else None


def _step(t: float, at_risk: int, events: int, survival: float, greenwood: float) -> Step:
    if survival == 0:
        return Step(t, at_risk, events, 0.0, None, None)
    error = sqrt(greenwood)
    spread = exp(Z95 * error / log(survival))
    interval = Interval(survival ** (1 / spread), survival**spread)
    return Step(t, at_risk, events, survival, survival * error, interval)
