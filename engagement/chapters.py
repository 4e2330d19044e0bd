"""One metric of one subject, quarter by quarter."""

from collections.abc import Iterable, Sequence
from itertools import dropwhile
from typing import Any, NamedTuple

from engagement.catalogue import CATALOGUE, Metric, Unit
from engagement.figures import FIELDS, Figure, figure
from engagement.goalposts import goalposts
from engagement.models import MetricResultQuerySet, Status
from engagement.periods import Quarter
from ui.plots import Plot, Point, trend

LONGEST = 8


class Note(NamedTuple):
    """Words beside a quarter: what somebody wrote, or what was found."""

    quarter: Quarter
    words: str


class Chapter(NamedTuple):
    """One metric of one subject: its figures by quarter, the latest first, beside a plot of them."""

    metric: Metric
    figures: list[Figure]
    plot: Plot
    latest: Figure
    notes: list[Note]


def chapters(
    results: MetricResultQuerySet, *, whole: bool = False, notes: Sequence[Note] = ()
) -> list[Chapter]:
    """Return a chapter for each metric of the catalogue that the results of one subject have something on.

    `whole` looks at every quarter, otherwise at the last `LONGEST`.
    """
    return chapters_of(results.order_by("period_id").values_list(*FIELDS), whole=whole, notes=notes)


def chapters_of(
    rows: Iterable[tuple[Any, ...]], *, whole: bool = False, notes: Sequence[Note] = ()
) -> list[Chapter]:
    """Return the chapters of rows of `FIELDS` of one subject, which stand in the order of their quarters."""
    return _told(rows, None if whole else LONGEST, notes)


def chapters_by_subject(results: MetricResultQuerySet) -> dict[tuple[str, int | None], list[Chapter]]:
    """Return the chapters of several subjects, by level and id; one query."""
    rows: dict[tuple[str, int | None], list[tuple[Any, ...]]] = {}
    for level, subject, *row in results.order_by("period_id").values_list("level", "subject_id", *FIELDS):
        rows.setdefault((level, subject), []).append(tuple(row))
    return {subject: _told(told, LONGEST, ()) for subject, told in rows.items()}


def latest_figures(results: MetricResultQuerySet, names: Iterable[str]) -> list[Figure]:
    """Return for each of these metrics of one subject the latest figure that was computed."""
    told = results.spoken().filter(metric__in=names)
    rows = told.order_by("metric", "-period_id").distinct("metric")
    found = {row[0]: figure(*row) for row in rows.values_list(*FIELDS)}
    return [found[name] for name in names if name in found]


def _told(rows: Iterable[tuple[Any, ...]], longest: int | None, notes: Sequence[Note]) -> list[Chapter]:
    """Make chapters of the rows of one subject, which stand in the order of their quarters."""
    by_metric: dict[str, list[tuple[Any, ...]]] = {metric.name: [] for metric in CATALOGUE}
    for row in rows:
        if row[0] in by_metric:  # what still waits for its events has no chapter
            by_metric[row[0]].append(row)
    read = {
        name: [figure(*row) for row in (told[-longest:] if longest else told)]
        for name, told in by_metric.items()
    }
    return [
        _chapter(metric, figures, notes)
        for metric in CATALOGUE
        if (figures := _from_the_first(read[metric.name])) and _says_something(figures)
    ]


def _from_the_first(figures: list[Figure]) -> list[Figure]:
    """Leave out the quarters before there was anything to count."""
    return list(dropwhile(lambda f: f.status == Status.NOT_APPLICABLE, figures))


def _says_something(figures: list[Figure]) -> bool:
    """Whether there is anything to show; where nobody ever promised, a rate of nought is not worth a plot."""
    told = [f for f in figures if f.status != Status.NOT_APPLICABLE]
    if told and told[0].metric.unit == Unit.EACH_MEETING:
        return any(f.numerator for f in told)
    return bool(told)


def _chapter(metric: Metric, figures: list[Figure], notes: Sequence[Note]) -> Chapter:
    beside = [note for note in notes if any(note.quarter == f.quarter for f in figures)]
    points = [Point(_label(f.quarter), f.value, f.low, f.high) for f in figures]
    is_share = metric.unit == Unit.SHARE
    highest = max((f.high or f.value or 0 for f in figures), default=1)
    plot = trend(
        f"{metric.heading} by quarter",
        points,
        bottom=min(0.0, goalposts(metric).low),
        top=1.0 if is_share else max(1.0, highest),
        percent=is_share,
        marked=_marked(beside),
    )
    spoken = [f for f in figures if f.value is not None]
    return Chapter(metric, figures[::-1], plot, (spoken or figures)[-1], beside)


def _marked(notes: Sequence[Note]) -> dict[str, str]:
    """Return by quarter the numbers of the notes beside it, as the list under the plot counts them."""
    numbers: dict[str, list[str]] = {}
    for number, note in enumerate(notes, 1):
        numbers.setdefault(_label(note.quarter), []).append(str(number))
    return {label: ", ".join(told) for label, told in numbers.items()}


def _label(quarter: Quarter) -> str:
    return f"Q{quarter.number} {quarter.year % 100:02}"
