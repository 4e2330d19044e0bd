"""Who gets the demo community before the first page is asked for."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from embedded.management.commands import prepare
from engagement.models import Computation
from members.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo of one group takes a moment instead of seconds."""

    def call(name: str, **options: Any) -> None:
        call_command(name, **options, **({"groups": 1} if name == "seed_demo" else {}))

    monkeypatch.setattr(prepare, "call_command", call)
    monkeypatch.delenv("DEMO", raising=False)


def test_an_empty_embedded_database_gets_a_demo_with_its_figures_once(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMBEDDED_VAR = tmp_path
    call_command("prepare")
    first = capsys.readouterr().out
    assert first.startswith("member: member@example.org\n")
    assert Computation.objects.finished().count() == 1

    people = Member.objects.count()
    call_command("prepare")
    assert capsys.readouterr().out == first
    assert Member.objects.count() == people
    assert Computation.objects.count() == 1


@pytest.mark.parametrize(("embedded", "demo"), [(False, "yes"), (True, "no")])
def test_nobody_is_made_up_in_a_database_of_your_own_nor_against_your_will(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, embedded: bool, demo: str
) -> None:
    settings.EMBEDDED_VAR = tmp_path if embedded else None
    monkeypatch.setenv("DEMO", demo)
    call_command("prepare")
    assert not Member.objects.exists()
