"""What the shape of a network or a roster says, by limits that are written here.

A limit has to be passed in two quarters one after the other, since one alone may be chance. The limits are
conventions, not findings: they say from where on a look is worth its time.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from engagement.models import Level
from signals.detecting.finding import Finding, Subject
from signals.kinds import Kind

Values = Mapping[tuple[Subject, str, int], float]
"""What was computed, by whom it is about, metric, and quarter."""


class Limit(NamedTuple):
    """From where on a metric asks for a look; where `beside` is set, only if that metric is high as well."""

    name: str
    kind: Kind
    level: Level
    metric: str
    low: float | None = None
    high: float | None = None
    beside: tuple[str, float] | None = None

    def is_passed_by(self, value: float) -> bool:
        return (self.low is not None and value < self.low) or (self.high is not None and value > self.high)


LIMITS = (
    Limit("few newcomers", Kind.NEWCOMERS, Level.GROUP, "newcomer_integration", low=0.5),
    Limit("few newcomers", Kind.NEWCOMERS, Level.COMMUNITY, "newcomer_integration", low=0.5),
    Limit("few bridges", Kind.BRIDGES, Level.COMMUNITY, "bridge_dependence", high=0.25),
    Limit("star", Kind.CENTRE, Level.GROUP, "degree_centralisation", high=0.5),
    Limit("few hands", Kind.CENTRE, Level.GROUP, "leadership_spread", low=0.5),
    Limit("alike", Kind.SAMENESS, Level.GROUP, "diversity_industry", low=0.3),
    Limit("inward", Kind.INWARD, Level.GROUP, "ei_index", low=-0.95, beside=("attendance_rate", 0.8)),
)
METRICS_READ = {limit.metric for limit in LIMITS} | {limit.beside[0] for limit in LIMITS if limit.beside}


def structures(subjects: Iterable[Subject], values: Values, *, quarter: int) -> Iterator[Finding]:
    """Find the groups, or the community, that have passed a limit in this quarter and the one before."""
    for subject in subjects:
        level = Level.GROUP if subject.group_id else Level.COMMUNITY
        for kind in Kind:
            evidence = [
                {"rule": limit.name, "metric": limit.metric, "value": now, "before": before}
                for limit in LIMITS
                if (limit.kind, limit.level) == (kind, level)
                and (now := values.get((subject, limit.metric, quarter))) is not None
                and (before := values.get((subject, limit.metric, quarter - 1))) is not None
                and limit.is_passed_by(now)
                and limit.is_passed_by(before)
                and _stands_beside(limit, subject, values, quarter)
            ]
            if evidence:
                yield Finding(kind, subject, evidence)


def _stands_beside(limit: Limit, subject: Subject, values: Values, quarter: int) -> bool:
    if limit.beside is None:
        return True
    metric, least = limit.beside
    return values.get((subject, metric, quarter), 0) >= least
