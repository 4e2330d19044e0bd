"""Template tags for figures."""

from collections.abc import Iterable
from html import escape

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from engagement.boards import Row
from engagement.figures import Figure
from engagement.models import Status
from ui.drawing import draw_spark

register = template.Library()


@register.simple_tag
def rows_of_groups(rows: Iterable[Row]) -> SafeString:
    """Write groups as rows of a table: each with its figures and its trend."""
    return mark_safe("\n".join(map(_row, rows)))  # noqa: S308 - escaped below


def _row(row: Row) -> str:
    address = escape(reverse("engagement:group", args=[row.group.key]))
    cells = "".join(map(_cell, row.figures))
    trend = draw_spark(*row.trend) if row.trend.lines else '<span class="soft small">too short</span>'
    name = f'<th scope="row"><a href="{address}">{escape(row.group.name)}</a></th>'
    return f'<tr>{name}{cells}<td class="trend" data-label="Last eight quarters">{trend}</td></tr>'


@register.simple_tag
def rows_by_quarter(figures: Iterable[Figure], evidence: str = "") -> SafeString:
    """Write figures as rows of a table: quarter, value, what it was counted from, and its range.

    A quarter leads to the page at the address `evidence`, where there is one.
    """
    row = (
        '<tr><th scope="row" class="nowrap">{}</th><td class="nowrap">{}</td><td>{}</td>'
        '<td class="nowrap">{}</td></tr>'
    )
    link = f'<a href="{escape(evidence)}?quarter={{0}}">{{0}}</a>' if evidence else "{0}"
    cells = ((format_html(link, f.quarter), f.shown, f.base, f.interval or "–") for f in figures)
    return format_html_join("\n", row, cells)


def _cell(figure: Figure | None) -> str:
    """A cell as dark as its value is high, if that is sure enough; else without a colour."""
    shade = f' class="shade-{figure.shade}"' if figure and figure.shade else ""
    label = f' data-label="{escape(figure.metric.heading)}"' if figure else ""
    return f"<td{shade}{label}>{_words(figure) if figure else ''}</td>"


def _words(figure: Figure) -> str:
    """The value, under it what it was counted from, and its range."""
    shown, base = escape(figure.shown), escape(figure.base)
    if figure.status == Status.NOT_APPLICABLE:
        return f'<span class="soft small">{base}</span>'
    if figure.value is None:
        return f'<span class="soft small">{shown}<br>{base}</span>'
    value = f'<span class="strong">{shown}</span>' if figure.is_sure else shown
    interval = f'<span class="range">{escape(figure.interval)}</span>' if figure.interval else ""
    return f'{value}<br><span class="soft small">{base}{interval}</span>'
