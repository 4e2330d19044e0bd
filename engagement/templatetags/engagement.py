"""Template tags for figures."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from engagement.figures import Figure
from engagement.models import Status

register = template.Library()


@register.simple_tag
def cells(figures: Iterable[Figure | None]) -> SafeString:
    """Write figures as cells of a row: the value, under it what it was counted from, and its range."""
    return mark_safe("".join(f"<td>{_cell(figure)}</td>" for figure in figures))  # noqa: S308 - escaped below


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return ""
    shown, base = escape(figure.shown), escape(figure.base)
    if figure.status == Status.NOT_APPLICABLE:
        return f'<span class="soft small">{base}</span>'
    if figure.value is None:
        return f'<span class="soft small">{shown}<br>{base}</span>'
    value = f'<span class="strong">{shown}</span>' if figure.is_sure else shown
    interval = f'<span class="range">{escape(figure.interval)}</span>' if figure.interval else ""
    return f'{value}<br><span class="soft small">{base}{interval}</span>'
