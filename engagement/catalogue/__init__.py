"""The metrics: what each asks, how it is counted and who sees it, as the pages say it."""

from zlib import crc32

from engagement.catalogue.commitments import COMMITMENTS
from engagement.catalogue.leading import LEADING
from engagement.catalogue.meetings import MEETINGS
from engagement.catalogue.rhythm import RHYTHM
from engagement.catalogue.seats import SEATS
from engagement.catalogue.variety import VARIETY
from engagement.metric import Metric, Unit
from engagement.ties.catalogue import NETWORKS

CATALOGUE = (*MEETINGS, *RHYTHM, *COMMITMENTS, *SEATS, *LEADING, *VARIETY, *NETWORKS)

METHODS = crc32(repr([(metric.name, metric.version) for metric in CATALOGUE]).encode())
"""A number that is another one when metrics are added or counted in another way."""

METRICS = {metric.name: metric for metric in CATALOGUE}

__all__ = ["CATALOGUE", "METHODS", "METRICS", "Metric", "Unit"]
