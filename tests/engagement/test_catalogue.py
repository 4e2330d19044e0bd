"""The catalogue is complete, and the handbook tells of all of it."""

from pathlib import Path

import pytest
from celery import Task

from engagement import tasks
from engagement.catalogue import CATALOGUE, METRICS, Metric
from engagement.models import Status

DOCS = Path(__file__).parents[2] / "docs"
HANDBOOK = "".join((DOCS / name).read_text(encoding="utf-8") for name in ("metrics.md", "each-metric.md"))


def test_names_are_unique() -> None:
    assert len(METRICS) == len(CATALOGUE)


def test_every_guard_is_a_metric_too() -> None:
    assert {metric.guard for metric in CATALOGUE} <= METRICS.keys()


@pytest.mark.parametrize("metric", CATALOGUE, ids=lambda metric: metric.name)
def test_the_handbook_tells_of_every_metric(metric: Metric) -> None:
    levels = ", ".join(metric.levels)
    least = ", ".join(str(number) for number in metric.minimum.values())
    assert f"| `{metric.name}` | {levels} | {least} | `{metric.guard}` |" in HANDBOOK
    assert f"## `{metric.name}`: {metric.sentence.lower()}\n" in HANDBOOK.lower()


@pytest.mark.parametrize("word", [*Status, "show_health", "compute_engagement"])
def test_the_handbook_tells_of_every_status_and_command(word: str) -> None:
    assert word in HANDBOOK


@pytest.mark.parametrize("task", [tasks.compute_engagement, tasks.compute_if_due])
def test_the_handbook_tells_of_every_task(task: Task[..., None]) -> None:
    assert f"`{task.__name__}`" in HANDBOOK
