"""Reviews in templates."""

from collections.abc import Mapping

from django import template

from peergroups.models import PlanArea
from reviews.models import ReviewArea

register = template.Library()


@register.filter
def of_area(rows: Mapping[int, ReviewArea], area: PlanArea) -> ReviewArea | None:
    """{{ rows|of_area:area }}: what was written about that area, if anything was."""
    return rows.get(area.pk)
