"""Who sat together at the end of a quarter: which cells there are, who stayed, which seats are open."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import chain

from engagement.cells import Cell, Tallies, Tally
from engagement.facts.meetings import First
from engagement.facts.seats import Seat, seats_to_fill
from engagement.measures.pairs import persistence
from engagement.models import Level
from engagement.periods import Quarter, quarters


def end_of(quarter: Quarter, as_of: date) -> date:
    """Return the day at which a quarter is looked at: its last, or for the running one the day of looking."""
    return min(quarter.last_day, as_of)


def cells(seats: Iterable[Seat], firsts: Iterable[First], as_of: date) -> dict[Level, set[Cell]]:
    """Return the cells that have a result even if nothing was counted in them.

    Groups and the community from their first seat or meeting on, members for the quarters in which they sat.
    """
    now = Quarter.of(as_of)
    began: dict[int, Quarter] = {}
    starts = chain(((s.group_id, s.joined_on) for s in seats), ((f.group_id, f.met_on) for f in firsts))
    for group, day in starts:
        began[group] = min(Quarter.of(day), began.get(group, now))
    first = min(began.values(), default=now.next)
    return {
        Level.MEMBER: {
            Cell(Level.MEMBER, seat.member_id, quarter)
            for seat in seats
            for quarter in quarters(Quarter.of(seat.joined_on), Quarter.of(seat.left_on or as_of))
        },
        Level.GROUP: {
            Cell(Level.GROUP, group, quarter) for group in began for quarter in quarters(began[group], now)
        },
        Level.COMMUNITY: {Cell(Level.COMMUNITY, None, quarter) for quarter in quarters(first, now)},
    }


def head_counts(seats: Iterable[Seat], as_of: date) -> Counter[Cell]:
    """Count for each group the different people who held a seat in it in a quarter, on any of its days."""
    return Counter(
        Cell(Level.GROUP, group, quarter)
        for group, _, quarter in {
            (seat.group_id, seat.member_id, quarter)
            for seat in seats
            for quarter in quarters(Quarter.of(seat.joined_on), Quarter.of(seat.left_on or as_of))
        }
    )


def persistence_tallies(seats: Iterable[Seat], groups: Iterable[Cell], as_of: date) -> Tallies:
    """Count for each group the pairs of a year ago, and those of them that are together still."""
    roster: defaultdict[tuple[int | None, Quarter], set[int]] = defaultdict(set)
    for seat in seats:
        for quarter in quarters(Quarter.of(seat.joined_on), Quarter.of(seat.left_on or as_of)):
            if seat.covers(end_of(quarter, as_of)):
                roster[seat.group_id, quarter].add(seat.member_id)
    return {
        cell: Tally(*persistence(roster[group, quarter.shifted(-4)], roster[group, quarter]))
        for cell in groups
        for _, group, quarter in [cell]
    }


def open_seat_tallies(groups: set[Cell], as_of: date) -> Tallies:
    """Count open seats and seats to fill, by group and for the community."""
    days = {end_of(cell.quarter, as_of) for cell in groups}
    tallies: Tallies = {}
    for filled in seats_to_fill(sorted(days)):
        own = Cell(Level.GROUP, filled.group_id, Quarter.of(filled.day))
        if own in groups:
            tallies[own] = Tally(filled.open, filled.seats)
            everyone = Cell(Level.COMMUNITY, None, own.quarter)
            known = tallies.get(everyone, Tally(0, 0))
            tallies[everyone] = Tally(known.numerator + filled.open, known.denominator + filled.seats)
    return tallies
