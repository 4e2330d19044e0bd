"""Who is together with whom: a roster seen as the pairs in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import NamedTuple


class Persistence(NamedTuple):
    """How many pairs there were, and how many of them are still together."""

    kept: int
    before: int


def pairs(people: int) -> int:
    """Return the number of pairs among so many people."""
    return people * (people - 1) // 2


def persistence(before: AbstractSet[int], now: AbstractSet[int]) -> Persistence:
    """Count the pairs of an earlier roster that are pairs of the present one too.

    Formula: k(k-1)/2 of b(b-1)/2, where b people were there and k of them are there now.
    Unit: pairs. Range: 0 to all pairs of before. Newcomers neither help nor harm.
    Edge cases: fewer than two people before have no pair, and nothing can be said.
    Source: pair persistence of a roster, as panel studies count the survival of ties.
    """
    return Persistence(kept=pairs(len(before & now)), before=pairs(len(before)))


def together(attended: Iterable[tuple[int, int]]) -> Counter[tuple[int, int]]:
    """Count how often each two people were at the same meeting, from (meeting, person).

    Formula: the meetings that both attended. Unit: meetings. Range: 1 upwards; the lower number stands first.
    Edge cases: who never met are not among them. Source: Breiger 1974, Social Forces 53:181-190.
    """
    present: defaultdict[int, set[int]] = defaultdict(set)
    for meeting, person in attended:
        present[meeting].add(person)
    return Counter(pair for people in present.values() for pair in combinations(sorted(people), 2))
