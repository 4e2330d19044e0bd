"""docs/events.md names every verb of the ledger, every task and every command, each with a sentence."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from celery import current_app
from django.core.management import get_commands

from peergroups.config.schedule import SCHEDULE
from tests.architecture.sources import layers, text_of, tracked

DOCUMENT = Path("docs/events.md")


def told(heading: str) -> dict[str, list[str]]:
    """Return the rows of the table under a heading: the name in its first cell, and the other cells."""
    section = text_of(DOCUMENT).split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [row.strip("|").split("|") for row in section.splitlines() if row.startswith("| `")]
    return {row[0].strip(" `").split(" ")[0]: [cell.strip() for cell in row[1:]] for row in rows}


def verbs() -> dict[str, str]:
    """Return every verb, and where it is defined."""
    return {
        verb.value: f"{path} {verb.name}"
        for path in tracked("*/events.py")
        for verb in import_module(".".join(path.with_suffix("").parts)).Happened
    }


def tasks() -> set[str]:
    current_app.loader.import_default_modules()
    return {name for name in current_app.tasks if not name.startswith("celery.")}


def commands() -> set[str]:
    return {name for name, app in get_commands().items() if app in layers()}


def test_every_verb_is_told() -> None:
    assert set(told("Verbs")) == set(verbs())


def test_every_task_is_told() -> None:
    assert set(told("Tasks")) == tasks()


def test_every_command_is_told() -> None:
    assert set(told("Commands")) == commands()


@pytest.mark.parametrize("heading", ["Verbs", "Tasks", "Commands"])
def test_each_is_told_in_a_sentence(heading: str) -> None:
    assert [name for name, cells in told(heading).items() if not cells[0].endswith(".")] == []


def test_no_verb_belongs_to_two_apps() -> None:
    defined = [verb for path in tracked("*/events.py") for verb in re.findall(r' = "(.+)"', text_of(path))]
    assert sorted(defined) == sorted(verbs())


def test_every_verb_is_written_by_some_action() -> None:
    actions = {
        app: "".join(map(text_of, tracked(f"{app}/actions.py", f"{app}/actions/*", f"{app}/*/actions.py")))
        for app in layers()
    }
    silent = [
        verb
        for verb, defined in verbs().items()
        if f"Happened.{defined.split()[1]}" not in actions[defined.split("/")[0]]
    ]
    assert silent == []


def test_the_clock_rings_only_for_tasks_that_exist() -> None:
    assert {entry["task"] for entry in SCHEDULE.values()} <= tasks()
