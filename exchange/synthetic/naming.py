"""Names of people and firms, put together by chance."""

import numpy as np

from exchange.demo.names import CULTURES, FIRM_FIRST, FIRM_KIND, FIRM_SECOND

PLAIN = str.maketrans("łŁøØß", "lLoOs")


def names(rng: np.random.Generator, count: int) -> list[str]:
    """Return names of people; some have the same."""
    weights = np.array([culture.weight for culture in CULTURES], dtype=float)
    drawn = rng.choice(len(CULTURES), count, p=weights / weights.sum())
    given = [culture.given.split() for culture in CULTURES]
    family = [culture.family.split() for culture in CULTURES]
    one, two = rng.random((2, count))
    return [
        f"{given[c][int(x * len(given[c]))]} {family[c][int(y * len(family[c]))]}".replace("~", " ")
        for c, x, y in zip(drawn, one, two, strict=True)
    ]


def firms(rng: np.random.Generator, count: int) -> tuple[list[str], list[str]]:
    """Return names of firms, no two the same, and their industries."""
    first, second, kinds = FIRM_FIRST.split(), FIRM_SECOND.split(), list(FIRM_KIND)
    total = len(first) * len(second) * len(kinds)
    order = rng.permutation(total)
    found, trades = [], []
    for number in range(count):
        rest, kind = divmod(int(order[number % total]), len(kinds))
        again = f" {number // total + 1}" if number >= total else ""
        found.append(f"{first[rest // len(second)]} {second[rest % len(second)]} {kinds[kind]}{again}")
        trades.append(FIRM_KIND[kinds[kind]])
    return found, trades
