"""A real community of eleven years, where its data lie beside the project."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.models import Entry
from meetings.models import Attendance, Mark
from tests.exchange.conftest import Folder, load, row_counts
from tests.openjs import OPENJS, needs_openjs, rows_of

pytestmark = [pytest.mark.django_db, needs_openjs]


def test_every_row_arrives_and_comes_out_again_and_a_second_time_nothing_is_added(
    exported: Callable[[], dict[str, bytes]], tmp_path: Path
) -> None:
    first = load(OPENJS)
    out = exported()
    counts = row_counts()

    again = load(OPENJS)
    from_export = load(tmp_path / "exported")

    for file in sorted(OPENJS.glob("*.csv")):
        rows = rows_of(file)
        given = list(rows[0])
        back = [{name: row[name] for name in given} for row in rows_of(tmp_path / "exported" / file.name)]
        assert sorted(back, key=str) == sorted(rows, key=str)
        assert first[file.name] == {"added": len(rows)}
        assert again[file.name] == from_export[file.name] == {"unchanged": len(rows)}
    assert row_counts() == counts
    assert exported() == out
    regrets = sum(row["status"] == "regrets" for row in rows_of(OPENJS / "attendance.csv"))
    assert Attendance.objects.filter(mark=Mark.EXCUSED).count() == regrets
    assert Entry.objects.filter(verb="attendance.excused").count() == regrets


@pytest.mark.parametrize(
    ("file", "line", "damage", "column"),
    [
        ("meetings.csv", 700, lambda cells: [*cells[:3], "15.10.2014"], "starts_on"),
        ("attendance.csv", 5000, lambda cells: [cells[0], "P999", cells[2]], "member"),
        ("attendance.csv", 11559, lambda cells: [cells[0], "P\udce9", cells[2]], "member"),
        ("agenda.csv", 9000, lambda cells: [cells[0], cells[1], "x" * 2**20], "title"),
    ],
    ids=["wrong date", "unknown member", "bad UTF-8", "a cell of a megabyte"],
)
def test_a_damaged_copy_is_refused_by_line(
    tmp_path: Path, file: str, line: int, damage: Callable[[list[str]], list[str]], column: str
) -> None:
    folder = Folder(shutil.copytree(OPENJS, tmp_path / "openjs"))
    lines = (folder.path / file).read_text().split("\n")
    lines[line - 1] = ",".join(damage(next(csv.reader([lines[line - 1]]))))
    folder.write(file, "\n".join(lines).encode(errors="surrogateescape"))
    before = row_counts()

    faults = folder.faults()

    assert [fault.split(": ")[0] for fault in faults] == [f"{file}:{line} {column}"]
    assert row_counts() == before
    assert len(faults[0]) < 200


def test_a_row_twice_and_a_column_gone_are_refused_by_line(tmp_path: Path) -> None:
    folder = Folder(shutil.copytree(OPENJS, tmp_path / "openjs"))
    attendance = (folder.path / "attendance.csv").read_text().split("\n")
    folder.write("attendance.csv", "\n".join([*attendance[:300], attendance[99], *attendance[300:]]).encode())
    members = rows_of(OPENJS / "members.csv")
    before = row_counts()
    folder.write("members.csv", b"member,name\n" + b"".join(f"{m['member']},x\n".encode() for m in members))

    faults = folder.faults()

    assert [fault.split(": ")[0] for fault in faults] == ["members.csv:1 email", "attendance.csv:301 member"]
    assert row_counts() == before
