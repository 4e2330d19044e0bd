"""Every change after a meeting: closing it, how it was, what is kept of it, who is called."""

from closing.actions.care import log_call, take_back_call
from closing.actions.closing import (
    NotBegun,
    can_be_closed,
    close_meeting,
    confirm_commitments,
    reopen_meeting,
)
from closing.actions.minutes import Notes, write_minutes
from closing.actions.unfinished import carry_over, settle_hot_seats
from closing.actions.voices import (
    NothingKept,
    NotThere,
    answer_pulse,
    offer_idea,
    vote_for_idea,
    withdraw_idea,
    write_learning,
)

__all__ = [
    "NotBegun",
    "NotThere",
    "Notes",
    "NothingKept",
    "answer_pulse",
    "can_be_closed",
    "carry_over",
    "close_meeting",
    "confirm_commitments",
    "log_call",
    "offer_idea",
    "reopen_meeting",
    "settle_hot_seats",
    "take_back_call",
    "vote_for_idea",
    "withdraw_idea",
    "write_learning",
    "write_minutes",
]
