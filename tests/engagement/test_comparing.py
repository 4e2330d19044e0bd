"""Two quarters beside each other."""

import pytest
from django.urls import reverse

from engagement.catalogue import METRICS
from engagement.comparing import compared, difference, to_compare
from engagement.figures import Figure
from engagement.measures.proportions import newcombe, wilson
from engagement.models import Level, MetricResult, Status
from engagement.periods import Quarter
from tests.browsing import page
from tests.conftest import TODAY, Cast, Enter
from tests.engagement.storing import NOW_QUARTER, computed, in_full, keep

BEFORE = NOW_QUARTER.previous


def test_the_range_of_a_difference_is_that_of_newcombe() -> None:
    def share(x: int, n: int) -> tuple[float, float, float, float, float]:
        return (x, n, x / n, *wilson(x, n))

    now, before = (
        Figure(METRICS["attendance_rate"], NOW_QUARTER, Status.OK, *share(*of)) for of in ((56, 70), (48, 80))
    )
    found, published = difference(now, before), newcombe((56, 70), (48, 80))
    assert found == pytest.approx(published, abs=1e-12)
    assert found == pytest.approx((0.0524, 0.3339), abs=5e-5)


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [
        ((90, 100), (50, 100), "higher"),
        ((50, 100), (90, 100), "lower"),
        ((52, 100), (50, 100), "can be chance"),
        ((0, 0), (50, 100), "cannot be said"),
    ],
)
def test_only_what_is_more_than_chance_is_called_a_change(
    now: tuple[int, int], before: tuple[int, int], verdict: str, cast: Cast
) -> None:
    for ago, (x, n) in enumerate((now, before)):
        keep("attendance_rate", x, of=n, ago=ago, is_sure=n > 0)
    (row,) = compared(in_full(), now=NOW_QUARTER, before=BEFORE)
    assert row.verdict == verdict


def test_what_has_no_range_is_not_compared(cast: Cast) -> None:
    for ago in (0, 1):
        keep("open_seats", 3 - ago, of=8, ago=ago)
    (row,) = compared(in_full(), now=NOW_QUARTER, before=BEFORE)
    assert (row.shown, row.range, row.verdict) == ("+12 points", "–", "cannot be said")


def test_a_quarter_is_set_beside_the_same_a_year_before() -> None:
    known = [Quarter(8009), Quarter(8008), Quarter(8005)]
    assert to_compare(known, None, None) == (Quarter(8009), Quarter(8005))
    assert to_compare(known[:2], None, None) == (Quarter(8009), Quarter(8008))
    assert to_compare(known, Quarter(8005), Quarter(8008)) == (Quarter(8005), Quarter(8008))


def test_a_page_says_both_the_difference_and_its_range(enter: Enter, cast: Cast) -> None:
    computed()
    for group in (None, cast.oak):
        keep("attendance_rate", 56, of=70, group=group, is_sure=True)
        keep("attendance_rate", 48, of=80, group=group, ago=1, is_sure=True)
    for address, who in (
        (reverse("engagement:compare"), "admin"),
        (reverse("engagement:compare_group", args=["oak"]), "member"),
    ):
        seen = page(enter(who).get(address))
        for words in ("80 %", "60 %", "+20 points", "+5 points to +33 points", "higher"):
            assert words in seen
        for junk in ("2026-Q9", "x" * 300):
            page(enter(who).get(address, {"now": junk, "before": junk}))


def test_where_nothing_was_computed_there_is_nothing_to_compare(enter: Enter, cast: Cast) -> None:
    assert "nothing to compare" in page(enter("admin").get(reverse("engagement:compare")))


def test_of_a_quarter_of_few_an_admin_sees_no_difference(enter: Enter, cast: Cast) -> None:
    keep("attendance_rate", 56, of=70, group=cast.oak, is_sure=True)
    keep("attendance_rate", 48, of=80, group=cast.oak, ago=1, people=4, is_sure=True)
    seen = page(enter("admin").get(reverse("engagement:compare_group", args=["oak"])))
    assert ["kept back" in seen, "60 %" in seen, "+20 points" in seen] == [True, False, False]
    of_oak = MetricResult.objects.visible_to(cast.admin, on=TODAY).filter(level=Level.GROUP)
    (row,) = compared(of_oak, now=NOW_QUARTER, before=BEFORE)
    assert row.interval is None
