"""Compute engagement now."""

from argparse import ArgumentParser
from datetime import date
from time import monotonic

from django.core.management.base import BaseCommand
from django.utils import timezone

from engagement import actions
from engagement.management.arguments import past_day
from peergroups.clock import today


class Command(BaseCommand):
    help = "Compute all engagement metrics and keep the results for the pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=past_day, metavar="DATE", help="as seen on that day (today)")

    def handle(self, *, as_of: date | None, **options: object) -> None:
        as_of = as_of or today()
        begun = monotonic()
        done = actions.compute_engagement(as_of=as_of, by=None, at=timezone.now())
        self.stdout.write(f"{done.rows} rows as of {as_of} in {monotonic() - begun:.1f} s")
