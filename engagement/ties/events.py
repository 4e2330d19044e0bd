"""What network analysis writes in the ledger."""

from enum import StrEnum


class Happened(StrEnum):
    LEFT_OUT = "network.left_out"
    COUNTED_AGAIN = "network.counted_again"
