"""How long people stay, when many of them are still here."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from math import erfc, exp, log, sqrt
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


class LogRank(NamedTuple):
    """How far apart two curves are, and how often chance alone would part them so far."""

    chi_square: float
    p: float


_ROUNDING = 1e-12  # a product of shares that should be exactly a half may miss it by so much


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


def quantile(steps: Sequence[Step], share: float = 0.5) -> float | None:
    """Return the tenure by which that share has left: the median, or 0.75 for the slowest quarter.

    Formula: the least t with S(t) <= 1 - share. Unit: that of the spells. Range: one of the tenures seen.
    Edge cases: the curve does not fall so far: None, and never the mean of those who left.
    Source: Brookmeyer and Crowley 1982, Biometrics 38:29-41.
    """
    return next((step.t for step in steps if step.survival <= 1 - share + _ROUNDING), None)


def restricted_mean(steps: Sequence[Step], until: float) -> float:
    """Return the mean time that people stay, of the time until `until`.

    Formula: the area under S from 0 to `until`. Unit: that of the spells. Range: 0 to `until`.
    Edge cases: nobody left: all of it. Beyond the last tenure seen the curve goes on at its last value.
    Source: Royston and Parmar 2013, BMC Medical Research Methodology 13:152.
    """
    within = [step for step in steps if step.t < until]
    starts = [0.0, *(step.t for step in within)]
    ends = [*(step.t for step in within), until]
    levels = [1.0, *(step.survival for step in within)]
    return sum((end - start) * level for start, end, level in zip(starts, ends, levels, strict=True))


def log_rank(one: Sequence[Spell], other: Sequence[Spell]) -> LogRank | None:
    """Test whether two curves are the same.

    Formula: (Σ (d1 - n1 d/n))² / Σ d (n1/n)(1 - n1/n)(n - d)/(n - 1), over the tenures at which one left.
    Unit: χ² with one degree of freedom, and its p. Range: 0 upwards; 1 down to 0.
    Edge cases: nobody left while both were at risk: None. Source: Mantel 1966; Peto and Peto 1972.
    """
    surplus = spread = 0.0
    for t in sorted({spell.exit for spell in (*one, *other) if spell.ended}):
        (at_risk, left), (others, others_left) = _at(one, t), _at(other, t)
        everyone, events = at_risk + others, left + others_left
        surplus += left - events * at_risk / everyone
        if everyone > 1:
            shared = at_risk * others / everyone**2
            spread += events * shared * (everyone - events) / (everyone - 1)
    chi_square = surplus**2 / spread if spread else None
    return None if chi_square is None else LogRank(chi_square, erfc(sqrt(chi_square / 2)))


def _at(spells: Sequence[Spell], t: float) -> tuple[int, int]:
    at_risk = [spell for spell in spells if spell.entry < t <= spell.exit]
    return len(at_risk), sum(spell.ended and spell.exit == t for spell in at_risk)


def _step(t: float, at_risk: int, events: int, survival: float, greenwood: float) -> Step:
    if survival == 0:
        return Step(t, at_risk, events, 0.0, None, None)
    error = sqrt(greenwood)
    spread = exp(Z95 * error / log(survival))
    interval = Interval(survival ** (1 / spread), survival**spread)
    return Step(t, at_risk, events, survival, survival * error, interval)
