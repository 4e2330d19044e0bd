"""Figures of groups and of the whole as a file. It may be passed on, so it says less than the pages.

Only frozen quarters are in it: what is published once comes out the same ever after, so that two files never
differ by a few people. No person is in it, and no figure of few.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from engagement.models import FrozenQuarter, Level, MetricResultQuerySet, Status
from engagement.periods import Quarter
from peergroups.models import Group

HEADINGS = (
    "metric",
    "level",
    "group",
    "name",
    "quarter",
    "counted",
    "of",
    "value",
    "low",
    "high",
    "status",
    "method",
)
_NUMBERS = ("numerator", "denominator", "value", "ci_low", "ci_high")
_DIGITS = 4
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def published_quarters() -> list[Quarter]:
    """Return the quarters of which there is a file, the latest first."""
    return [frozen.quarter for frozen in FrozenQuarter.objects.frozen()]


def published_lines(results: MetricResultQuerySet, quarter: Quarter) -> Iterator[str]:
    """Yield the lines of the file of a quarter. Two queries, however long it is."""
    yield _line(HEADINGS)
    groups = {pk: (key, name) for pk, key, name in Group.objects.values_list("pk", "key", "name")}
    told = results.filter(period_id=quarter.id, level__in=[Level.GROUP, Level.COMMUNITY])
    rows = told.order_by("metric", "level", "subject_id").values_list(
        "metric", "level", "subject_id", "is_of_few", "is_kept_back", "method_version", "status", *_NUMBERS
    )
    for metric, level, subject, is_of_few, is_kept_back, method, status, *numbers in rows.iterator():
        if level == Level.GROUP and subject not in groups:
            continue
        hides = is_kept_back or is_of_few
        key, name = groups[subject] if subject else ("", "")
        said = [""] * len(numbers) if hides else [_rounded(number) for number in numbers]
        standing = Status.SUPPRESSED.value if hides else status
        yield _line([metric, level, key, _plain_text(name), quarter, *said, standing, method])


def _line(cells: Any) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _rounded(number: float | None) -> str:
    return "" if number is None else f"{number:.{_DIGITS}f}".rstrip("0").rstrip(".")


def _plain_text(name: str) -> str:
    """Let no spreadsheet take a name for a formula."""
    return f"'{name}" if name.startswith(_BEGINS_A_FORMULA) else name
