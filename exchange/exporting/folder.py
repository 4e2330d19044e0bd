"""Writing the files of the format into a folder, whole or not at all."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from exchange.exporting.rows import EXPORTS
from exchange.reading.files import ROWS, header

_NEEDS_QUOTES = re.compile('[,"\\r\\n]')


class FolderInUse(Exception):
    """The folder holds files that are none of ours, so it may not be the one that was meant."""


def check_folder(folder: Path) -> None:
    """See that the folder is empty, new, or one of an earlier export.

    Raises:
        FolderInUse: with a sentence that names a stranger.
    """
    ours = {row.FILE for row in ROWS} | {_part(folder / row.FILE).name for row in ROWS}
    there = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if there - ours:
        stranger = min(there - ours)
        msg = f"{folder} holds {stranger}, which is no file of an export. Give an empty folder or a new name."
        raise FolderInUse(msg)


def write_folder(folder: Path, say: Callable[[str], None]) -> None:
    """Write all files beside their places, readable by their owner alone, and then put them there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for row, rows in EXPORTS.items():
        count = _write_file(_part(folder / row.FILE), header(row), rows())
        say(f"{row.FILE}: {count:,} rows.")
    for row in EXPORTS:
        _part(folder / row.FILE).replace(folder / row.FILE)


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _write_file(path: Path, first: list[str], rows: Iterator[tuple[Any, ...]]) -> int:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(csv_line(first))
        count = 0
        for row in rows:
            file.write(csv_line(row))
            count += 1
    return count


def csv_line(cells: Iterable[Any]) -> bytes:
    return (",".join(map(_cell, cells)) + "\n").encode()


def _cell(value: Any) -> str:
    """Return a value as a cell. A text is never altered, whatever a spreadsheet would make of it."""
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%Y-%m-%dT%H:%M}"
        case _:
            text = str(value)
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text
