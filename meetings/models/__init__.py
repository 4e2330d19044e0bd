from meetings.models.agenda import AgendaItem, Format
from meetings.models.meeting import Meeting, MeetingDay
from meetings.models.presence import Answer, Attendance, Mark, Reply

__all__ = [
    "AgendaItem",
    "Answer",
    "Attendance",
    "Format",
    "Mark",
    "Meeting",
    "MeetingDay",
    "Reply",
]
