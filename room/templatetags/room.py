"""Times for clocks that run in the browser, and numbers as people write them."""

from datetime import datetime, timedelta

from django import template

from room.models import RunItem, Turn

register = template.Library()


@register.filter
def epoch(at: datetime) -> str:
    """Milliseconds since 1970, as JavaScript counts."""
    return str(int(at.timestamp() * 1000))


@register.filter
def whole(item: RunItem) -> str:
    """The milliseconds that an item has, for its ring."""
    return str((item.whole_seconds or 0) * 1000)


@register.filter
def turn_ends(turn: Turn, seconds: int) -> str:
    """When the time of whoever speaks is over, as `epoch`."""
    return epoch(turn.began_at + timedelta(seconds=seconds)) if turn.began_at else ""


@register.filter
def minutes_seconds(seconds: int) -> str:
    """90 is 1:30; below zero with a minus."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'−' if seconds < 0 else ''}{minutes}:{rest:02}"


@register.filter
def plainly(number: float) -> str:
    """3.50 is 3.5, and 12000 is 12,000."""
    return f"{number:,.2f}".rstrip("0").rstrip(".")
