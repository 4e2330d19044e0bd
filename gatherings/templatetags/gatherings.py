"""A quarter's week in templates."""

from datetime import date

from django import template

from gatherings import wording
from gatherings.models import Gathering, Round, Wave
from meetings.wording import date_span

register = template.Library()


@register.filter
def days(thing: Gathering | Wave) -> str:
    """{{ gathering|days }}: “Sun 9 – Fri 14 August 2026”."""
    if isinstance(thing, Wave):
        return date_span(thing.first_on, thing.last_on)
    return date_span(thing.starts_on, thing.ends_on)


@register.filter
def span(first: date, last: date) -> str:
    return date_span(first, last)


@register.filter
def hours(part: Round) -> str:
    return wording.hours(part.starts, part.ends)


@register.filter
def yours(part: Round) -> str:
    """{{ round|yours }}: when it begins by the reader's clock; empty where that is the venue's."""
    day = part.content_day
    return wording.your_time(day.on, part.starts, day.gathering.timezone)


@register.filter
def city(gathering: Gathering) -> str:
    return wording.city(gathering.timezone)
