"""From the bytes of a file to records: lists of cells, each with the line where it begins."""

import csv
import re
import sys
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

# What `surrogateescape` makes of a byte that is not UTF-8, and the one character PostgreSQL does not take.
_UNFIT = re.compile("[\udc80-\udcff\0]")

_REASONS = {
    "unexpected end of data": 'a quote (") opens in this row and never closes; close it, or write it as "".',
    "',' expected after '\"'": 'text follows a closing quote; a quote inside a quoted cell is written as "".',
}


class Record(NamedTuple):
    """A row of a file as it was written."""

    line: int
    cells: list[str]

    def unfit(self) -> Iterator[tuple[int, int, str]]:
        """Yield where no text stands: the cell's index, the line, and what is wrong with the character."""
        line = self.line
        for index, cell in enumerate(self.cells):
            found = _UNFIT.search(cell)
            if found:
                yield index, line + cell.count("\n", 0, found.start()), _why_unfit(found.group())
            line += cell.count("\n")


class BrokenFile(Exception):
    """From this line on the file cannot be told apart into rows."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line, self.sentence = line, sentence


def read_records(file: BinaryIO) -> Iterator[Record]:
    """Yield the records of a CSV file (RFC 4180), its header among them; blank lines are no records.

    A byte order mark and `\\r\\n` are let pass. Bytes that are not UTF-8 come through as lone surrogates, so
    that they can be told of by row and column (`Record.unfit`).

    Raises:
        BrokenFile: the quoting cannot be understood.
    """
    csv.field_size_limit(sys.maxsize)  # a cell that is too long is told of by its column
    reader = csv.reader(_lines(file), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = _REASONS.get(str(error), "a carriage return stands alone; end each line with \\n.")
            raise BrokenFile(line, reason) from error
        if cells:
            yield Record(line, cells)


def _lines(file: BinaryIO) -> Iterator[str]:
    for number, line in enumerate(file):
        yield line.decode("utf-8" if number else "utf-8-sig", "surrogateescape")


def _why_unfit(character: str) -> str:
    if character == "\0":
        return "a NUL character stands here; remove it."
    return f"the byte 0x{ord(character) - 0xDC00:02X} is not UTF-8; save the file as UTF-8."
