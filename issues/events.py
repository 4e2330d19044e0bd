"""What this app writes in the ledger."""

from enum import StrEnum


class Happened(StrEnum):
    ISSUE_OFFERED = "issue.offered"
    ISSUE_CHANGED = "issue.changed"
    ISSUE_OFFERED_AGAIN = "issue.offered_again"
    ISSUE_WITHDRAWN = "issue.withdrawn"
    ISSUE_PUT_BACK = "issue.put_back"
    ISSUE_WORKED = "issue.worked"
    ISSUE_CARRIED_OVER = "issue.carried_over"
    DOTS_PLACED = "dots.placed"
    HOT_SEAT_CHOSEN = "hot_seat.chosen"
    HOT_SEAT_PREPARED = "hot_seat.prepared"
    HOT_SEAT_TAKEN_OFF = "hot_seat.taken_off"
    HOT_SEAT_GIVEN_UP = "hot_seat.given_up"
    HOT_SEAT_GIVEN_UP_LATE = "hot_seat.given_up_late"
    HOT_SEAT_FILLED = "hot_seat.filled"
    NOTE_WRITTEN = "hot_seat_note.written"
    NOTE_RELEASED = "hot_seat_note.released"
    NOTE_HELD_BACK = "hot_seat_note.held_back"
    NOTE_REMOVED = "hot_seat_note.removed"
