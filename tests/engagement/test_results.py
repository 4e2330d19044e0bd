"""Who sees which result, and what PostgreSQL would refuse."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from engagement.models import Level, MetricResult, Status
from tests.conftest import NOW, TODAY, Cast


def result(level: Level, subject_id: int | None, **fields: object) -> MetricResult:
    return MetricResult(
        **{
            "metric": "attendance_rate",
            "method_version": 1,
            "level": level,
            "subject_id": subject_id,
            "period_id": 2026 * 4,
            "numerator": 3,
            "denominator": 4,
            "value": 0.75,
            "status": Status.OK,
            "watermark": 0,
            "computed_at": NOW,
            **fields,
        }
    )


@pytest.fixture
def all_of_them(cast: Cast) -> dict[str, MetricResult]:
    """A result for each group and for the community, by name."""
    named = {name: result(Level.GROUP, getattr(cast, name).pk) for name in ["oak", "elm", "grove"]}
    named["community"] = result(Level.COMMUNITY, None)
    MetricResult.objects.bulk_create(named.values())
    return named


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("member", {"oak", "grove"}),
        ("newcomer", {"oak"}),
        ("facilitator", {"oak"}),
        ("neighbour", {"elm"}),
        ("former", set()),
        ("outsider", set()),
        ("admin", {"oak", "elm", "grove", "community"}),
    ],
)
def test_who_sees_which_result(
    cast: Cast, all_of_them: dict[str, MetricResult], who: str, seen: set[str]
) -> None:
    visible = set(MetricResult.objects.visible_to(cast[who], on=TODAY))
    assert {name for name, row in all_of_them.items() if row in visible} == seen


@pytest.mark.usefixtures("all_of_them")
def test_an_admin_who_stepped_down_sees_nothing(cast: Cast) -> None:
    cast.admin.admin_terms.update(until_on=TODAY)
    assert MetricResult.objects.visible_to(cast.admin, on=TODAY).count() == 4
    tomorrow = TODAY.replace(day=TODAY.day + 1)
    assert not MetricResult.objects.visible_to(cast.admin, on=tomorrow).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("a_zero_denominator_is_not_applicable", {"denominator": 0}),
        ("a_zero_denominator_is_not_applicable", {"status": Status.NOT_APPLICABLE, "value": None}),
        ("only_what_was_computed_has_a_value", {"value": None}),
        ("only_what_was_computed_has_a_value", {"status": Status.NOT_ENOUGH_DATA}),
        ("only_what_was_computed_has_a_value", {"status": Status.SUPPRESSED}),
        ("an_interval_has_two_ends", {"ci_low": 0.4}),
        ("an_interval_has_two_ends", {"ci_low": 0.9, "ci_high": 0.4}),
        ("a_result_is_about_a_group_or_about_all", {"subject_id": 7}),
        ("a_result_is_about_a_group_or_about_all", {"level": Level.GROUP}),
        ("a_result_is_about_a_group_or_about_all", {"level": Level.MEMBER, "subject_id": 7}),
    ],
)
def test_postgresql_refuses_nonsense(constraint: str, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        result(**{"level": Level.COMMUNITY, "subject_id": None, **fields}).save()


@pytest.mark.django_db
@pytest.mark.parametrize(("level", "subject"), [(Level.COMMUNITY, None), (Level.GROUP, 1)])
def test_one_result_for_each_subject_and_quarter(level: Level, subject: int | None) -> None:
    result(level, subject).save()
    with pytest.raises(IntegrityError, match="one_result_for_each"), transaction.atomic():
        result(level, subject).save()
    result(level, subject, period_id=2026 * 4 + 1).save()
