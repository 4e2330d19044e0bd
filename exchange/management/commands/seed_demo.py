"""Make a fictional community to look around in."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from exchange.actions import NotEmpty, seed_demo
from exchange.demo.gatherings import HOME_ZONE
from exchange.demo.logins import PASSWORD, doors
from members.timezones import zone


class Command(BaseCommand):
    help = "Make a fictional community of 40 groups in an empty database, and print three log-ins."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="another number makes another community")
        parser.add_argument("--groups", type=int, default=40, help="how many peer groups")
        parser.add_argument("--today", type=date.fromisoformat, help="the day as seen from which it is made")
        parser.add_argument(
            "--logins", action="store_true", help="only print the log-ins, if the demo is here"
        )

    def handle(self, *, seed: int, groups: int, today: date | None, logins: bool, **options: Any) -> None:
        if not logins:
            if groups < 1:
                raise CommandError("The demo has at least one group. Give --groups a number from 1 on.")
            try:
                now = timezone.localtime(timezone=zone(HOME_ZONE))
                today = today or now.date()
                seed_demo(seed=seed, groups=groups, today=today, clock=now.time(), say=self._say)
            except NotEmpty as error:
                msg = "There are members in this database. The demo is made in an empty one only."
                raise CommandError(msg) from error
        for role, address in doors().items():
            self.stdout.write(f"{role}: {address}")
        if doors():
            self.stdout.write(f"password: {PASSWORD}")

    def _say(self, line: str) -> None:
        self.stderr.write(line, style_func=str)
