"""How newcomers arrive, as a curve that the community is shown."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from engagement.curves import arrival_curve
from engagement.models import Level, MetricResult
from engagement.periods import Quarter
from engagement.result import Result
from engagement.ties.arriving import EVERY, LONGEST, arrivals
from engagement.ties.newcomers import Newcomer
from tests.browsing import page
from tests.conftest import Cast, Enter
from tests.engagement.storing import computed, in_full, keep

DAY = date(2026, 3, 31)


def newcomer(number: int, *, here: int, tied_after: int | None) -> Newcomer:
    """Somebody who joined so many days ago, and had their third tie so many days later."""
    joined_on = DAY - timedelta(days=here)
    tied_on = None if tied_after is None else joined_on + timedelta(days=tied_after)
    return Newcomer(number, 1, joined_on, None, tied_on)


def results_of(*new: Newcomer) -> dict[Level, Result]:
    return {result.level: result for result in arrivals(Quarter.of(DAY), DAY, new, alone=())}


def test_the_curve_rises_with_each_third_tie_and_agrees_with_the_figure() -> None:
    tied = [newcomer(n, here=200, tied_after=after) for n, after in enumerate((10, 40, 80, 100, 150))]
    waiting = [newcomer(n, here=200, tied_after=None) for n in range(5, 10)]
    found = results_of(*tied, *waiting)[Level.COMMUNITY]
    shares = {day: share for day, share, *_ in found.detail["curve"]}
    assert shares == pytest.approx(
        {day: sum(after <= day for after in (10, 40, 80, 100, 150)) / 10 for day in range(15, 200, 15)}
    )
    assert shares[90] == pytest.approx(found.value)
    for _, share, low, high in found.detail["curve"]:
        assert low < share < high


def test_the_curve_ends_where_nobody_was_watched_longer() -> None:
    newest = [newcomer(n, here=100, tied_after=None) for n in range(8)]
    assert [day for day, *_ in results_of(*newest)[Level.COMMUNITY].detail["curve"]] == [*range(15, 100, 15)]
    oldest = [newcomer(n, here=500, tied_after=n * 40) for n in range(1, 9)]
    curve = results_of(*oldest, newcomer(9, here=500, tied_after=None))[Level.COMMUNITY].detail["curve"]
    assert (curve[-1][0], len(curve)) == (LONGEST, LONGEST // EVERY)


def test_groups_have_no_curve_for_it_would_tell_of_persons() -> None:
    found = results_of(*[newcomer(n, here=200, tied_after=30) for n in range(10)])
    assert "curve" not in found[Level.GROUP].detail


def test_admins_see_the_curve_with_its_numbers(enter: Enter, cast: Cast) -> None:
    computed()
    keep("attendance_rate", 4, of=5)
    kept = keep("newcomer_integration", 38, of=72)
    assert arrival_curve(in_full()) is None
    curve = [[day, day / 1000, day / 2000, day / 500] for day in range(15, 241, 15)]
    MetricResult.objects.filter(pk=kept.pk).update(detail={"curve": curve})
    shown = arrival_curve(in_full())
    assert shown is not None
    assert [(row.after, row.shown, row.interval) for row in shown.rows] == [
        ("1 month", "3 %", "2–6 %"),
        ("3 months", "9 %", "4–18 %"),
        ("6 months", "18 %", "9–36 %"),
    ]
    seen = page(enter("admin").get(reverse("engagement:community_quarters")))
    assert "Who has arrived" in seen
    assert "Watched that long" not in seen
