"""From records to typed rows, with a fault for everything that cannot be read."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Generic, TypeVar

from exchange.faults import Fault, shown
from exchange.reading.cells import WrongCell
from exchange.reading.files import Row, header, required
from exchange.reading.records import BrokenFile, Record, read_records

R = TypeVar("R", bound=Row)


@dataclass
class Table(Generic[R]):
    """What could be read of a file."""

    kind: type[R]
    found: bool = False
    rows: list[R] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)  # keys of rows that have a fault
    is_whole: bool = True  # no part of the file stayed closed to us

    def may_hold(self, key: str) -> bool:
        """Whether a row of this key may stand in the file where it could not be read."""
        return not self.is_whole or key in self.unread

    def fault(self, line: int, column: str, sentence: str) -> None:
        self.faults.append(Fault(self.kind.FILE, line, column, sentence))


def read_table(folder: Path, kind: type[R]) -> Table[R]:
    """Read one file of the folder."""
    table = Table(kind)
    path = folder / kind.FILE
    if not path.exists():
        if kind.REQUIRED:
            _close(table, 0, "", f"the file is missing; it begins with the line {_first_line(kind)}")
        return table
    table.found = True
    try:
        with path.open("rb") as file:
            _read_rows(table, read_records(file))
    except BrokenFile as broken:
        _close(table, broken.line, "row", broken.sentence)
    except OSError as error:
        _close(table, 0, "", f"the file cannot be read ({error.strerror}).")
    return table


def _close(table: Table[R], line: int, column: str, sentence: str) -> None:
    table.is_whole = False
    table.fault(line, column, sentence)


def _first_line(kind: type[Row]) -> str:
    return ",".join(header(kind))


def _read_rows(table: Table[R], records: Iterator[Record]) -> None:
    first = next(records, None)
    if first is None:
        _close(table, 1, "row", f"the file is empty; it begins with the line {_first_line(table.kind)}")
    elif _header_fits(table, first):
        columns = {f.name: f.metadata for f in fields(table.kind) if f.metadata}
        seen: dict[tuple[Any, ...], int] = {}
        for record in records:
            _read_row(table, record, {name: columns[name] for name in first.cells}, seen)


def _header_fits(table: Table[R], first: Record) -> bool:
    """Whether rows can be read under this header; a fault for each column that is wrong."""
    for _, line, reason in first.unfit():
        _close(table, line, "row", reason)
        return False
    right = header(table.kind)
    for index, name in enumerate(first.cells):
        if name not in right:
            _close(table, first.line, _named(name), f"there is no such column; there are {', '.join(right)}.")
        elif name in first.cells[:index]:
            _close(table, first.line, name, "the column is there twice; leave one of them out.")
    for name in required(table.kind):
        if name not in first.cells:
            _close(table, first.line, name, "the column is missing, and no row can do without it.")
    return table.is_whole


def _named(name: str) -> str:
    return shown(name)[1:-1] or "(no name)"


def _read_row(
    table: Table[R], record: Record, columns: dict[str, Any], seen: dict[tuple[Any, ...], int]
) -> None:
    faults_before = len(table.faults)
    cells = dict(zip(columns, record.cells, strict=False))
    _check_shape(table, record, list(columns))
    if len(table.faults) == faults_before:
        row = table.kind(line=record.line, **_read_cells(table, record.line, cells, columns))
        wrong = {fault.column for fault in table.faults[faults_before:]}
        if wrong.isdisjoint(row.KEY):
            _check_key(table, row, seen)
    if len(table.faults) == faults_before:
        table.rows.append(row)
    else:
        table.unread.add(cells.get(table.kind.KEY[0], ""))


def _check_shape(table: Table[R], record: Record, names: list[str]) -> None:
    """See that the row has a cell for each column, and that each is text."""
    have, want = len(record.cells), len(names)
    if have != want:
        column = names[have] if have < want else f"cell {want + 1}"
        table.fault(record.line, column, f"the row has {have} cells where the header has {want}.")
    for index, line, reason in record.unfit():
        table.fault(line, names[min(index, want - 1)], reason)


def _read_cells(table: Table[R], line: int, cells: dict[str, str], columns: dict[str, Any]) -> dict[str, Any]:
    read = {}
    for name, cell in cells.items():
        if columns[name]["required"] and not cell.strip():
            table.fault(line, name, "the cell is empty, and no row can do without it.")
        elif cell:
            try:
                read[name] = columns[name]["read"](cell)
            except WrongCell as wrong:
                table.fault(line, name, str(wrong))
    return read


def _check_key(table: Table[R], row: R, seen: dict[tuple[Any, ...], int]) -> None:
    """See that no earlier row has the same key."""
    first = seen.setdefault(row.key, row.line)
    if first != row.line:
        named = [name for name in row.KEY if getattr(row, name) is not None]
        same = ", ".join(f"{name} {shown(str(getattr(row, name)))}" for name in named)
        table.fault(row.line, named[-1], f"{same} stands on line {first} already; keep one of the two.")
