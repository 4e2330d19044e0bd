"""The hourly look at all series: what it does, leaves, and costs."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from series.models import Series
from series.tasks import extend_series
from tests import factories
from tests.conftest import NOW, Cast
from tests.series.plans import plan, series

WEEK = timedelta(weeks=1)


def queries() -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        extend_series()
    return [query["sql"] for query in captured.captured_queries]


def test_a_series_that_is_broken_stops_no_other(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    broken, sound = series(cast.grove), series(cast.oak)
    Series.objects.filter(pk=broken.pk).update(rule_text="FREQ=YEARLY")
    with time_machine.travel(NOW + WEEK), caplog.at_level(logging.ERROR):
        extend_series()
    assert (broken.occurrences.count(), sound.occurrences.count()) == (12, 13)
    assert f"series {broken.pk} got no further dates" in caplog.text


@pytest.mark.parametrize(
    "rule",
    ["FREQ=WEEKLY;BYDAY=TH", "FREQ=WEEKLY;BYDAY=TH;COUNT=4", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260520"],
)
def test_with_nothing_to_do_many_series_cost_as_much_as_one(cast: Cast, rule: str) -> None:
    series(cast.grove, plan(rule))
    extend_series()
    for_one = queries()
    for _ in range(2):
        group = factories.group()
        factories.seat(group, factories.member())
        series(group, plan(rule))
    extend_series()
    for_three = queries()
    assert len(for_one) == len(for_three) <= 4, "\n".join(for_three)


def test_a_series_of_which_all_dates_are_over_costs_no_more(cast: Cast) -> None:
    series(cast.grove, plan("FREQ=WEEKLY;BYDAY=TH;COUNT=2"))
    with time_machine.travel(NOW + 5 * WEEK):
        assert len(queries()) <= 4
