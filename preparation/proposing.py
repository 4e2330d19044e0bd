"""An agenda that fits the hours of each day to the minute. Pure counting; the rules are said in `RULES`.

First the pauses, then what goes between them: the parts of a stretch are made shorter or longer together.
What does not fit even so is left out, least important first, and named.
"""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from meetings.fitting import Length, fit
from meetings.models import Format
from preparation.parts import DayParts, Part, Parts
from preparation.pauses import Hours, Layout, layouts, work_minutes

SHORTEST, LONGEST = 0.75, 1.25
"""What stands between two pauses is together made no shorter and no longer than this much of its time."""

WORTH_NAMING = 10
"""So many minutes that nothing fills become an item of their own; fewer go to the others."""

RULES = (
    "Pauses are at most two and a half hours apart; lunch lies between 11:30 and 13:30.",
    "What stands between two pauses is made up to a quarter shorter or longer, so that it fills the time.",
    "What does not fit even so is left out, and named here.",
    "Time that nothing needs stays free for what comes up.",
)

A_STRETCH, SPARE = 8.0, 30.0
"""What a pause more costs, and what it costs that nothing needs the time, beside its minutes."""

FREE = Part("Time for what comes up", WORTH_NAMING, role="facilitator")


class Line(NamedTuple):
    """An item of the proposal: a part or a pause, and how long it is."""

    part: Part
    minutes: int


class Proposal(NamedTuple):
    """The lines of each day, and what found no room."""

    days: tuple[tuple[Line, ...], ...]
    left_out: tuple[Part, ...]


def propose_agenda(hours: Sequence[Hours], parts: Parts) -> Proposal:
    """Put parts into the hours of a meeting, day by day, so that the minutes of each day add up exactly."""
    room = [work_minutes(day) for day in hours]
    parts, left_out = _only_what_fits(parts, sum(room))
    waiting, days = list(parts.anywhere), []
    for number, (day, own) in enumerate(zip(hours, parts.days, strict=True)):
        count = _share(waiting, parts.days[number:], room[number:])
        lines, refused = _fill(day, own, waiting[:count])
        days.append(lines)
        later = [part for part in refused if _holds(waiting[:count], part)]
        left_out += [part for part in refused if not _holds(later, part)]
        waiting = later + waiting[count:]
    missed = sorted([*left_out, *waiting], key=lambda part: -part.keep)
    return Proposal(tuple(days), tuple(missed))


def _only_what_fits(parts: Parts, room: int) -> tuple[Parts, list[Part]]:
    """Leave out the least important until the rest fits when it is made as short as it may be."""
    everything = [part for day in parts.days for part in _all(day)] + list(parts.anywhere)
    left_out: list[Part] = []
    while sum(part.minutes for part in everything) * SHORTEST > room:
        gone = _least(everything)
        left_out.append(gone)
        everything = _but(everything, gone)
        parts = Parts(tuple(_day_but(day, gone) for day in parts.days), tuple(_but(parts.anywhere, gone)))
    return parts, left_out


def _day_but(day: DayParts, gone: Part) -> DayParts:
    return DayParts(*(tuple(_but(some, gone)) for some in day))


def _but(parts: Sequence[Part], gone: Part) -> list[Part]:
    """Return them without this very part; another that says the same stays."""
    return [part for part in parts if part is not gone]


def _holds(parts: Sequence[Part], one: Part) -> bool:
    return any(part is one for part in parts)


def _share(waiting: Sequence[Part], days: Sequence[DayParts], room: Sequence[int]) -> int:
    """Return how much of what goes anywhere the first of these days takes, so that all are equally full."""
    if len(days) == 1:
        return len(waiting)
    own = [sum(part.minutes for part in _all(day)) for day in days]
    fullness = (sum(own) + sum(part.minutes for part in waiting)) / max(1, sum(room))
    left, count = room[0] * fullness - own[0], 0
    while count < len(waiting) and waiting[count].minutes / 2 <= left:
        left -= waiting[count].minutes
        count += 1
    return count


def _fill(hours: Hours, own: DayParts, share: list[Part]) -> tuple[tuple[Line, ...], list[Part]]:
    """Fill a day; return its lines, and which parts found no room in it."""
    refused: list[Part] = []
    ways = list(layouts(hours))
    while True:
        parts = [*own.opening, *share, *own.middle, *own.closing]
        known = [(found, way) for way in ways if (found := _division(parts, way)) is not None]
        if known:
            (_, ends), way = min(known, key=lambda one: one[0][0])
            return tuple(_lines(parts, ends, way, len(parts) - len(own.closing))), refused
        gone = _least(parts)
        refused.insert(0, gone)
        share, own = _but(share, gone), _day_but(own, gone)


def _division(parts: Sequence[Part], way: Layout) -> tuple[float, tuple[int, ...]] | None:
    """Divide parts, in their order, among the stretches of a day; return how far that is from their time.

    Beside it after which part each stretch ends. A day begins with its first part and ends with its last.
    Nothing if some stretch would be too full.
    """
    sums = [0, *accumulate(part.minutes for part in parts)]
    stretches = [stretch.minutes for stretch in way]

    @cache
    def best(stretch: int, first: int) -> tuple[float, tuple[int, ...]] | None:
        if stretch == len(stretches):
            return (0.0, ()) if first == len(parts) else None
        found: list[tuple[float, tuple[int, ...]]] = []
        for last in range(first, len(parts) + 1):
            wanted = sums[last] - sums[first]
            if wanted * SHORTEST > stretches[stretch]:
                break
            if last == first and len(parts) > 1 and stretch in {0, len(stretches) - 1}:
                continue
            rest = best(stretch + 1, last)
            if rest and last - first <= stretches[stretch]:
                late = len(stretches) - stretch
                found.append((_cost(wanted, stretches[stretch], late) + rest[0], (last, *rest[1])))
        return min(found, default=None)

    return best(0, 0)


def _cost(wanted: int, minutes: int, late: int) -> float:
    """Return how far a stretch is from what its parts want, and something for each stretch.

    Time that nothing needs costs more, the earlier in the day the more.
    """
    if not _has_spare(wanted, minutes):
        return A_STRETCH + (minutes - wanted) ** 2 / max(1, wanted)
    return A_STRETCH + SPARE + (minutes - wanted) * (2 + late / 2)


def _has_spare(wanted: int, minutes: int) -> bool:
    """Whether so much more time than wanted is left that it becomes an item of its own."""
    return minutes > max(wanted * LONGEST, wanted + WORTH_NAMING - 1 if wanted else 0)


def _lines(parts: Sequence[Part], ends: Sequence[int], way: Layout, closing: int) -> list[Line]:
    """Return the items of a day; the closing begins with the part of that number."""
    lines: list[Line] = []
    for first, last, stretch in zip([0, *ends], ends, way, strict=False):
        before_closing = max(0, min(closing, last) - first)
        lines += _in_stretch(parts[first:last], stretch.minutes, before_closing)
        if stretch.pause:
            title = "Lunch" if stretch.is_lunch else "Break"
            lines.append(Line(Part(title, stretch.pause, Format.BREAK), stretch.pause))
    return lines


def _in_stretch(parts: Sequence[Part], minutes: int, before_closing: int) -> list[Line]:
    """Make the parts of a stretch fill it; what they cannot fill is time of its own, before a closing."""
    wanted = sum(part.minutes for part in parts)
    if not _has_spare(wanted, minutes):
        lengths = fit([Length(part.minutes) for part in parts], minutes) if parts else []
        return [Line(part, length) for part, length in zip(parts, lengths, strict=True)]
    lines = [Line(part, part.minutes) for part in parts]
    lines.insert(before_closing, Line(FREE, minutes - wanted))
    return lines


def _least(parts: Sequence[Part]) -> Part:
    """Return the least important, of equals the last."""
    return min(reversed(parts), key=lambda part: part.keep)


def _all(day: DayParts) -> tuple[Part, ...]:
    return (*day.opening, *day.middle, *day.closing)
