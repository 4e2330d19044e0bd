"""Short ways to ask what engagement says, and to write down who came."""

import json
from datetime import UTC, date, datetime
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from engagement.management.commands.show_health import Row
from engagement.models import Level
from engagement.periods import Quarter
from engagement.result import Result
from engagement.results import results
from meetings.models import Attendance, Mark, Meeting
from members.models import Member
from peergroups.models import Community, Group
from tests.conftest import TODAY

Subject = Member | Group | None


def level_of(subject: Subject) -> Level:
    if subject is None:
        return Level.COMMUNITY
    return Level.MEMBER if isinstance(subject, Member) else Level.GROUP


def ask(metric: str, subject: Subject = None, *, quarter: str = "2026-Q1", as_of: date = TODAY) -> Result:
    """The one result of a metric for a member, a group or (nobody named) the community."""
    answers = [
        result
        for result in results(as_of=as_of, zone=Community.current().timezone)
        if (result.metric, result.level) == (metric, level_of(subject))
        and result.subject_id == (subject.pk if subject else None)
        and result.period_id == Quarter.parse(quarter).id
    ]
    assert len(answers) == 1, f"{len(answers)} results of {metric} for {subject} in {quarter}"
    return answers[0]


def counted(result: Result) -> tuple[float, float, str]:
    return result.numerator, result.denominator, result.status


def printed(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def shown(*arguments: str) -> list[Row]:
    rows: list[Row] = json.loads(printed("show_health", "--json", *arguments))
    return rows


def mark(meeting: Meeting, marks: dict[Member, Mark], *, day: int = 1) -> None:
    """Attendance rows as an import leaves them: no row for somebody absent."""
    held = meeting.days.all()[day - 1]
    Attendance.objects.bulk_create(
        Attendance(day=held, member=member, mark=mark, recorded_at=timezone.now())
        for member, mark in marks.items()
    )


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)
