"""Polls in templates."""

from django import template

from polls import wording
from polls.models import Option, Poll

register = template.Library()


@register.filter
def offered(option: Option) -> wording.When:
    """{{ option|offered }}, or its parts: {% with when=option|offered %}{{ when.yours }}."""
    return wording.when(option)


@register.filter
def zone_words(poll: Poll) -> str:
    return wording.zone_words(poll)
