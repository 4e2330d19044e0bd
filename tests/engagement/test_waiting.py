"""What is not counted yet is named with what it needs; each quarter says that there is nothing to count."""

from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse

from engagement.actions import compute_engagement
from engagement.catalogue import CATALOGUE, METRICS
from engagement.models import Level, MetricResult, Status
from engagement.periods import Quarter
from engagement.waiting import WAITING, Waiting
from peergroups.models import Group
from tests import factories
from tests.browsing import page
from tests.conftest import TODAY, Cast, Enter
from tests.engagement.asking import noon

HANDBOOK = (Path(__file__).parents[2] / "docs" / "metrics.md").read_text(encoding="utf-8")


def test_every_question_that_waits_stands_on_the_page_with_what_it_needs(enter: Enter) -> None:
    seen = unescape(page(enter("newcomer").get(reverse("engagement:metrics"))))
    for question in WAITING:
        assert question.sentence in seen
        assert f"needs {question.needs}" in seen
        assert f'href="/metrics/{question.name}/"' in seen


@pytest.mark.parametrize("question", WAITING, ids=lambda question: question.name)
def test_each_has_a_page_and_a_place_in_the_handbook(question: Waiting, enter: Enter) -> None:
    seen = unescape(page(enter("newcomer").get(reverse("engagement:metric", args=[question.name]))))
    for words in (question.heading, question.sentence, question.needs, question.seen_by):
        assert words in seen
    assert f"`{question.name}`" in HANDBOOK


def test_no_question_that_waits_is_counted_already() -> None:
    counted = {metric.heading for metric in CATALOGUE} | {metric.sentence for metric in CATALOGUE}
    assert not counted & {words for question in WAITING for words in (question.heading, question.sentence)}
    assert not METRICS.keys() & {question.name for question in WAITING}


def test_each_quarter_says_of_each_that_there_is_nothing_to_count(oak: Group) -> None:
    factories.seat(oak, factories.member(), joined_on=date(2025, 9, 1))
    compute_engagement(as_of=TODAY, by=None, at=noon(2026, 5, 12))
    found = MetricResult.objects.filter(metric__in=[question.name for question in WAITING])
    told = {
        (r.metric, r.level, r.period_id, r.numerator, r.denominator, r.value, r.status) for r in found.all()
    }
    assert told == {
        (question.name, Level.COMMUNITY, Quarter.parse(quarter).id, 0, 0, None, Status.NOT_APPLICABLE)
        for question in WAITING
        for quarter in ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2")
    }
    compute_engagement(as_of=TODAY, by=None, at=noon(2026, 5, 12), anew=True)
    assert found.count() == len(told)


def test_pages_of_the_community_do_not_show_them(enter: Enter, cast: Cast) -> None:
    compute_engagement(as_of=TODAY, by=None, at=noon(2026, 5, 12))
    assert MetricResult.objects.filter(metric="ask_rate").exists()
    for door in ("engagement:community", "engagement:community_quarters", "engagement:compare"):
        assert "Do people dare to ask?" not in page(enter("admin").get(reverse(door)))
