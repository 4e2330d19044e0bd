"""How many kinds there are, and how evenly people spread over them."""

from collections.abc import Sequence
from math import exp, log


def blau(counts: Sequence[float], *, offered: int | None = None) -> float | None:
    """Return the chance that two people drawn with replacement are of different kinds.

    Formula: 1 - Σ p²; with `offered`, divided by its maximum (K-1)/K for the K kinds that could be chosen.
    Unit: a share. Range: 0 (all alike) to (K-1)/K, or to 1 when divided by that.
    Edge cases: nobody, or a single kind to choose from: None. K is what the community offers, not what was
    seen: 12 people as 6, 3, 2, 1 give 0.870 of four kinds and 0.746 of eight. The unknown is a kind.
    Source: Blau 1977; Harrison and Klein 2007, Academy of Management Review 32:1199-1228.
    """
    shares = _shares(counts)
    if not shares or offered == 1:
        return None
    found = 1 - sum(share**2 for share in shares)
    return found if offered is None else found * offered / (offered - 1)


def unbiased_blau(counts: Sequence[float]) -> float | None:
    """Return the chance that two different people are of different kinds.

    Formula: 1 - Σ n(n-1) / N(N-1). Unit: a share. Range: 0 to 1, which is reached when nobody is alike.
    Edge cases: fewer than two people: None. For groups of twelve this is the one to show.
    Source: Simpson 1949, Nature 163:688.
    """
    everyone = sum(counts)
    if everyone < 2:
        return None
    return 1 - sum(count * (count - 1) for count in counts) / (everyone * (everyone - 1))


def effective_number(counts: Sequence[float], *, order: int = 2) -> float | None:
    """Return how many equally frequent kinds would be as diverse.

    Formula: order 2: 1 / Σ p²; order 1: exp(Shannon's H); order 0: the number of kinds seen.
    Unit: kinds. Range: 1 to the number of kinds seen. A higher order listens less to rare kinds.
    Edge cases: nobody: None. Source: Hill 1973, Ecology 54:427-432.
    """
    shares = _shares(counts)
    if not shares:
        return None
    if order == 1:
        return exp(_entropy(shares))
    return float(sum(share**order for share in shares) ** (1 / (1 - order)))


def shannon(counts: Sequence[float]) -> float | None:
    """Return Shannon's entropy.

    Formula: -Σ p ln p. Unit: nats; divide by ln 2 for bits. Range: 0 to ln of the number of kinds.
    Edge cases: nobody: None; a kind that nobody is of adds nothing. Source: Shannon 1948.
    """
    shares = _shares(counts)
    return _entropy(shares) if shares else None


def evenness(counts: Sequence[float]) -> float | None:
    """Return how evenly people spread over the kinds that were seen.

    Formula: H / ln(kinds seen). Unit: a share of the possible entropy. Range: 0 to 1.
    Edge cases: fewer than two kinds seen: None. To count those with nothing too, use `inequality.pielou`.
    Source: Pielou 1966, Journal of Theoretical Biology 13:131-144.
    """
    shares = _shares(counts)
    return _entropy(shares) / log(len(shares)) if len(shares) > 1 else None


def _shares(counts: Sequence[float]) -> list[float]:
    whole = sum(counts)
    return [count / whole for count in counts if count > 0]


def _entropy(shares: Sequence[float]) -> float:
    return max(0.0, -sum(share * log(share) for share in shares))
