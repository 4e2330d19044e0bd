"""A small community in a folder, which tests read, damage and compare."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps

from exchange.actions import Refused, Tally, import_community
from exchange.exporting.folder import write_folder
from tests.conftest import NOW, TODAY

SMALL = Path(__file__).parent / "small"


class Folder:
    """A copy of the small community that a test may change."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def change(self, file: str, old: str, new: str) -> None:
        """Replace a piece of a file that stands there once."""
        text = (self.path / file).read_bytes().decode()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (self.path / file).write_bytes(text.replace(old, new).encode())

    def add(self, file: str, *lines: str) -> None:
        with (self.path / file).open("a", newline="") as opened:
            opened.writelines(f"{line}\n" for line in lines)

    def write(self, file: str, content: bytes) -> None:
        (self.path / file).write_bytes(content)

    def load(self) -> Tally:
        return load(self.path)

    def faults(self) -> list[str]:
        """What an import finds wrong; it must find something."""
        with pytest.raises(Refused) as refused:
            self.load()
        return [str(fault) for fault in refused.value.faults]


def load(path: Path, *, is_trial: bool = False) -> Tally:
    return import_community(path, today=TODAY, at=NOW, is_trial=is_trial, say=lambda line: None)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.fixture
def exported(tmp_path: Path) -> Callable[[], dict[str, bytes]]:
    """The community of the database, file by file."""

    def export() -> dict[str, bytes]:
        write_folder(tmp_path / "exported", lambda line: None)
        return files_in(tmp_path / "exported")

    return export


def files_in(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.iterdir()}


def row_counts() -> dict[str, int]:
    """How many rows each table of the database holds."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}
