"""Results as seen on any day, without keeping them."""

from datetime import date

from django.utils import timezone

from engagement.models import MetricResult
from engagement.own import results_of_members
from engagement.pipeline.aside import computed_aside
from engagement.pipeline.planning import last_line, moment_at
from engagement.result import Result


def results(*, as_of: date, zone: str) -> list[Result]:
    """Return every result as seen on that day; `zone` is the community's."""
    with computed_aside(moment_at(as_of, zone, last_line()), timezone.now()):
        return all_results()


def all_results() -> list[Result]:
    """Return the results that are kept, and those of members, which are not."""
    kept = MetricResult.objects.order_by("pk").values_list(*Result._fields)
    return [*(Result(*row) for row in kept), *results_of_members()]
