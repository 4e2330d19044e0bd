"""What the commands print."""

from datetime import date

import pytest
from django.core.management import CommandError

from engagement.models import Computation, MetricResult
from meetings.models import Mark
from peergroups.models import Group
from tests import factories
from tests.engagement.asking import mark, printed, shown

pytestmark = pytest.mark.django_db

KEYS = [
    *["metric", "level", "subject", "period", "numerator", "denominator"],
    *["value", "ci_low", "ci_high", "status"],
]


@pytest.fixture
def oak() -> Group:
    oak, member = factories.group("Oak"), factories.member(key="ann")
    factories.seat(oak, member, joined_on=date(2026, 1, 1))
    for day, came in [(date(2026, 2, 3), Mark.PRESENT), (date(2026, 4, 7), Mark.PARTIAL)]:
        mark(factories.meeting(oak, on=day), {member: came})
    factories.group("Elm")
    return oak


def test_json_is_an_array_of_rows_with_keys_as_people_know_them(oak: Group) -> None:
    rows = shown()
    assert all(list(row) == KEYS for row in rows)
    assert rows == sorted(rows, key=lambda r: (r["level"], r["subject"] or "", r["metric"], r["period"]))
    assert {(row["level"], row["subject"]) for row in rows} == {
        ("community", None),
        ("group", "oak"),
        ("member", "ann"),
    }
    assert [row for row in rows if row["metric"] == "attendance_rate" and row["level"] == "member"] == [
        {
            "metric": "attendance_rate",
            "level": "member",
            "subject": "ann",
            "period": period,
            "numerator": attended,
            "denominator": 1.0,
            "value": attended,
            "ci_low": pytest.approx(low, abs=1e-4),
            "ci_high": pytest.approx(high, abs=1e-4),
            "status": "ok",
        }
        for period, attended, low, high in [("2026-Q1", 1.0, 0.2065, 1), ("2026-Q2", 0.5, 0.0546, 0.9454)]
    ]


def test_a_group_by_itself(oak: Group) -> None:
    rows = shown("--group", "oak")
    assert {(row["level"], row["subject"]) for row in rows} == {("group", "oak")}
    assert {row["period"] for row in rows} == {"2026-Q1", "2026-Q2"}


def test_an_unknown_group_is_an_error_that_says_what_to_do(oak: Group) -> None:
    with pytest.raises(CommandError, match="no group with the key “ash”"):
        printed("show_health", "--group", "ash")


def test_showing_computes_first_when_there_is_something_new(oak: Group) -> None:
    assert shown()
    assert Computation.objects.count() == 1
    shown()
    assert Computation.objects.count() == 1
    factories.seat(oak, factories.member())
    shown()
    assert Computation.objects.count() == 2


def test_a_day_in_the_past_is_shown_and_not_kept(oak: Group) -> None:
    rows = shown("--as-of", "2026-03-01")
    assert {row["period"] for row in rows} == {"2026-Q1"}
    assert not MetricResult.objects.exists()
    assert not Computation.objects.exists()


def test_the_table_shows_the_running_quarter_of_community_and_groups(oak: Group) -> None:
    lines = printed("show_health").splitlines()
    assert all(line.startswith("2026-Q2") for line in lines)
    assert not any("ann" in line for line in lines)
    [attendance] = [line for line in lines if "oak" in line and "attendance_rate" in line]
    assert " ".join(attendance.split()) == "2026-Q2 oak attendance_rate 0.5 of 1 50% (5% to 95%)"


def test_computing_says_how_many_rows_as_of_when(oak: Group) -> None:
    said = printed("compute_engagement", "--as-of", "2026-03-01")
    assert said.startswith(f"{MetricResult.objects.count()} rows as of 2026-03-01 in ")
    assert Computation.objects.get().as_of == date(2026, 3, 1)
    assert not MetricResult.objects.filter(period_id__gt=2026 * 4).exists()


@pytest.mark.parametrize("command", ["compute_engagement", "show_health"])
@pytest.mark.parametrize(
    ("day", "why"),
    [("soon", "looks like 2026-05-04"), ("2026-05-05", "still to come"), ("2026-02-30", "not a date")],
)
def test_a_wrong_day_is_an_error_that_says_what_is_right(command: str, day: str, why: str) -> None:
    with pytest.raises(CommandError, match=why):
        printed(command, "--as-of", day)
