"""The metrics: what each asks, how it is counted and who sees it, as the pages say it."""

from zlib import crc32

from engagement.catalogue.asking import ASKING
from engagement.catalogue.commitments import COMMITMENTS
from engagement.catalogue.leading import LEADING
from engagement.catalogue.meetings import MEETINGS
from engagement.catalogue.rhythm import RHYTHM
from engagement.catalogue.seats import SEATS
from engagement.catalogue.variety import VARIETY
from engagement.metric import Metric, Unit, at
from engagement.ties.catalogue import NETWORKS
from engagement.waiting import BY_NAME, WAITING, Waiting

CATALOGUE = (*MEETINGS, *RHYTHM, *COMMITMENTS, *SEATS, *LEADING, *VARIETY, *ASKING, *NETWORKS)

METHODS = crc32(repr([*((metric.name, metric.version) for metric in CATALOGUE), *BY_NAME]).encode())
"""A number that is another one when metrics are added or counted in another way."""

METRICS = {metric.name: metric for metric in CATALOGUE}


def _awaited(question: Waiting) -> Metric:
    """Return what is known of a metric that waits for its events, so that its results can be read."""
    return Metric(
        name=question.name,
        heading=question.heading,
        sentence=question.sentence,
        formula=f"It waits for {question.needs}.",
        minimum=at(community=1),
        guard=question.name,
        seen_by=question.seen_by,
        source="",
    )


NAMED = METRICS | {question.name: _awaited(question) for question in WAITING}
"""Every metric of which there are results, also those that only say that there is nothing to count."""

__all__ = ["CATALOGUE", "METHODS", "METRICS", "NAMED", "Metric", "Unit"]
