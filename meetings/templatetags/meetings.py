"""Meetings in templates."""

from django import template

from meetings import wording
from meetings.models import Meeting, MeetingDay

register = template.Library()


@register.filter
def when(meeting: Meeting) -> wording.When:
    """{{ meeting|when }}, or its parts: {% with when=meeting|when %}{{ when.dates }}."""
    return wording.when(meeting)


@register.filter
def hours(day: MeetingDay) -> str:
    return wording.day_hours(day)
