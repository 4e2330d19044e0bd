"""Template tags for commitments."""

from collections.abc import Iterator
from datetime import date

from django import template
from django.template import Context
from django.utils.dateformat import format as format_date
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from commitments.models import DEBT, Commitment, Outcome

register = template.Library()

TONES = {Outcome.KEPT: "good", Outcome.PARTLY: "calm", Outcome.CHANGED: "calm"}


@register.simple_tag(takes_context=True)
def how_it_stands(context: Context, commitment: Commitment) -> SafeString:
    """Say in a word or two how a commitment (with its rollovers) stands on the day of the request."""
    badges = _badges(commitment, context["request"].today)
    return format_html_join(" ", '<span class="badge {}">{}</span>', badges)


def _badges(commitment: Commitment, today: date) -> Iterator[tuple[str, str]]:
    if commitment.outcome:
        yield TONES.get(Outcome(commitment.outcome), "warn"), commitment.get_outcome_display()
        return
    if commitment.times_rolled >= DEBT:
        times = "twice" if commitment.times_rolled == 2 else f"{commitment.times_rolled} times"
        yield "bad", f"Debt: rolled over {times}"
    if commitment.due_on and commitment.due_on < today:
        yield "warn", f"Was due {format_date(commitment.due_on, 'j M')}"
    elif commitment.due_on:
        yield "", f"By {format_date(commitment.due_on, 'j M Y')}"
