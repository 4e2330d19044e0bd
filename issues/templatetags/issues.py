"""Template tags for issues."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from issues.models import Issue, Priority
from issues.rotation import dots_in_words

register = template.Library()

TONES = {Priority.URGENT: "warn", Priority.SOON: "calm", Priority.SOME_DAY: ""}


@register.simple_tag
def how_it_presses(issue: Issue) -> SafeString:
    """Say in a word how an issue stands: worked, withdrawn, or how much it presses."""
    if issue.worked_at:
        return format_html('<span class="badge good">{}</span>', "Worked")
    if issue.withdrawn_at:
        return format_html('<span class="badge">{}</span>', "Withdrawn")
    tone = TONES[Priority(issue.priority)]
    return format_html('<span class="badge {}">{}</span>', tone, issue.get_priority_display())


@register.filter
def in_dots(count: int) -> str:
    """{{ issue.dots|in_dots }}: “no dots yet”, “1 dot”, “5 dots”."""
    return dots_in_words(count)


@register.filter
def drawn(count: int) -> str:
    """Draw as many dots as there are, or a dash."""
    return "●" * count or "–"
