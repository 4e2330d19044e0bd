"""What makes a tie, how much it counts, and how it fades. All of it by convention, and all of it here."""

from datetime import date
from typing import NamedTuple

HALF_LIFE, SHORTER, LONGER = 91, 45, 182
"""Days in which a tie loses half its strength, about one cycle of meetings; and two that it is tried with."""

EXISTS = 0.5
"""From this weight on there is a tie: one direct touch within a half-life."""

ROUNDING = 1e-9
"""Half a touch of today is half a touch, whatever is lost on the way to the landmark and back."""

LANDMARK = date(2020, 1, 1)
"""The day from which weights are seen while they are kept."""

FORGOTTEN = 20
"""What lies more quarters back is left out: even at the longer half-life a thousandth is left of it."""

SMALL = 20
"""People up to whom a meeting brings everybody together with everybody."""

MEETING = 0.1
"""What it counts to have been in one small meeting together."""


class Touch(NamedTuple):
    """Something that one person does toward another; the verb that takes it back, if there is one."""

    verb: str
    weight: float
    undone_by: str = ""


TOUCHES = (
    Touch("care.called", 1.0, undone_by="care.taken_back"),
    Touch("review.offer_left", 0.5, undone_by="review.remark_withdrawn"),
    Touch("review.question_left", 0.5, undone_by="review.remark_withdrawn"),
    Touch("hot_seat_note.written", 0.5),
    # Of apps that come later; the ledger of a synthetic community has some of them.
    Touch("one_to_one.held", 1.0),
    Touch("help.confirmed", 1.0),
    Touch("commitment.witnessed", 1.0),
    Touch("thanks.given", 0.5),
    Touch("reaction.given", 0.1),
)
"""Never what was said, and never how many private messages there were: the ledger has neither."""

VERBS = tuple(touch.verb for touch in TOUCHES)
UNDOING = tuple(dict.fromkeys(touch.undone_by for touch in TOUCHES if touch.undone_by))
