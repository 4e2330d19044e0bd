"""Verbs of apps that are still to come: how a community asks, helps, thanks and talks in twos.

The ledger has them under these names, so that what reads it can be built and tried before them.
"""

from enum import StrEnum


class Coming(StrEnum):
    """Who does it, toward whom; asks, responses and help are about the ask."""

    ONE_TO_ONE_HELD = "one_to_one.held"  # by either, toward the other
    ASK_POSTED = "ask.posted"  # by who asks
    RESPONSE_POSTED = "response.posted"  # by who answers, toward who asked
    HELP_CONFIRMED = "help.confirmed"  # by who was helped, toward who helped
    THANKS_GIVEN = "thanks.given"  # by who thanks, toward who is thanked


ASK = "sharing.ask"
"""The kind of thing that they are about; its ids count asks."""
