"""Take the community out as a folder of CSV files (docs/import.md)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exchange.actions import export_community
from exchange.exporting.folder import FolderInUse


class Command(BaseCommand):
    help = "Write the community into a folder of CSV files that import_community reads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a new or empty folder, or one of an earlier export")

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            export_community(folder, say=self._say)
        except FolderInUse as reason:
            raise CommandError(str(reason)) from reason
        except OSError as error:
            raise CommandError(f"{folder} cannot be written ({error.strerror}). Choose another.") from error
        self._say(
            "These files hold what members told their groups in confidence, and their addresses. "
            "Only you can read them; keep it so."
        )

    def _say(self, line: str) -> None:
        self.stderr.write(line, style_func=str)
