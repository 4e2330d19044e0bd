"""Whether the attendance of a group has changed, or only wavers as it always did."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from engagement.measures.control.proportions import OVERDISPERSION, cusum, laney, period_effects, sigma_z
from engagement.measures.proportions import shrunken
from signals.detecting.finding import Counts, Finding, Subject
from signals.kinds import Kind

ENOUGH_QUARTERS = 5
"""With fewer nobody can tell a change from wavering."""

LOOK_BACK = 12
ENOUGH_OTHERS = 5
"""From so many other groups on, what all of them do in a quarter is taken for season, and for chance."""

PILED_TOO_HIGH = 5.0
A_YEAR = 4  # quarters
STRENGTH = 40
"""Seats of the community's attendance that a group's own past is mixed with: about a quarter's."""


class Standing(NamedTuple):
    """How a group's attendance stands in a quarter against its own past."""

    came: float
    expected: float
    usual: float  # its share of the quarters before, drawn towards the community's
    earlier: float  # the same without the last year, so that a slow fall does not become usual
    season: float  # how far the other groups were from their own mean
    quarters: int
    piled: float  # the CUSUM
    signal_below: float  # the 3-sigma limit, as a share before season is taken out
    watch_below: float  # the 2-sigma limit

    @property
    def share(self) -> float:
        return self.came / self.expected

    @property
    def is_signal(self) -> bool:
        return self.piled > PILED_TOO_HIGH or self.share < self.signal_below

    @property
    def is_watch(self) -> bool:
        return not self.is_signal and self.share < self.watch_below


def changes(
    groups: Mapping[int, Counts], *, quarter: int, since: Mapping[int, int] | None = None
) -> Iterator[Finding]:
    """Find the groups whose attendance has fallen by the end of the quarter, or may be falling.

    `since` says for a group after which quarter to count anew: one in which somebody has explained it.
    """
    for group_id, found in standings(groups, quarter=quarter, since=since).items():
        if found.is_signal or found.is_watch:
            kind = Kind.CHANGE if found.is_signal else Kind.WATCH
            yield Finding(kind, Subject(group_id), [{"rule": kind.value, **found._asdict()}])


def standings(
    groups: Mapping[int, Counts], *, quarter: int, since: Mapping[int, int] | None = None
) -> dict[int, Standing]:
    """Return how each group stands that has been counted for long enough, this quarter among them."""
    recent = {group: _recent(counts, quarter) for group, counts in groups.items()}
    seasons = _seasons(recent)
    centre = _share(recent)
    spread = _spread(recent, seasons, centre)
    found = {}
    for group, counts in recent.items():
        if quarter in counts and len(counts) >= ENOUGH_QUARTERS:
            after = (since or {}).get(group, 0)
            standing = _standing(counts, seasons[group], centre, spread, after)
            if standing:
                found[group] = standing
    return found


def _recent(counts: Counts, quarter: int) -> Counts:
    return {at: counts[at] for at in sorted(counts) if quarter - LOOK_BACK < at <= quarter and counts[at][1]}


def _share(groups: Mapping[int, Counts]) -> float:
    came, expected = (sum(c[part] for g in groups.values() for c in g.values()) for part in (0, 1))
    return came / expected if expected else 0.0


def _seasons(groups: Mapping[int, Counts]) -> dict[int, dict[int, float]]:
    """Return for each group how all others did in its quarters; nothing where the others are few."""
    came: defaultdict[int, float] = defaultdict(float)
    expected: defaultdict[int, float] = defaultdict(float)
    counted: Counter[int] = Counter()
    for counts in groups.values():
        for at, (x, n) in counts.items():
            came[at] += x
            expected[at] += n
            counted[at] += 1
    return {
        group: period_effects(
            {
                at: (came[at] - x, expected[at] - n) if counted[at] > ENOUGH_OTHERS else (0.0, 0.0)
                for at, (x, n) in counts.items()
            }
        )
        for group, counts in groups.items()
    }


def _spread(groups: Mapping[int, Counts], seasons: Mapping[int, Mapping[int, float]], centre: float) -> float:
    """Return how much groups waver in units of chance, from all of them together if they are many."""
    if len(groups) <= ENOUGH_OTHERS:
        return OVERDISPERSION
    adjusted = (
        [(x - seasons[g][at] * n, n) for at, (x, n) in counts.items()] for g, counts in groups.items()
    )
    return sigma_z(adjusted, centre=centre) or OVERDISPERSION


def _standing(
    counts: Counts, season: Mapping[int, float], centre: float, spread: float, after: int
) -> Standing | None:
    adjusted = {at: (x - season[at] * n, n) for at, (x, n) in counts.items()}
    *past, _ = adjusted.values()
    usual, earlier = _level(past, centre), _level(past[: max(A_YEAR, len(past) + 1 - A_YEAR)], centre)
    piling = [count for at, count in adjusted.items() if at > after]
    piled = cusum([x / n for x, n in piling], [n for _, n in piling], target=earlier)
    strict, loose = (
        laney([*adjusted.values()], centre=usual, spread=spread, sigmas=sigmas) for sigmas in (3, 2)
    )
    if piled is None or strict is None or loose is None:
        return None
    at = max(counts)
    return Standing(
        *counts[at],
        usual=usual,
        earlier=earlier,
        season=season[at],
        quarters=len(counts) - 1,
        piled=piled[-1] if piled else 0.0,
        signal_below=strict.limits[-1].low + season[at],
        watch_below=loose.limits[-1].low + season[at],
    )


def _level(counts: Sequence[tuple[float, float]], centre: float) -> float:
    came, expected = (sum(column) for column in zip(*counts, strict=True))
    return shrunken(came, expected, towards=centre, strength=STRENGTH)
