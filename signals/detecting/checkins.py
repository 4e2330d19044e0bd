"""With whom somebody should talk: four rules that a member can read, each with its numbers.

Four of five people whom they name are staying. That is why the word is “check in”, and why nothing else
follows from them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from signals.detecting.finding import Counts, Evidence, Finding, Subject
from signals.kinds import Kind

ABSENT = 1 / 3
DROP = 0.25
PREVIOUS_YEAR = 4
ENOUGH_BEFORE = 2  # meetings, for a year to say what is usual
NO_SHOWS = 2
NEW_TIES = 3
NEW_QUARTERS = 2
FEW_TIES = 1


@dataclass(frozen=True)
class Record:
    """What is known of somebody in one group, by quarter. What nobody counts is left empty."""

    subject: Subject
    quarters_aboard: int  # whole ones, at the end of the quarter looked at
    attendance: Counts = field(default_factory=dict)
    answers: Counts = field(
        default_factory=dict
    )  # stayed away unexcused, of those to which they had said yes
    ties: dict[int, float] = field(default_factory=dict)


def check_ins(records: Iterable[Record], *, quarter: int) -> Iterator[Finding]:
    """Find whom somebody should talk with after the quarter. Newcomers of the quarter are left in peace."""
    for record in records:
        if record.quarters_aboard < 1:
            continue
        rules = (_absent, _no_shows, _new, _alone)
        evidence = [found for rule in rules if (found := rule(record, quarter))]
        if evidence:
            yield Finding(Kind.CHECK_IN, record.subject, evidence)


def _absent(record: Record, quarter: int) -> Evidence | None:
    came, expected = record.attendance.get(quarter, (0, 0))
    year = [record.attendance.get(quarter - ago, (0, 0)) for ago in range(1, PREVIOUS_YEAR + 1)]
    came_before, expected_before = sum(x for x, _ in year), sum(n for _, n in year)
    if not expected or expected_before < ENOUGH_BEFORE:
        return None
    if came / expected > ABSENT or came_before / expected_before - came / expected < DROP:
        return None
    return {
        "rule": "absent",
        "came": came,
        "expected": expected,
        "came_before": came_before,
        "expected_before": expected_before,
    }


def _no_shows(record: Record, quarter: int) -> Evidence | None:
    missed, said_yes = record.answers.get(quarter, (0, 0))
    if missed < NO_SHOWS:
        return None
    return {"rule": "no-shows", "missed": missed, "said_yes": said_yes}


def _new(record: Record, quarter: int) -> Evidence | None:
    ties = record.ties.get(quarter)
    if ties is None or record.quarters_aboard != NEW_QUARTERS or ties >= NEW_TIES:
        return None
    return {"rule": "new", "ties": ties}


def _alone(record: Record, quarter: int) -> Evidence | None:
    ties, before = record.ties.get(quarter), record.ties.get(quarter - 1)
    if ties is None or before is None or record.quarters_aboard <= NEW_QUARTERS:
        return None
    if max(ties, before) > FEW_TIES:
        return None
    return {"rule": "alone", "ties": ties, "before": before}
