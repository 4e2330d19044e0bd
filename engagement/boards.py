"""Groups side by side. Boards read results only, never what happened itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from engagement.catalogue import METRICS, Metric
from engagement.figures import FIELDS, Figure, figure
from engagement.goalposts import Goalposts, goalposts
from engagement.measures.composite import placed
from engagement.models import Level, MetricResultQuerySet, Status
from engagement.periods import Quarter
from peergroups.models import Group, GroupQuerySet
from ui.plots import Dot, spark

SIDE_BY_SIDE = (
    "attendance_rate",
    "rsvp_reliability",
    "follow_through",
    "relationship_continuity",
    "tie_density",
    "cross_group_ties",
    "open_seats",
)
"""The metrics that stand beside each other in a table of groups, where a group has something on them."""

LOOK_BACK = 8
ON_A_PAGE = 40


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
    page: Page[int]  # of ids
    sorted_by: str
    descending: bool
    traced: Metric  # whose last quarters are drawn


def board(
    results: MetricResultQuerySet,
    groups: GroupQuerySet,
    *,
    level: Level,
    quarter: Quarter | None = None,
    sort: str,
    page: str | None = None,
) -> Board | None:
    """Put groups side by side in a quarter; None where nothing has been computed. Seven queries at most.

    The quarters are those of a `level`; the first shown is the latest in which attendance was taken.
    `sort` is a metric of the table or "name", with a "-" in front for falling. Sorting by a metric draws thin
    figures towards the community's, so that 3 of 3 does not lead the list.
    """
    quarters, telling = _quarters(results.filter(level=level))
    quarter = quarter or telling
    if quarter is None:
        return None
    by_metric, descending = sort.lstrip("-") in SIDE_BY_SIDE, sort.startswith("-")
    sorted_by = sort.lstrip("-") if by_metric else "name"
    traced = sorted_by if by_metric else SIDE_BY_SIDE[0]
    of_groups = results.filter(level=Level.GROUP)
    then = of_groups.filter(period_id=quarter.id)
    by = _figures(then.filter(metric=sorted_by)) if by_metric else None
    shown = Paginator(_sorted(groups, by, descending=descending), ON_A_PAGE).get_page(page)
    ids = list(shown)
    figures = _figures(then.filter(metric__in=SIDE_BY_SIDE, subject_id__in=ids))
    columns = _columns(figures)
    trends = _trends(of_groups.filter(metric=traced, subject_id__in=ids), quarter, goalposts(METRICS[traced]))
    return Board(
        quarter=quarter,
        quarters=quarters,
        metrics=columns,
        rows=_rows(ids, columns, figures, trends),
        page=shown,
        sorted_by=sorted_by,
        descending=descending,
        traced=METRICS[traced],
    )


def board_of_all(
    results: MetricResultQuerySet, *, find: str, quarter: Quarter | None, sort: str, page: str | None
) -> Board | None:
    """Put the groups side by side that have `find` in their name, in the quarters of the community."""
    groups = Group.objects.filter(name__icontains=find) if find else Group.objects.all()
    return board(results, groups, level=Level.COMMUNITY, quarter=quarter, sort=sort, page=page)


def _columns(figures: dict[tuple[int | None, str], Figure]) -> list[Metric]:
    told = {name for (_, name), figure in figures.items() if figure.status != Status.NOT_APPLICABLE}
    return [METRICS[name] for name in SIDE_BY_SIDE if name in told]


def _rows(
    ids: Iterable[int],
    columns: Iterable[Metric],
    figures: dict[tuple[int | None, str], Figure],
    trends: dict[int | None, Trend],
) -> list[Row]:
    groups = Group.objects.only("key", "name").in_bulk(list(ids))
    return [
        Row(groups[pk], [figures.get((pk, m.name)) for m in columns], trends.get(pk, Trend([], None)))
        for pk in ids
    ]


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


def _trends(results: MetricResultQuerySet, quarter: Quarter, posts: Goalposts) -> dict[int | None, Trend]:
    first = quarter.shifted(1 - LOOK_BACK)
    rows = results.spoken().filter(period_id__range=(first.id, quarter.id)).order_by()
    values: dict[int | None, list[float | None]] = {}
    for subject, period, value in rows.values_list("subject_id", "period_id", "value"):
        place = placed(value, worst=posts.low, best=posts.high)
        values.setdefault(subject, [None] * LOOK_BACK)[period - first.id] = place
    return {subject: Trend(*spark(series)) for subject, series in values.items()}


def _sorted(
    groups: GroupQuerySet, by: dict[tuple[int | None, str], Figure] | None, *, descending: bool
) -> "QuerySet[Group, int] | list[int]":
    """Return the ids of the groups, sorted by these figures, or without any by name."""
    in_order = groups.in_order().values_list("pk", flat=True)
    if by is None:
        return in_order.reverse() if descending else in_order
    told = {subject: figure for (subject, _), figure in by.items()}
    counted = sum(figure.denominator for figure in told.values())
    community = sum(figure.numerator for figure in told.values()) / counted if counted else 0
    return sorted(in_order, key=lambda group: _rank(told.get(group), community), reverse=descending)


def _rank(figure: Figure | None, community: float) -> float:
    return -1 if figure is None else figure.shrunk(community)
