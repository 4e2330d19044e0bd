from meetings.models.agenda import AgendaChange, AgendaItem, Format
from meetings.models.meeting import Meeting, MeetingDay
from meetings.models.presence import Answer, Attendance, Half, Mark, Presence, Reply, Source
from meetings.models.templates import AgendaTemplate, TemplateItem

__all__ = [
    "AgendaChange",
    "AgendaItem",
    "AgendaTemplate",
    "Answer",
    "Attendance",
    "Format",
    "Half",
    "Mark",
    "Meeting",
    "MeetingDay",
    "Presence",
    "Reply",
    "Source",
    "TemplateItem",
]
