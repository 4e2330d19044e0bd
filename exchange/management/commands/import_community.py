"""Bring a community in from a folder of CSV files (docs/import.md)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils import timezone

from exchange.actions import Refused, Tally, import_community
from exchange.reading.files import ROWS
from peergroups.clock import today


class Command(BaseCommand):
    help = "Bring a community in from a folder of CSV files: all of it, or nothing if a row is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder that holds groups.csv, members.csv, ...")
        parser.add_argument("--dry-run", action="store_true", help="do everything and take it back")

    def handle(self, *, folder: Path, dry_run: bool, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder. Give the one that holds groups.csv.")
        try:
            tally = import_community(
                folder, today=today(), at=timezone.now(), is_trial=dry_run, say=self._say
            )
        except Refused as refused:
            for fault in refused.faults:
                self._say(str(fault))
            raise CommandError("Nothing was written. Correct the files and run this again.") from refused
        except IntegrityError as error:
            msg = "Nothing was written: somebody changed the community at the same moment. Run this again."
            raise CommandError(msg) from error
        self._tell_tally(tally, dry_run=dry_run)

    def _say(self, line: str) -> None:
        self.stderr.write(line, style_func=str)

    def _tell_tally(self, tally: Tally, *, dry_run: bool) -> None:
        for row in ROWS:
            counts = tally[row.FILE]
            numbers = ", ".join(f"{counts[what]:,} {what}" for what in ("added", "changed", "unchanged"))
            self.stdout.write(f"{row.FILE:16} {numbers}")
        if dry_run:
            self.stdout.write("This was a trial: nothing was written.")
