"""Generating a community: the same rows for the same seed, and only where nothing is yet."""

import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.transaction import atomic, set_rollback

from exchange.actions import NotEmpty, generate_community
from exchange.synthetic.community import TABLES
from exchange.synthetic.plants import Kind, Label
from exchange.synthetic.verbs import Coming
from ledger.models import Entry
from meetings.models import Meeting
from members.models import Member
from peergroups.models import Community, Group, Membership
from tests import factories

pytestmark = pytest.mark.django_db

NOTHING: frozenset[Kind] = frozenset()


def generate(*, seed: int = 1, groups: int = 3, kinds: frozenset[Kind] = NOTHING) -> list[Label]:
    return generate_community(
        seed=seed, groups=groups, quarters=6, until=date(2026, 5, 3), kinds=kinds, say=lambda line: None
    )


def rows() -> dict[str, list[tuple[Any, ...]]]:
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in TABLES}


def rows_of(seed: int, kinds: frozenset[Kind], *, groups: int = 2) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of a community, and take it back."""
    with atomic():
        generate(seed=seed, groups=groups, kinds=kinds)
        found = rows()
        set_rollback(True)
    return found


def test_the_same_arguments_make_the_same_rows() -> None:
    Community.current()  # its plan areas stay

    one, again = (rows_of(1, frozenset(Kind), groups=12) for _ in range(2))

    assert one == again
    assert all(one.values())


def test_another_seed_makes_another_community() -> None:
    Community.current()

    one, other = (rows_of(seed, NOTHING) for seed in (1, 2))

    assert one["peergroups.Membership"] != other["peergroups.Membership"]


def test_a_ring_of_thanks_adds_thanks_and_nothing_else() -> None:
    Community.current()

    without, ring = (rows_of(1, kinds) for kinds in (NOTHING, frozenset({Kind.THANKS_RING})))

    lines = Entry._meta.label
    assert {k: v for k, v in without.items() if k != lines} == {k: v for k, v in ring.items() if k != lines}
    added = {row[1:] for row in ring[lines]} - {row[1:] for row in without[lines]}
    assert {row[1:] for row in without[lines]} <= {row[1:] for row in ring[lines]}
    assert {line[0] for line in added} == {Coming.THANKS_GIVEN}
    assert len(added) > 500


def test_it_ends_with_the_last_whole_quarter() -> None:
    generate()

    assert Meeting.objects.earliest("starts_on").starts_on >= date(2024, 10, 1)
    assert date(2026, 3, 1) < Meeting.objects.latest("starts_on").starts_on <= date(2026, 3, 31)
    assert not Entry.objects.filter(at__date__gt=date(2026, 3, 31)).exists()
    assert not Membership.objects.filter(left_on__gt=date(2026, 3, 31)).exists()


def test_a_quarter_that_ends_today_is_whole() -> None:
    generate_community(
        seed=1, groups=1, quarters=6, until=date(2026, 6, 30), kinds=NOTHING, say=lambda line: None
    )

    assert Meeting.objects.latest("starts_on").starts_on > date(2026, 6, 1)


def test_nobody_can_log_in_with_a_password() -> None:
    generate()

    assert not any(member.has_usable_password() for member in Member.objects.all())
    assert not Member.objects.exclude(email__endswith="@example.org").exists()


def test_what_is_made_afterwards_gets_ids_of_its_own() -> None:
    generate()

    assert factories.group("Later").pk == 4


@pytest.mark.parametrize("make", [factories.member, factories.group])
def test_it_is_made_in_an_empty_database_only(make: Any) -> None:
    make("Oak")

    with pytest.raises(NotEmpty):
        generate()
    with pytest.raises(CommandError, match="an empty one only"):
        call_command("generate_community", "--groups", "1", "--plant", "none")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["--plant", "hub,weather"],
            "'weather' is not a valid Kind. These can be planted: declining, shock,",
        ),
        (["--groups", "10"], "takes 11 groups; give --groups 11 or more"),
        (["--groups", "0"], "at least 1 group and 6 quarters"),
        (["--quarters", "5"], "at least 1 group and 6 quarters"),
    ],
)
def test_what_cannot_be_made_is_said(arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("generate_community", *arguments, stderr=StringIO())

    assert not Group.objects.exists()


def test_labels_are_written_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("labels.csv", "labels.json"):
        with atomic():
            call_command(
                "generate_community",
                *("--groups", "2", "--quarters", "6", "--until", "2026-03-31", "--plant", "hub,small"),
                *("--labels", str(tmp_path / name)),
            )
            set_rollback(True)

    with (tmp_path / "labels.csv").open(newline="") as opened:
        table = list(csv.DictReader(opened))
    listed = json.loads((tmp_path / "labels.json").read_text())
    assert table == [{name: str(value) for name, value in row.items()} for row in listed]
    assert [(row["kind"], row["subject"]) for row in table] == [("hub", "group"), ("small", "group")]
    assert "2 labels" in capsys.readouterr().out
