"""What this app writes in the ledger."""

from enum import StrEnum


class Happened(StrEnum):
    ITEM_LEFT_OVER = "item.left_over"
    LEFTOVER_DROPPED = "leftover.dropped"
    LEFTOVER_KEPT = "leftover.kept"
    LEFTOVERS_TAKEN_UP = "leftover.taken_up"
