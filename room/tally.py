"""How the answers to a vote spread: counts, the middle, the quarters round it. Numbers in, numbers out."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import fmean, median, quantiles
from typing import NamedTuple

from room.models import VoteKind

SCALE = range(1, 6)


class Bar(NamedTuple):
    """An answer, how many gave it, and the share of the longest bar in per cent."""

    label: str
    ballots: int
    width: int


class Spread(NamedTuple):
    """The smallest answer, the quarters, and the largest: half of the answers lie from `low` to `high`."""

    least: float
    low: float
    middle: float
    high: float
    most: float


class Rank(NamedTuple):
    """An option with its mean rank, and the best and worst that anybody gave it."""

    label: str
    mean: float
    best: int
    worst: int


class Tally(NamedTuple):
    """What a closed vote says."""

    ballots: int
    bars: list[Bar]
    spread: Spread | None
    ranks: list[Rank]


def tally(kind: VoteKind, options: Sequence[str], ballots: Sequence[Sequence[Decimal]]) -> Tally:
    """Count the ballots in the way of their kind; an estimate has no bars, a ranking has ranks."""
    firsts = [ballot[0] for ballot in ballots]
    labels = _labels(kind, options)
    bars = _bars([(label, sum(first == value for first in firsts)) for label, value in labels])
    has_spread = kind in {VoteKind.SCALE, VoteKind.ESTIMATE} and firsts
    return Tally(
        ballots=len(ballots),
        bars=bars,
        spread=_spread([float(first) for first in firsts]) if has_spread else None,
        ranks=_ranks(options, ballots) if kind == VoteKind.RANKING and ballots else [],
    )


def _labels(kind: VoteKind, options: Sequence[str]) -> list[tuple[str, int]]:
    if kind == VoteKind.YES_NO:
        return [("Yes", 1), ("No", 0)]
    if kind == VoteKind.SCALE:
        return [(str(value), value) for value in SCALE]
    return [(label, n) for n, label in enumerate(options)] if kind == VoteKind.CHOICE else []


def _bars(counts: Sequence[tuple[str, int]]) -> list[Bar]:
    most = max((count for _, count in counts), default=0) or 1
    return [Bar(label, count, round(100 * count / most)) for label, count in counts]


def _spread(values: Sequence[float]) -> Spread:
    low, _, high = quantiles(values, n=4, method="inclusive") if len(values) > 1 else [values[0]] * 3
    return Spread(min(values), low, median(values), high, max(values))


def _ranks(options: Sequence[str], ballots: Sequence[Sequence[Decimal]]) -> list[Rank]:
    """The option with the smallest mean rank comes first; of equal ones, the first as asked."""
    placed = [[list(ballot).index(Decimal(n)) + 1 for ballot in ballots] for n in range(len(options))]
    ranks = [
        Rank(label, fmean(places), min(places), max(places))
        for label, places in zip(options, placed, strict=True)
    ]
    return sorted(ranks, key=lambda rank: rank.mean)
