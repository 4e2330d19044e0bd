"""Results as seen on any day, without keeping them."""

from datetime import date

from django.utils import timezone

from engagement.models import MetricResult
from engagement.pipeline.aside import computed_aside
from engagement.pipeline.planning import last_line, moment_at
from engagement.result import Result


def results(*, as_of: date, zone: str) -> list[Result]:
    """Return every result as seen on that day; `zone` is the community's."""
    with computed_aside(moment_at(as_of, zone, last_line()), timezone.now()):
        return [Result(*row) for row in MetricResult.objects.order_by("pk").values_list(*Result._fields)]
