"""What surveys found of how safe it is to speak, as figures beside the others."""

from datetime import date, timedelta

import pytest

from engagement.actions import compute_engagement, freeze_quarters
from engagement.models import Level, MetricResult, Status
from engagement.result import Result
from engagement.results import results
from peergroups.models import Group
from surveys.models import Finding, Survey
from tests import factories
from tests.conftest import TODAY, Cast
from tests.engagement.asking import noon
from tests.surveys.asking import WELL, answered, crowd, opened, published

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=20)
APART = [[1, 7, 1, 7, 7], [7, 1, 7, 1, 1]]  # scored: seven everywhere, and one everywhere


def found(as_of: date = LATER) -> dict[int | None, Result]:
    """By group."""
    told = [r for r in results(as_of=as_of, zone="UTC") if r.metric == "psychological_safety"]
    return {r.subject_id: r for r in told}


@pytest.fixture
def survey(cast: Cast) -> Survey:
    crowd(cast.oak, 8)
    crowd(cast.elm, 8)
    return opened(cast.admin)


def test_what_was_found_is_a_figure_of_the_quarter_in_which_the_survey_closed(
    cast: Cast, survey: Survey
) -> None:
    answered(survey, cast.oak, *[WELL] * 6)
    answered(survey, cast.elm, *[WELL] * 5)
    published(survey)
    finding = Finding.objects.get(survey=survey, group=cast.oak)
    told = found()
    oak = told[cast.oak.pk]
    assert (oak.numerator, oak.denominator, oak.status) == (6, finding.asked, Status.OK)
    assert (oak.value, oak.ci_low, oak.ci_high) == (6, finding.low, finding.high)
    assert oak.people == finding.asked
    assert oak.detail == {"finding": "shown", "agreement": 1}
    whole = told[None]
    assert (whole.level, whole.numerator, whole.value) == (Level.COMMUNITY, 11, 6)


def test_before_it_is_published_and_before_its_last_day_is_over_nothing_is_said(
    cast: Cast, survey: Survey
) -> None:
    answered(survey, cast.oak, *[WELL] * 6)
    assert found() == {}
    published(survey)
    assert found(as_of=survey.last_on) == {}
    assert cast.oak.pk in found(as_of=survey.last_on + timedelta(days=1))


def test_of_few_answers_and_where_people_do_not_agree_there_is_no_value(cast: Cast, survey: Survey) -> None:
    answered(survey, cast.oak, *[WELL] * 4)
    answered(survey, cast.elm, *APART * 3)
    published(survey)
    told = found()
    kept = {of.group_id: of.status for of in Finding.objects.filter(survey=survey, group__isnull=False)}
    for group in (cast.oak, cast.elm):
        assert (told[group.pk].value, told[group.pk].status) == (None, Status.NOT_ENOUGH_DATA)
        assert told[group.pk].detail == {"finding": kept[group.pk]}
    assert kept[cast.oak.pk] == "too few"


def test_what_the_survey_keeps_back_is_kept_back_here(cast: Cast, survey: Survey) -> None:
    answered(survey, cast.oak, *[WELL] * 3)
    answered(survey, cast.elm, *[WELL] * 6)
    published(survey)
    assert Finding.objects.get(survey=survey, group=cast.elm).status == "kept back"
    assert found()[cast.elm.pk].value is None


def test_where_fewer_than_five_were_asked_there_is_no_result(cast: Cast) -> None:
    few = factories.group("Few")
    crowd(few, 4)
    survey = opened(cast.admin)
    answered(survey, few, *[WELL] * 4)
    published(survey)
    assert few.pk not in found()


def test_five_points_are_stretched_to_seven(cast: Cast, survey: Survey) -> None:
    answered(survey, cast.oak, *[WELL] * 6)
    published(survey)
    survey.questionnaire.scale = 5
    survey.questionnaire.save()
    Finding.objects.filter(group=cast.oak).update(mean=4, low=3.5, high=5)
    oak = found()[cast.oak.pk]
    assert (oak.value, oak.ci_low, oak.ci_high) == (5.5, 4.8, 7)


def kept(group: Group) -> list[tuple[float | None, int]]:
    rows = MetricResult.objects.filter(metric="psychological_safety", subject_id=group.pk)
    return list(rows.values_list("value", "period_id"))


def test_it_comes_with_the_next_day_and_a_frozen_quarter_keeps_what_it_has(
    cast: Cast, survey: Survey
) -> None:
    answered(survey, cast.oak, *[WELL] * 6)
    compute_engagement(as_of=survey.last_on, by=None, at=noon(2026, 5, 30))
    published(survey)
    compute_engagement(as_of=survey.last_on + timedelta(days=1), by=None, at=noon(2026, 5, 31))
    [(value, _)] = kept(cast.oak)
    assert value == 6
    winter = date(2026, 12, 1)
    compute_engagement(as_of=winter, by=None, at=noon(2026, 12, 1))
    freeze_quarters(at=noon(2026, 12, 1))
    Finding.objects.filter(survey=survey, group=cast.oak).update(mean=2, low=1, high=3)
    compute_engagement(as_of=winter + timedelta(days=1), by=None, at=noon(2026, 12, 2))
    assert [value for value, _ in kept(cast.oak)] == [6]
