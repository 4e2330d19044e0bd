"""What this app writes in the ledger. What happens to the meetings themselves is written by `meetings`."""

from enum import StrEnum


class Happened(StrEnum):
    SERIES_STARTED = "series.started"
    SERIES_CHANGED = "series.changed"
    SERIES_SPLIT = "series.split"
    SERIES_EXTENDED = "series.extended"
    SERIES_ENDED = "series.ended"
    SERIES_RESUMED = "series.resumed"
    DATE_SKIPPED = "series.date_skipped"
    DATE_KEPT = "series.date_kept"
    HOST_NAMED = "host.named"
    TURN_TAKEN = "host.turn_taken"
    TURN_PASSED = "host.turn_passed"
    INVITED = "invitation.sent"
    INVITATION_ACCEPTED = "invitation.accepted"
    INVITATION_DECLINED = "invitation.declined"
    INVITATION_WITHDRAWN = "invitation.withdrawn"
