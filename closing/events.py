"""What this app writes in the ledger."""

from enum import StrEnum


class Happened(StrEnum):
    MEETING_CLOSED = "meeting.closed"
    MEETING_REOPENED = "meeting.reopened"
    COMMITMENT_CONFIRMED = "commitment.confirmed"
    CONFIRMATION_TAKEN_BACK = "commitment.confirmation_taken_back"
    PULSE_ANSWERED = "pulse.answered"
    IDEA_OFFERED = "idea.offered"
    IDEA_WITHDRAWN = "idea.withdrawn"
    IDEA_CHOSEN = "idea.voted_for"
    LEARNING_WRITTEN = "learning.written"
    MINUTES_WRITTEN = "minutes.written"
    ABSENT_CALLED = "care.called"
    CALL_TAKEN_BACK = "care.taken_back"
