"""A quarter's week in templates."""

from datetime import date

from django import template

from gatherings import wording
from gatherings.models import ContentDay, Gathering, Round, Wave
from meetings.models import Meeting
from meetings.wording import date_span

register = template.Library()


@register.filter
def days(gathering: Gathering) -> str:
    """{{ gathering|days }}: “Sun 9 – Fri 14 August 2026”."""
    return date_span(gathering.starts_on, gathering.ends_on)


@register.filter
def short(thing: Gathering | Wave | Meeting | ContentDay) -> str:
    """{{ wave|short }}: its days where the year goes without saying, “Mon 10 – Tue 11 August”."""
    match thing:
        case Wave():
            return wording.without_year(thing.first_on, thing.last_on)
        case ContentDay():
            return wording.without_year(thing.on, thing.on)
        case _:
            return wording.without_year(thing.starts_on, thing.ends_on)


@register.filter
def parts(gathering: Gathering) -> list[Wave | ContentDay]:
    """{% for part in gathering|parts %}: waves and Content Day in the order of their days; they are read."""
    day = getattr(gathering, "content_day", None)
    return sorted([*gathering.waves.all(), *([day] if day else [])], key=_begins_on)


@register.filter
def hours(part: Round) -> str:
    return wording.hours(part.starts, part.ends)


@register.filter
def yours(part: Round) -> str:
    """{{ round|yours }}: when it begins by the reader's clock; empty where that is the venue's."""
    return wording.your_time(part.starts_at, part.content_day.gathering.timezone)


@register.filter
def city(gathering: Gathering) -> str:
    return wording.city(gathering.timezone)


def _begins_on(part: Wave | ContentDay) -> date:
    return part.on if isinstance(part, ContentDay) else part.first_on
