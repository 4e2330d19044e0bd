"""Whether something hangs on a few: turns, help, speaking time. Those with nothing are counted too."""

from collections.abc import Sequence
from math import log

from engagement.measures.diversity import shannon


def gini(values: Sequence[float], *, corrected: bool = False) -> float | None:
    """Return Gini's coefficient.

    Formula: Σ (2i - n - 1) x(i) / (n Σ x), i = 1 to n ascending; corrected: times n/(n-1).
    Unit: none. Range: 0 (all the same) to (n-1)/n, corrected to 1 (one has all). Small groups need the
    correction: where one of four does everything it says 1, not 0.75.
    Edge cases: nobody, or nothing to share: None; corrected: fewer than two people: None.
    Source: Gini 1912; the correction after Deltas 2003, Review of Economics and Statistics 85:226-234.
    """
    n, whole = len(values), sum(values)
    if not whole or (corrected and n < 2):
        return None
    ranked = sum((2 * i - n - 1) * value for i, value in enumerate(sorted(values), start=1))
    return ranked / ((n - 1 if corrected else n) * whole)


def pielou(values: Sequence[float]) -> float | None:
    """Return how evenly something is spread over all who could have it.

    Formula: H / ln n, with the shares of all n, those with nothing among them.
    Unit: a share of the possible entropy. Range: 0 (one has all) to 1 (all the same).
    Edge cases: fewer than two people, or nothing to share: None.
    Source: Pielou 1966, Journal of Theoretical Biology 13:131-144.
    """
    entropy = shannon(values)
    return entropy / log(len(values)) if entropy is not None and len(values) > 1 else None


def largest_share(values: Sequence[float]) -> float | None:
    """Return what part of it the one with most has.

    Formula: max x / Σ x. Unit: a share. Range: 1/n to 1. Edge cases: nothing to share: None.
    Source: the Berger-Parker index, Science 168:1345-1347 (1970).
    """
    whole = sum(values)
    return max(values) / whole if whole else None
