"""Every change to what is owed, and to what a member wants to be written about."""

from notifications.actions.choosing import choose_kinds, turn_off_kind, turn_on_kind
from notifications.actions.claiming import claim_notices, give_back, release_claims
from notifications.actions.owing import owe_notices, send_again
from notifications.actions.sending import send_batch

__all__ = [
    "choose_kinds",
    "claim_notices",
    "give_back",
    "owe_notices",
    "release_claims",
    "send_again",
    "send_batch",
    "turn_off_kind",
    "turn_on_kind",
]
