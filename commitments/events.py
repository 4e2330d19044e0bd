"""What this app writes in the ledger."""

from enum import StrEnum


class Happened(StrEnum):
    COMMITMENT_MADE = "commitment.made"
    COMMITMENT_REWORDED = "commitment.reworded"
    COMMITMENT_ROLLED = "commitment.rolled"
    COMMITMENT_KEPT = "commitment.kept"
    COMMITMENT_PARTLY_KEPT = "commitment.partly_kept"
    COMMITMENT_CHANGED = "commitment.changed"
    COMMITMENT_MISSED = "commitment.missed"
    COMMITMENT_DROPPED = "commitment.dropped"
    COMMITMENT_REOPENED = "commitment.reopened"
    FIRST_STEP_TAKEN = "commitment.first_step_taken"
    FIRST_STEP_UNDONE = "commitment.first_step_undone"
