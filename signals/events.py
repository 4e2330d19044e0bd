"""What this app writes in the ledger. With whom somebody should talk is in none of its lines."""

from enum import StrEnum


class Happened(StrEnum):
    SIGNAL_RAISED = "signal.raised"
    SIGNAL_DISMISSED = "signal.dismissed"
    SIGNAL_RESTORED = "signal.restored"
    INTERVENTION_BEGUN = "intervention.begun"
    INTERVENTION_REVIEWED = "intervention.reviewed"
    INTERVENTION_REOPENED = "intervention.reopened"
    INTERVENTION_WITHDRAWN = "intervention.withdrawn"
    QUARTER_ANNOTATED = "quarter.annotated"
    ANNOTATION_REMOVED = "annotation.removed"
