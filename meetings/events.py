"""What this app writes in the ledger. An answer and a mark are in the verb, so that the ledger keeps them."""

from enum import StrEnum


class Happened(StrEnum):
    MEETING_SCHEDULED = "meeting.scheduled"
    MEETING_CHANGED = "meeting.changed"
    MEETING_CANCELLED = "meeting.cancelled"
    MEETING_RESTORED = "meeting.restored"
    MEETING_IN_STEP = "meeting.in_step"
    AGENDA_CHANGED = "agenda.changed"
    ANSWERED_YES = "rsvp.yes"
    ANSWERED_NO = "rsvp.no"
    ANSWERED_MAYBE = "rsvp.maybe"
    ATTENDED_PRESENT = "attendance.present"
    ATTENDED_LATE = "attendance.late"
    ATTENDED_PARTIAL = "attendance.partial"
    ATTENDED_EXCUSED = "attendance.excused"
    ATTENDED_ABSENT = "attendance.absent"
    ATTENDED_NOT_RECORDED = "attendance.not_recorded"
    HALF_RECORDED = "attendance.half_recorded"
    TEMPLATE_SAVED = "template.saved"
    TEMPLATE_RENAMED = "template.renamed"
    TEMPLATE_REMOVED = "template.removed"
