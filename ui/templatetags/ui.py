"""Template tags of the whole house."""

from zlib import crc32

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ui.drawing import draw, draw_bars, draw_network
from ui.icons import ICONS

register = template.Library()

register.simple_tag(draw)
register.simple_tag(draw_network)
register.simple_tag(draw_bars)

TONES = 4


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """Draw an icon of `ui.icons`; it only decorates, so the words beside it say what is meant."""
    return format_html(
        '<svg aria-hidden="true" width="{0}" height="{0}" viewBox="0 0 24 24" fill="none"'
        ' stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">{1}</svg>',
        size,
        mark_safe(ICONS[name]),  # noqa: S308 - written in this project
    )


@register.simple_tag
def initials(name: str) -> SafeString:
    """Show the first letters of a name in a circle whose tone is always the same for that name."""
    words = name.split()
    letters = (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "?"
    tone = crc32(name.encode()) % TONES
    return format_html('<span class="initials tone-{}" aria-hidden="true">{}</span>', tone, letters)
