"""Commitments, and what became of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from commitments.actions import VERB_OF_OUTCOME
from commitments.events import Happened
from commitments.models import Commitment, Outcome
from exchange.demo.texts import PROMISES
from exchange.synthetic import assumptions as a
from exchange.synthetic.calendar import DAY
from exchange.synthetic.chances import NOBODY, Floats, Ints, happens
from exchange.synthetic.columns import days, fill, ids
from exchange.synthetic.meetings import EACH, Held
from exchange.synthetic.presence import Expected
from exchange.synthetic.sittings import Lots
from exchange.synthetic.world import World
from peergroups.models import PlanArea

OPEN = ""
OUTCOMES = [Outcome.KEPT, Outcome.MISSED, Outcome.DROPPED, OPEN]
NEVER_KEPT = (0.0, 0.5, 0.2, 0.3)  # what those that are not kept at all come to
EVENING = 19 * 3600
_SAID = [
    promise.text.format(few=3, many=30, day="Tuesday", time="ten")
    for area in PROMISES.values()
    for promise in area
]


@dataclass(frozen=True)
class Promised:
    """Commitments, one to a position."""

    sitting: Ints
    meeting: Ints
    partner: Ints  # a person, or -1
    made: Ints
    due: Ints
    closed: Ints  # a day, or -1
    outcome: Ints  # a position in OUTCOMES

    def __len__(self) -> int:
        return len(self.sitting)


def promise(world: World, held: Held, expected: Expected) -> Promised:
    """Draw what those who came promised, and how it ended as far as that is known."""
    rng, sits = world.chances("promises"), world.sittings
    times = rng.poisson(a.PROMISES, len(expected)) * expected.comes
    row = np.repeat(np.arange(len(expected)), times)
    sitting, meeting = expected.sitting[row], expected.meeting[row]
    made = held.first_day[meeting] + (meeting % EACH == 0)
    due = made + rng.integers(30, 92, len(row))
    partner = _partners(world, rng, sitting)
    drive = world.people.drive[sits.person[sitting]] + a.DRIVE_USUAL
    outcome, closed = _endings(rng, drive + a.WITH_A_PARTNER * (partner != NOBODY), made, due)
    left = world.left[sits.seat[sitting]]
    known = (closed < world.quarters.end) & ((left < 0) | (closed <= left)) & (closed > 0)
    return Promised(
        sitting,
        meeting,
        partner,
        made,
        due,
        closed=np.where(known, closed, NOBODY),
        outcome=np.where(known, outcome, OUTCOMES.index(OPEN)),
    )


def write_promises(world: World, held: Held, promised: Promised) -> None:
    """Write the commitments, each in one of the plan areas in turn."""
    count, group = len(promised), held.group[promised.meeting]
    person = world.sittings.person[promised.sitting] + 1
    areas = np.array(list(PlanArea.objects.values_list("pk", flat=True)))
    words = np.array(OUTCOMES, dtype=object)
    fill(
        Commitment,
        count,
        key=[f"commitment-{n}" for n in ids(count)],
        group_id=group + 1,
        member_id=person,
        meeting_id=promised.meeting + 1,
        text=np.array(_SAID, dtype=object)[np.arange(count) % len(_SAID)],
        area_id=areas[np.arange(count) % len(areas)],
        partner_id=np.where(promised.partner < 0, NOBODY, promised.partner + 1),
        made_on=days(promised.made),
        first_due_on=days(promised.due),
        due_on=days(promised.due),
        outcome=words[promised.outcome],
        closed_on=days(promised.closed),
    )
    for verb, on, those in _happened(promised):
        world.ledger.tell(
            verb,
            on[those] * DAY + EVENING,
            by=person[those],
            about=(Commitment, those + 1),
            group=group[those] + 1,
        )


def _happened(promised: Promised) -> Iterator[tuple[str, Ints, Ints]]:
    """Return what was said of commitments, on which days, and of which of them."""
    yield Happened.COMMITMENT_MADE, promised.made, np.arange(len(promised))
    for number, word in enumerate(OUTCOMES):
        if word:
            verb = VERB_OF_OUTCOME[Outcome(word)]
            yield verb, promised.closed, np.flatnonzero(promised.outcome == number)


def _partners(world: World, rng: np.random.Generator, sitting: Ints) -> Ints:
    """Draw somebody else of the group who will ask, for most of the commitments."""
    sits = world.sittings
    drawn = Lots(rng, np.ones(len(sits))).draw(sits.of_group(sits.quarter[sitting], sits.group[sitting]))
    asked = (drawn != sitting) & (rng.random(len(sitting)) < a.HAS_A_PARTNER)
    return np.where(asked, sits.person[drawn], NOBODY)


def _endings(rng: np.random.Generator, log_odds: Floats, made: Ints, due: Ints) -> tuple[Ints, Ints]:
    """Draw outcomes, and the days on which they were said; what stays open has -1."""
    count = len(made)
    in_time, after_all = happens(rng, log_odds), rng.random(count) < a.LATE_AFTER_ALL
    early = due - (rng.random(count) * 0.6 * (due - made)).astype(int)
    late = due + 1 + rng.exponential(20, count).astype(int)
    ending = rng.choice(len(OUTCOMES), count, p=NEVER_KEPT)
    outcome = np.where(in_time | after_all, OUTCOMES.index(Outcome.KEPT), ending)
    closed = np.where(in_time, early, late)
    return outcome, np.where(outcome == OUTCOMES.index(OPEN), NOBODY, closed)
