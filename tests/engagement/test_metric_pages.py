"""Each metric has a page that hides nothing of how it is counted."""

from html import unescape

import pytest
from django.urls import reverse

from engagement.catalogue import CATALOGUE, Metric
from tests.browsing import page
from tests.conftest import Cast, Enter
from tests.engagement.storing import came, keep


@pytest.mark.parametrize("metric", CATALOGUE, ids=lambda metric: metric.name)
def test_every_metric_says_all_about_itself(metric: Metric, enter: Enter) -> None:
    seen = unescape(page(enter("newcomer").get(reverse("engagement:metric", args=[metric.name]))))
    said = (metric.sentence, metric.formula, metric.seen_by, metric.source, metric.guard_heading)
    for words in said:
        assert words
        assert " ".join(words.split()) in seen
    assert unescape(page(enter("newcomer").get(reverse("engagement:metrics")))).count(metric.sentence) >= 1


def test_a_metric_shows_what_it_says_of_those_one_may_know_it_of(enter: Enter, cast: Cast) -> None:
    came(cast.member, cast.oak, 11, of=13)
    came(cast.partner, cast.oak, 17, of=19)
    keep("attendance_rate", 31, of=37, group=cast.oak)
    keep("attendance_rate", 41, of=43, group=cast.elm)
    keep("attendance_rate", 53, of=59)
    figures = ("11 of 13", "17 of 19", "31 of 37", "41 of 43", "53 of 59")

    def seen_by(who: str) -> list[bool]:
        seen = page(enter(who).get(reverse("engagement:metric", args=["attendance_rate"])))
        return [figure in seen for figure in figures]

    assert seen_by("member") == [True, False, True, False, False]
    assert seen_by("partner") == [False, True, True, False, False]
    assert seen_by("neighbour") == [False, False, False, True, False]
    assert seen_by("admin") == [False, False, False, False, True]
    assert seen_by("outsider") == [False] * 5


def test_every_figure_of_a_page_leads_to_how_it_is_counted(enter: Enter, cast: Cast) -> None:
    keep("attendance_rate", 31, of=37, group=cast.oak)
    keep("attendance_rate", 31, of=37)
    for who, door in (
        ("member", reverse("engagement:group", args=["oak"])),
        ("admin", reverse("engagement:community")),
        ("admin", reverse("engagement:community_quarters")),
    ):
        assert 'href="/metrics/attendance_rate/"' in page(enter(who).get(door))
