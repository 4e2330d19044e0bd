"""What an agenda is made of: parts, sized by how many people there are, and in which order they stand.

Data and counting only; `preparation.matters` reads who comes and what is open.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

from meetings.models import Format

STEP = 5
"""Parts are as long as so many minutes, or a multiple."""

REVIEW_MINUTES = 35
BEGINNINGS = {Format.OPENING, Format.ROUND, Format.COMMITMENT_REVIEW}
ENDINGS = {
    Format.BEST_IDEA,
    Format.COMMITMENTS,
    Format.HOUSEKEEPING,
    Format.PARKING_LOT,
    Format.RATING,
    Format.ROUND,
}
"""With what a day of a template begins and ends."""

COMMITMENT_REVIEW_EACH, CHECK_IN_EACH, COMMITMENTS_EACH, BEST_IDEA_EACH = 4, 1.5, 2.5, 1.25


class Keep(IntEnum):
    """What is left out first where a meeting has not time for all: the lowest."""

    WALK = 5
    NUMBERS = 8
    PARKING_LOT = 10
    TAKEAWAY = 15
    PLAN = 20
    REVIEW_NOT_HANDED_IN = 25
    LEFTOVER = 30
    REVIEW = 35
    BEST_IDEA = 40
    OPEN_HOT_SEAT = 45
    RATING = 50
    HOUSEKEEPING = 55
    CHECK_IN = 60
    LINE = 65
    HOT_SEAT = 70
    COMMITMENTS = 80
    CLOSE = 85
    OPENING = 90


class Part(NamedTuple):
    """A stretch of an agenda before it has a place: how long it should be, and how much it matters."""

    title: str
    minutes: int
    format: Format = Format.TALK
    role: str = ""
    keep: Keep = Keep.HOUSEKEEPING
    owner: int | None = None  # the id of a person; then there is no role
    leftover: int | None = None  # the id of what was left over, if it is that
    record: str = ""  # what is written down, where a template says so


class Review(NamedTuple):
    """A member whose review the meeting looks at."""

    member: int
    name: str
    is_handed_in: bool


class ChosenIssue(NamedTuple):
    """A hot seat that was chosen."""

    member: int
    name: str
    minutes: int


@dataclass(frozen=True)
class Matters:
    """Who comes, and what is open."""

    people: int  # at the table
    makes_commitments: bool = True
    area: str = ""  # the plan area in focus this quarter
    reviews: tuple[Review, ...] = ()  # in the order in which they should come
    hot_seats: tuple[ChosenIssue, ...] = ()
    leftovers: tuple[Part, ...] = ()


class DayParts(NamedTuple):
    """The parts of one day, in their order."""

    opening: tuple[Part, ...]
    middle: tuple[Part, ...]  # what only this day can hold
    closing: tuple[Part, ...]


class Parts(NamedTuple):
    """The parts of a meeting: what belongs to each day, and what goes wherever there is time."""

    days: tuple[DayParts, ...]
    anywhere: tuple[Part, ...]


def in_steps(minutes: float) -> int:
    """Round minutes to a multiple of five, and never to nothing."""
    return max(STEP, int(minutes / STEP + 0.5) * STEP)


def parts_of(matters: Matters, days: int) -> Parts:
    """Return what a meeting of so many days wants to do, each part as long as its people need."""
    opening, closing = _opening(matters), _closing(matters)
    seats = _hot_seats(matters, 2 if days > 1 else 1)
    plan = (_plan(matters),)
    anywhere = (*matters.leftovers, *map(review_part, matters.reviews))
    if days == 1:
        return Parts((DayParts(opening, (*plan, *seats), closing),), anywhere)
    first = DayParts((*opening, _NUMBERS), (_WALK, *plan), _evening(is_vote_open=not matters.hot_seats))
    between = [DayParts((_morning(matters),), (), _evening(is_vote_open=False)) for _ in range(days - 2)]
    last = DayParts((_morning(matters),), seats, closing)
    return Parts((first, *between, last), anywhere)


def parts_of_template(template: Sequence[Iterable[Mapping[str, Any]]], matters: Matters, days: int) -> Parts:
    """Return the lines of a template as parts; people fill its reviews and hot seats, the others stay.

    Pauses are set anew. Of a template with more days the last ones become one; with fewer, the days between
    its first ones and its last have nothing of their own.
    """
    seats = iter(_hot_seats(matters, 0))
    lines = [[line for line in day if line["format"] != Format.BREAK] for day in template]
    if len(lines) > days:
        lines = [*lines[: days - 1], [line for day in lines[days - 1 :] for line in day]]
    between: list[DayParts] = [DayParts((), (), ()) for _ in range(days - len(lines))]
    made = [_of_day(day, seats) for day in lines]
    made = [*made[:-1], *between, made[-1]] if len(made) > 1 else [*made, *between]
    has_reviews = any(line["format"] == Format.REVIEW for day in lines for line in day)
    reviews = map(review_part, matters.reviews) if has_reviews else ()
    return Parts(tuple(made), (*matters.leftovers, *reviews))


_NUMBERS = Part(
    "Our numbers: two best explain how, two ask for help", 60, Format.NUMBERS, "facilitator", Keep.NUMBERS
)
_WALK = Part("Walk with the accountability partner", 25, Format.PAIRS, "pairs", Keep.WALK)


def review_part(review: Review) -> Part:
    keep = Keep.REVIEW if review.is_handed_in else Keep.REVIEW_NOT_HANDED_IN
    title = f"Quarterly review: {review.name}"[:200]
    return Part(title, REVIEW_MINUTES, Format.REVIEW, keep=keep, owner=review.member)


def _opening(matters: Matters) -> tuple[Part, ...]:
    people = matters.people
    opening = Part(
        "Open: purpose, confidentiality, roles of the day", 10, Format.OPENING, "facilitator", Keep.OPENING
    )
    check_in = Part(
        "Check-in, one sentence each",
        in_steps(people * CHECK_IN_EACH),
        Format.ROUND,
        "timekeeper",
        Keep.CHECK_IN,
    )
    if not matters.makes_commitments:
        return opening, check_in
    review = Part(
        "Commitment review: what I promised, what I learned",
        in_steps(people * COMMITMENT_REVIEW_EACH),
        Format.COMMITMENT_REVIEW,
        "goals keeper",
        Keep.COMMITMENTS,
    )
    return opening, check_in, review


def _morning(matters: Matters) -> Part:
    minutes = in_steps(matters.people * CHECK_IN_EACH)
    title = "Check-in: what stayed with you overnight"
    return Part(title, minutes, Format.ROUND, "timekeeper", Keep.CHECK_IN)


def _evening(*, is_vote_open: bool) -> tuple[Part, ...]:
    takeaway = Part("One takeaway each", 10, Format.ROUND, "timekeeper", Keep.TAKEAWAY)
    if not is_vote_open:
        return (takeaway,)
    vote = "Parking lot: vote for tomorrow’s hot seats"
    return Part(vote, 15, Format.PARKING_LOT, "parking-lot keeper", Keep.PARKING_LOT), takeaway


def _closing(matters: Matters) -> tuple[Part, ...]:
    people = matters.people
    idea = 10 + in_steps(people * BEST_IDEA_EACH)
    commitments = Part(
        "Commitments: write, speak, name a partner",
        10 + in_steps(people * COMMITMENTS_EACH),
        Format.COMMITMENTS,
        "goals keeper",
        Keep.COMMITMENTS,
    )
    housekeeping = "Housekeeping: next dates, host, roles, candidates"
    return (
        Part("Best idea, and a vote", idea, Format.BEST_IDEA, "everybody", Keep.BEST_IDEA),
        *([commitments] if matters.makes_commitments else []),
        Part(housekeeping, 15, Format.HOUSEKEEPING, "secretary", Keep.HOUSEKEEPING),
        Part("How was this meeting?", 10, Format.RATING, "process observer", Keep.RATING),
        Part("Close, one word each", 5, Format.ROUND, "everybody", Keep.CLOSE),
    )


def _plan(matters: Matters) -> Part:
    title = f"Plan of the quarter{f' ({matters.area})' if matters.area else ''}: write, trios, harvest"
    return Part(title, 45, Format.PLAN, "facilitator", Keep.PLAN)


def _hot_seats(matters: Matters, usual: int) -> tuple[Part, ...]:
    """Return those that were chosen, or as many without a name as are usual."""
    if matters.hot_seats:
        return tuple(
            Part(
                f"Hot seat: {seat.name}"[:200],
                in_steps(seat.minutes),
                Format.HOT_SEAT,
                keep=Keep.HOT_SEAT,
                owner=seat.member,
            )
            for seat in matters.hot_seats
        )
    return tuple(
        Part(f"Hot seat {number}", 45, Format.HOT_SEAT, "presenter", Keep.OPEN_HOT_SEAT)
        for number in range(1, usual + 1)
    )


def _of_day(lines: Sequence[Mapping[str, Any]], seats: Iterator[Part]) -> DayParts:
    """Divide the lines of a day: what goes anywhere stands where its reviews are, or after its beginning."""
    kinds = [line["format"] for line in lines]
    at = kinds.index(Format.REVIEW) if Format.REVIEW in kinds else _run(kinds, BEGINNINGS)
    ends = len(lines) - min(len(lines) - at, _run(kinds[::-1], ENDINGS))
    opening, middle, closing = (
        tuple(_of_line(line, seats) for line in some if line["format"] != Format.REVIEW)
        for some in (lines[:at], lines[at:ends], lines[ends:])
    )
    return DayParts(opening, middle, closing)


def _run(kinds: Sequence[str], wanted: Collection[str]) -> int:
    """Return how many from the first on are of a wanted kind."""
    return next((number for number, kind in enumerate(kinds) if kind not in wanted), len(kinds))


def _of_line(line: Mapping[str, Any], seats: Iterator[Part]) -> Part:
    """Return a line of a template as a part; one for a hot seat takes the next that was chosen."""
    if line["format"] == Format.HOT_SEAT and (chosen := next(seats, None)):
        return chosen
    minutes = in_steps(line["minutes"] or STEP)
    kind, role = Format(line["format"]), line["owner_role"]
    return Part(line["title"], minutes, kind, role, Keep.LINE, record=line["record"])
