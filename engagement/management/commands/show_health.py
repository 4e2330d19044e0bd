"""Print the engagement metrics."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from engagement import actions
from engagement.catalogue import METRICS, Unit
from engagement.management.arguments import past_day
from engagement.models import Level, Status
from engagement.periods import Quarter
from engagement.result import Result
from engagement.results import all_results, results
from members.models import Member
from peergroups.clock import today
from peergroups.models import Community, Group

Row = dict[str, Any]


class Command(BaseCommand):
    help = "Print the engagement metrics: of the running quarter as a table, or all of them as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="everything, as a JSON array of rows")
        parser.add_argument("--group", metavar="KEY", help="this group only, all its quarters")
        parser.add_argument(
            "--as-of", type=past_day, metavar="DATE", help="as seen on that day, without keeping it"
        )

    def handle(self, *, group: str | None, as_of: date | None, **options: Any) -> None:
        if group and not Group.objects.filter(key=group).exists():
            msg = f"There is no group with the key “{group}”. Without --group all are shown with their keys."
            raise CommandError(msg)
        rows = [row for row in _rows(as_of) if not group or _is_of(group, row)]
        if options["json"]:
            self.stdout.write("[" + ",\n ".join(json.dumps(row) for row in rows) + "]")
        else:
            running = str(Quarter.of(as_of or today()))
            shown = (row for row in rows if group or (row["period"] == running and row["level"] != "member"))
            for row in shown:
                if row["status"] != Status.NOT_APPLICABLE:
                    self.stdout.write(_line(row))


def _rows(as_of: date | None) -> list[Row]:
    """Return the results under the keys by which people know the subjects."""
    keys: dict[str, dict[int | None, str | None]] = {
        Level.COMMUNITY: {None: None},
        Level.GROUP: dict(Group.objects.values_list("pk", "key")),
        Level.MEMBER: dict(Member.objects.values_list("pk", "key")),
    }
    rows = [_row(result, keys[result.level][result.subject_id]) for result in _found(as_of)]
    return sorted(rows, key=lambda row: (row["level"], row["subject"] or "", row["metric"], row["period"]))


def _found(as_of: date | None) -> list[Result]:
    if as_of:
        return results(as_of=as_of, zone=Community.current().timezone)
    actions.refresh_engagement(as_of=today(), by=None, at=timezone.now())
    return all_results()


def _is_of(group: str, row: Row) -> bool:
    return bool(row["level"] == Level.GROUP and row["subject"] == group)


def _row(result: Result, subject: str | None) -> Row:
    return {
        "metric": result.metric,
        "level": result.level,
        "subject": subject,
        "period": str(Quarter(result.period_id)),
        "numerator": result.numerator,
        "denominator": result.denominator,
        "value": result.value,
        "ci_low": result.ci_low,
        "ci_high": result.ci_high,
        "status": result.status,
    }


def _line(row: Row) -> str:
    counted = f"{row['numerator']:g} of {row['denominator']:g}"
    said = _value(row) if row["status"] == Status.OK else Status(row["status"]).label.lower()
    subject = row["subject"] or "the community"
    return f"{row['period']}  {subject:<30} {row['metric']:<24} {counted:>14}  {said}"


def _value(row: Row) -> str:
    numbers = [row[name] for name in ("value", "ci_low", "ci_high") if row[name] is not None]
    share = METRICS[row["metric"]].unit == Unit.SHARE
    value, *ends = [f"{number:.0%}" if share else f"{number:.2f}" for number in numbers]
    return f"{value:>6}  ({' to '.join(ends)})" if ends else f"{value:>6}"
