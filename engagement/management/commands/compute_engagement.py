"""Compute engagement now."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from engagement import actions
from engagement.management.arguments import past_day
from engagement.models import FrozenQuarter
from engagement.periods import Quarter
from engagement.pipeline.planning import LedgerIsBusy
from peergroups.clock import today


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


class Command(BaseCommand):
    help = "Bring all engagement metrics up to date and keep the results for the pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=past_day, metavar="DATE", help="as seen on that day (today)")
        parser.add_argument("--rebuild", action="store_true", help="count anew all that is not frozen")
        parser.add_argument("--frozen-too", action="store_true", help="thaw every quarter before")
        parser.add_argument("--thaw", type=_quarter, metavar="QUARTER", help="thaw this quarter before")

    def handle(
        self, *, as_of: date | None, rebuild: bool, frozen_too: bool, thaw: Quarter | None, **options: object
    ) -> None:
        as_of, begun = as_of or today(), monotonic()
        for quarter in self._to_thaw(thaw, frozen_too=frozen_too):
            actions.thaw_quarter(quarter)
        try:
            done = actions.compute_engagement(as_of=as_of, by=None, at=timezone.now(), anew=rebuild)
        except LedgerIsBusy as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{done.rows} rows as of {as_of} in {monotonic() - begun:.1f} s")

    def _to_thaw(self, thaw: Quarter | None, *, frozen_too: bool) -> list[Quarter]:
        frozen = [each.quarter for each in FrozenQuarter.objects.frozen()]
        if thaw and thaw not in frozen:
            known = ", ".join(map(str, frozen)) or "none is"
            msg = f"{thaw} is not frozen. Frozen are: {known}."
            raise CommandError(msg)
        return frozen if frozen_too else [thaw] if thaw else []
