"""A folder of files, read as far as it can be read without asking the database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from exchange.faults import Fault
from exchange.reading import files
from exchange.reading.tables import R, Table, read_table


@dataclass
class Files:
    """The tables of a folder, in the order in which they build on one another."""

    groups: Table[files.GroupRow]
    members: Table[files.MemberRow]
    memberships: Table[files.MembershipRow]
    meetings: Table[files.MeetingRow]
    attendance: Table[files.AttendanceRow]
    agenda: Table[files.AgendaRow]
    commitments: Table[files.CommitmentRow]

    def __iter__(self) -> Iterator[Table[Any]]:
        return (getattr(self, f.name) for f in fields(self))

    @property
    def faults(self) -> list[Fault]:
        """What is wrong so far, file by file and line by line."""
        return [fault for table in self for fault in sorted(table.faults, key=lambda fault: fault.line)]


def read_folder(folder: Path, say: Callable[[str], None]) -> Files:
    """Read the files of the format; say how far we are, and which files are none of ours."""
    strange = {path.name for path in folder.glob("*.csv")} - {row.FILE for row in files.ROWS}
    for name in sorted(strange):
        say(f"{name} is not a file of the format and is left unread.")
    return Files(
        groups=_read(folder, files.GroupRow, say),
        members=_read(folder, files.MemberRow, say),
        memberships=_read(folder, files.MembershipRow, say),
        meetings=_read(folder, files.MeetingRow, say),
        attendance=_read(folder, files.AttendanceRow, say),
        agenda=_read(folder, files.AgendaRow, say),
        commitments=_read(folder, files.CommitmentRow, say),
    )


def _read(folder: Path, kind: type[R], say: Callable[[str], None]) -> Table[R]:
    table = read_table(folder, kind)
    say(f"Read {kind.FILE}: {len(table.rows):,} rows." if table.found else f"There is no {kind.FILE}.")
    return table
