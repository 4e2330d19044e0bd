"""Rules and their evidence, in the words that everybody who sees them reads alike."""

from collections.abc import Callable
from typing import Any, NamedTuple

from engagement.catalogue import METRICS, Unit
from engagement.models import ENOUGH_PEOPLE
from engagement.periods import Quarter

Numbers = dict[str, Any]


class Rule(NamedTuple):
    """What is looked for, and how the numbers found are said."""

    sentence: str
    said: Callable[[Numbers], str]


class Told(NamedTuple):
    """One rule of a signal: what is looked for, and what was found."""

    rule: str
    evidence: str


def tell(rules: list[Numbers], quarter: Quarter) -> list[Told]:
    """Say each rule of a signal with its numbers."""
    return [
        Told(RULES[found["rule"]].sentence, f"In {quarter}: {RULES[found['rule']].said(found)}")
        for found in rules
    ]


def figure(told: Numbers, metric: str, *, hides_few: bool) -> str:
    """Say a figure that was written down: “71 %, 24 of 34, in 2026-Q1”.

    With `hides_few`, for who is not of the group, that of a quarter with few people is kept back.
    """
    quarter = Quarter(told["period_id"])
    if hides_few and told["people"] is not None and told["people"] < ENOUGH_PEOPLE:
        return f"Kept back, since fewer than {ENOUGH_PEOPLE} people are in the figure of {quarter}."
    known = METRICS.get(metric)
    if known and known.unit == Unit.SHARE:
        base = known.base.format(plain(told["numerator"]), plain(told["denominator"]))
        return f"{percent(told['value'])}, {base}, in {quarter}"
    return f"{_number(told['value'])} in {quarter}"


def percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def plain(number: float) -> str:
    """Whole numbers without a point, halves with one digit after it."""
    return f"{number:.0f}" if number == int(number) else f"{number:.1f}"


def _fallen(found: Numbers) -> str:
    season = found["season"]
    others = ""
    if abs(season) >= 0.005:
        side = "above" if season > 0 else "below"
        others = f" The other groups were {abs(season) * 100:.0f} points {side} their own usual."
    why = (
        f" A year ago and before it was {percent(found['earlier'])}; what has piled up below that is "
        f"{found['piled']:.1f}, and above 5 it is a signal."
        if found["piled"] > 5
        else f" A quarter like this one is rarely below {percent(found['signal_below'])} by chance."
    )
    return (
        f"{_came(found)} Usual is {percent(found['usual'])}, over {found['quarters']} quarters.{others}{why}"
    )


def _falling(found: Numbers) -> str:
    return (
        f"{_came(found)} Usual is {percent(found['usual'])}, over {found['quarters']} quarters. "
        f"One quarter in forty is below {percent(found['watch_below'])} by chance alone."
    )


def _came(found: Numbers) -> str:
    share = percent(found["came"] / found["expected"])
    return f"{plain(found['came'])} of {plain(found['expected'])} came, {share}."


def _absent(found: Numbers) -> str:
    before = found["came_before"], found["expected_before"]
    return (
        f"came to {plain(found['came'])} of {plain(found['expected'])} meetings; in the year before to "
        f"{plain(before[0])} of {plain(before[1])}, {percent(before[0] / before[1])}."
    )


def _no_shows(found: Numbers) -> str:
    return f"did not come to {plain(found['missed'])} of {plain(found['said_yes'])} meetings after a yes."


def _new(found: Numbers) -> str:
    return f"half a year after joining {_ties(found['ties'])}."


def _alone(found: Numbers) -> str:
    return f"{_ties(found['ties'])}; in the quarter before {_ties(found['before'])}."


def _ties(number: float) -> str:
    return f"{plain(number)} {'tie' if number == 1 else 'ties'}"


def _share_of(what: str) -> Callable[[Numbers], str]:
    return lambda found: (
        f"{percent(found['value'])} {what}; in the quarter before {percent(found['before'])}."
    )


def _number_of(what: str) -> Callable[[Numbers], str]:
    return lambda found: (
        f"{what} {_number(found['value'])}; in the quarter before {_number(found['before'])}."
    )


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


_ADJUSTED = "Counted against the group's own quarters before, after taking out what all groups did."

RULES = {
    "change": Rule(
        "Attendance lies below the group's own by more than chance: it has piled up over quarters (CUSUM "
        f"above 5), or one quarter is below the 3-sigma limit (p'). {_ADJUSTED}",
        _fallen,
    ),
    "watch": Rule(
        f"Attendance of one quarter is below the 2-sigma limit (p'), as chance is now and then. {_ADJUSTED}",
        _falling,
    ),
    "absent": Rule(
        "Came to a third of the quarter's meetings or fewer, and at least 25 points less often than in the "
        "year before.",
        _absent,
    ),
    "no-shows": Rule("Said yes and stayed away unexcused, at least twice in the quarter.", _no_shows),
    "new": Rule("Joined two quarters ago, and has fewer than three ties.", _new),
    "alone": Rule("Has had one tie at most for two quarters.", _alone),
    "few newcomers": Rule(
        "Fewer than half of the newcomers have three ties after 90 days, two quarters in a row.",
        _share_of("of newcomers had three ties after 90 days"),
    ),
    "few bridges": Rule(
        "Without the few who know most people elsewhere, more than a quarter of the ties between groups "
        "would be gone, two quarters in a row.",
        _share_of("of the ties between groups hang on the few"),
    ),
    "star": Rule(
        "Ties run to few people: centralisation above 0.5, two quarters in a row. In a star it is 1, in a "
        "circle 0.",
        _number_of("centralisation"),
    ),
    "few hands": Rule(
        "Roles fall to few people: the spread of turns is below 0.5, two quarters in a row. Where all take "
        "turns alike it is 1.",
        _number_of("spread of turns"),
    ),
    "alike": Rule(
        "Most come from the same industry: diversity below 0.3, two quarters in a row. It is the chance that "
        "two people differ.",
        _number_of("diversity of industries"),
    ),
    "inward": Rule(
        "Nearly all ties stay inside, while attendance is good: below −0.95 between inward (−1) and "
        "outward (1), two quarters in a row. At −1 nobody knows anybody outside.",
        _number_of("between inward (−1) and outward (1) the ties are at"),
    ),
}
