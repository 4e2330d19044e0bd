"""Check the results of engagement."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from engagement import actions


class Command(BaseCommand):
    help = "Count everything anew beside the results that are kept, and say how many rows differ."

    def handle(self, **options: Any) -> None:
        check = actions.check_engagement(at=timezone.now())
        if check is None:
            msg = "Nothing has been computed yet. Run compute_engagement first."
            raise CommandError(msg)
        for table, rows in check.drift.items():
            self.stdout.write(f"{table}: {rows} rows adrift")
        if check.rows:
            msg = "The results have drifted. Run compute_engagement --rebuild, and report it as a bug."
            raise CommandError(msg)
        self.stdout.write(f"0 rows adrift as of {check.as_of}")
