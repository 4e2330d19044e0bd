"""What this app writes in the ledger."""

from enum import StrEnum


class Happened(StrEnum):
    POLL_MADE = "poll.made"
    POLL_CHANGED = "poll.changed"
    OPTIONS_ADDED = "poll.options_added"
    OPTION_REMOVED = "poll.option_removed"
    OPTION_PUT_BACK = "poll.option_put_back"
    VOTED = "poll.voted"
    OPTION_PICKED = "poll.option_picked"
    POLL_CLOSED = "poll.closed"
    POLL_REOPENED = "poll.reopened"
