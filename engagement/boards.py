"""Dashboards: results put beside each other. They read results only, never what happened itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Any, NamedTuple

from engagement.catalogue import CATALOGUE, METRICS, Metric, Unit
from engagement.figures import FIELDS, Figure, figure
from engagement.models import Level, MetricResultQuerySet, Status
from engagement.periods import Quarter
from peergroups.models import Group
from ui.plots import Dot, Plot, Point, spark, trend

SIDE_BY_SIDE = (
    "attendance_rate",
    "rsvp_reliability",
    "follow_through",
    "relationship_continuity",
    "open_seats",
)
"""The metrics that stand beside each other in a table of groups, where a group has something on them."""

LOOK_BACK = 8
LONGEST = 8


class Trend(NamedTuple):
    """A small line of the last quarters."""

    lines: list[str]
    end: Dot | None


class Row(NamedTuple):
    """A group in the table of groups."""

    group: Group
    figures: list[Figure | None]
    trend: Trend


@dataclass(frozen=True)
class Board:
    """Groups at a glance in one quarter, sorted by one of the metrics or by name."""

    quarter: Quarter
    quarters: list[Quarter]
    metrics: list[Metric]
    rows: list[Row]
    sorted_by: str
    descending: bool
    traced: Metric  # whose last quarters are drawn


def board(
    results: MetricResultQuerySet,
    groups: Sequence[Group],
    *,
    level: Level,
    quarter: Quarter | None = None,
    sort: str,
) -> Board | None:
    """Put groups side by side in a quarter; None where nothing has been computed. Three queries.

    The quarters are those of a `level`; the first shown is the latest in which attendance was taken.
    `sort` is a metric of the table or "name", with a "-" in front for falling. Sorting by a metric draws thin
    figures towards the community's, so that 3 of 3 does not lead the list.
    """
    quarters, telling = _quarters(results.filter(level=level))
    quarter = quarter or telling
    if quarter is None:
        return None
    sorted_by = sort.lstrip("-") if sort.lstrip("-") in SIDE_BY_SIDE else "name"
    traced = sorted_by if sorted_by in SIDE_BY_SIDE else SIDE_BY_SIDE[0]
    of_groups = results.filter(level=Level.GROUP, subject_id__in=[group.pk for group in groups])
    figures = _figures(of_groups.filter(metric__in=SIDE_BY_SIDE, period_id=quarter.id))
    told = {name for (_, name), figure in figures.items() if figure.status != Status.NOT_APPLICABLE}
    shown = [name for name in SIDE_BY_SIDE if name in told]
    trends = _trends(of_groups.filter(metric=traced), quarter)
    rows = [
        Row(group, [figures.get((group.pk, name)) for name in shown], trends.get(group.pk, Trend([], None)))
        for group in groups
    ]
    descending = sort.startswith("-")
    _sort(rows, shown.index(sorted_by) if sorted_by in shown else None, descending=descending)
    return Board(
        quarter=quarter,
        quarters=quarters,
        metrics=[METRICS[name] for name in shown],
        rows=rows,
        sorted_by=sorted_by,
        descending=descending,
        traced=METRICS[traced],
    )


class Chapter(NamedTuple):
    """One metric of one subject: its figures by quarter, the latest first, beside a plot of them."""

    metric: Metric
    figures: list[Figure]
    plot: Plot
    latest: Figure


def chapters(results: MetricResultQuerySet, *, whole: bool = False) -> list[Chapter]:
    """Return a chapter for each metric of the catalogue that the results of one subject have something on.

    `whole` looks at every quarter, otherwise at the last `LONGEST`.
    """
    rows: dict[str, list[tuple[Any, ...]]] = {metric.name: [] for metric in CATALOGUE}
    for row in results.order_by("period_id").values_list(*FIELDS):
        rows[row[0]].append(row)
    read = {
        name: [figure(*row) for row in (told if whole else told[-LONGEST:])] for name, told in rows.items()
    }
    return [
        _chapter(metric, figures)
        for metric in CATALOGUE
        if (figures := _from_the_first(read[metric.name])) and _says_something(figures)
    ]


def latest_figures(results: MetricResultQuerySet, names: Iterable[str]) -> list[Figure]:
    """Return for each of these metrics of one subject the latest figure that was computed."""
    told = results.spoken().filter(metric__in=names)
    rows = told.order_by("metric", "-period_id").distinct("metric")
    found = {row[0]: figure(*row) for row in rows.values_list(*FIELDS)}
    return [found[name] for name in names if name in found]


def _quarters(results: MetricResultQuerySet) -> tuple[list[Quarter], Quarter | None]:
    """Return every quarter that has results, the latest first, and the one that tells most."""
    told = results.filter(metric="attendance_rate").order_by("-period_id")
    rows = told.values_list("period_id", "status").distinct()
    known = [Quarter(period) for period in dict(rows)]
    taken = (Quarter(period) for period, status in rows if status == Status.OK)
    return known, next(taken, known[0] if known else None)


def _figures(results: MetricResultQuerySet) -> dict[tuple[int | None, str], Figure]:
    rows = results.order_by().values_list("subject_id", *FIELDS)
    return {(subject, row[0]): figure(*row) for subject, *row in rows}


def _trends(results: MetricResultQuerySet, quarter: Quarter) -> dict[int | None, Trend]:
    first = quarter.shifted(1 - LOOK_BACK)
    rows = results.spoken().filter(period_id__range=(first.id, quarter.id)).order_by()
    values: dict[int | None, list[float | None]] = {}
    for subject, period, value in rows.values_list("subject_id", "period_id", "value"):
        values.setdefault(subject, [None] * LOOK_BACK)[period - first.id] = value
    return {subject: Trend(*spark(series)) for subject, series in values.items()}


def _sort(rows: list[Row], column: int | None, *, descending: bool) -> None:
    if column is None:
        rows.sort(key=lambda row: row.group.in_order, reverse=descending)
        return
    told = [f for row in rows if (f := row.figures[column])]
    counted = sum(f.denominator for f in told)
    community = sum(f.numerator for f in told) / counted if counted else 0
    rows.sort(key=lambda row: _rank(row.figures[column], community), reverse=descending)


def _rank(figure: Figure | None, community: float) -> float:
    return -1 if figure is None else figure.shrunk(community)


def _from_the_first(figures: list[Figure]) -> list[Figure]:
    """Leave out the quarters before there was anything to count."""
    return list(dropwhile(lambda f: f.status == Status.NOT_APPLICABLE, figures))


def _says_something(figures: list[Figure]) -> bool:
    """Whether there is anything to show; where nobody ever promised, a rate of nought is not worth a plot."""
    told = [f for f in figures if f.status != Status.NOT_APPLICABLE]
    if told and told[0].metric.unit == Unit.EACH_MEETING:
        return any(f.numerator for f in told)
    return bool(told)


def _chapter(metric: Metric, figures: list[Figure]) -> Chapter:
    points = [Point(_label(f.quarter), f.value, f.low, f.high) for f in figures]
    highest = max((f.high or f.value or 0 for f in figures), default=1)
    top = 1.0 if metric.unit == Unit.SHARE else max(1.0, highest)
    plot = trend(f"{metric.heading} by quarter", points, top=top, percent=metric.unit == Unit.SHARE)
    spoken = [f for f in figures if f.value is not None]
    return Chapter(metric, figures[::-1], plot, (spoken or figures)[-1])


def _label(quarter: Quarter) -> str:
    return f"Q{quarter.number} {quarter.year % 100:02}"
