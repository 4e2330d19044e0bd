"""Make a community in which is known what is true of it, to try dashboards on (docs/metrics.md)."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exchange.actions import NotEmpty, generate_community
from exchange.synthetic.planting import TooFewGroups
from exchange.synthetic.plants import UnknownPlant, plants, write_labels
from peergroups.clock import today


class Command(BaseCommand):
    help = (
        "Make a synthetic community in an empty database, with planted truth and labels that say what it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--groups", type=int, default=300, help="how many groups (300)")
        parser.add_argument("--quarters", type=int, default=16, help="how many quarters, at least 6 (16)")
        parser.add_argument("--seed", type=int, default=1, help="another number makes another community")
        parser.add_argument("--plant", default="all", help="all, none, or kinds with commas between them")
        parser.add_argument("--labels", type=Path, metavar="FILE", help="write the labels as .csv or .json")
        parser.add_argument(
            "--until", type=date.fromisoformat, metavar="DATE", help="the last whole quarter by then (today)"
        )

    def handle(
        self, *, groups: int, quarters: int, seed: int, plant: str, labels: Path | None, **options: Any
    ) -> None:
        if groups < 1 or quarters < 6:
            raise CommandError("It takes at least 1 group and 6 quarters to see anything change.")
        try:
            found = generate_community(
                seed=seed,
                groups=groups,
                quarters=quarters,
                until=options["until"] or today(),
                kinds=plants(plant),
                say=self._say,
            )
        except (UnknownPlant, TooFewGroups) as reason:
            raise CommandError(str(reason)) from reason
        except NotEmpty as error:
            msg = (
                "There are members or groups in this database. A community is generated in an empty one only."
            )
            raise CommandError(msg) from error
        if labels:
            write_labels(found, labels)
        took = sum(label.took for label in found)
        self.stdout.write(f"{len(found)} labels, of which {took} can be found in what happened")

    def _say(self, line: str) -> None:
        self.stderr.write(line, style_func=str)
