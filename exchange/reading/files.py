"""The format: which files there are, their columns in order, and how each cell is read (docs/import.md).

A row is a dataclass whose fields are the columns. `None` is an empty cell or a column that is not there.
"""

# ruff: noqa: RUF009 - `column` calls nothing but dataclasses.field

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, ClassVar

from commitments.models import Commitment, Outcome
from exchange.reading import cells
from meetings.models import AgendaItem, Mark, Meeting
from members.models import Member, Organisation
from peergroups.models import Group, Kind, PlanArea, Role

PLAIN_MEMBER = "member"

STATUSES = {
    "attended": Mark.PRESENT,
    "late": Mark.LATE,
    "partial": Mark.PARTIAL,
    "regrets": Mark.EXCUSED,
    "absent": Mark.ABSENT,
}
"""How attendance.csv calls what the house calls a mark."""


def column(read: Callable[[str], Any], *, required: bool = False) -> Any:
    """A column of a file; in a required one no cell is empty."""
    return field(default=None, metadata={"read": read, "required": required})


@dataclass(slots=True, kw_only=True)
class Row:
    """A row of one of the files."""

    FILE: ClassVar[str]
    REQUIRED: ClassVar[bool] = False  # the file must be there
    KEY: ClassVar[tuple[str, ...]]  # no two rows have the same cells here

    line: int

    @property
    def key(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.KEY)


@dataclass(slots=True, kw_only=True)
class GroupRow(Row):
    FILE, REQUIRED, KEY = "groups.csv", True, ("group",)

    group: str = column(cells.key, required=True)
    name: str = column(cells.text(Group, "name"), required=True)
    kind: str | None = column(cells.one_of(Kind.values))
    purpose: str | None = column(cells.text(Group, "purpose"))
    timezone: str | None = column(cells.zone)
    rhythm_days: int | None = column(cells.number)


@dataclass(slots=True, kw_only=True)
class MemberRow(Row):
    FILE, REQUIRED, KEY = "members.csv", True, ("member",)

    member: str = column(cells.key, required=True)
    name: str = column(cells.text(Member, "name"), required=True)
    email: str = column(cells.email, required=True)
    organisation: str | None = column(cells.text(Organisation, "name"))
    industry: str | None = column(cells.text(Member, "industry"))
    job: str | None = column(cells.text(Member, "job"))
    city: str | None = column(cells.text(Member, "city"))
    country: str | None = column(cells.country)
    timezone: str | None = column(cells.zone)
    joined_on: date | None = column(cells.day)


@dataclass(slots=True, kw_only=True)
class MembershipRow(Row):
    FILE, REQUIRED, KEY = "memberships.csv", True, ("group", "member", "joined_on")

    group: str = column(cells.key, required=True)
    member: str = column(cells.key, required=True)
    role: str | None = column(cells.one_of([PLAIN_MEMBER, *Role.values]))
    joined_on: date = column(cells.day, required=True)
    left_on: date | None = column(cells.day)


@dataclass(slots=True, kw_only=True)
class MeetingRow(Row):
    FILE, KEY = "meetings.csv", ("meeting",)

    meeting: str = column(cells.key, required=True)
    group: str = column(cells.key, required=True)
    title: str = column(cells.text(Meeting, "title"), required=True)
    starts_on: date = column(cells.day, required=True)
    ends_on: date | None = column(cells.day)
    starts_at: datetime | None = column(cells.moment)
    ends_at: datetime | None = column(cells.moment)
    timezone: str | None = column(cells.zone)
    place: str | None = column(cells.text(Meeting, "place"))


@dataclass(slots=True, kw_only=True)
class AttendanceRow(Row):
    FILE, KEY = "attendance.csv", ("meeting", "member", "day")

    meeting: str = column(cells.key, required=True)
    member: str = column(cells.key, required=True)
    day: date | int | None = column(cells.meeting_day)
    status: str = column(cells.one_of(STATUSES), required=True)


@dataclass(slots=True, kw_only=True)
class AgendaRow(Row):
    FILE, KEY = "agenda.csv", ("meeting", "position")

    meeting: str = column(cells.key, required=True)
    position: int = column(cells.ordinal, required=True)
    title: str = column(cells.text(AgendaItem, "title"), required=True)
    minutes: int | None = column(cells.number)
    lead: str | None = column(cells.text(Member, "key"))


@dataclass(slots=True, kw_only=True)
class CommitmentRow(Row):
    FILE, KEY = "commitments.csv", ("commitment",)

    commitment: str = column(cells.key, required=True)
    group: str = column(cells.key, required=True)
    member: str = column(cells.key, required=True)
    meeting: str | None = column(cells.key)
    text: str = column(cells.text(Commitment, "text"), required=True)
    area: str | None = column(cells.text(PlanArea, "name"))
    partner: str | None = column(cells.key)
    due_on: date | None = column(cells.day)
    outcome: str | None = column(cells.one_of(Outcome.values))
    closed_on: date | None = column(cells.day)


ROWS: tuple[type[Row], ...] = (
    GroupRow,
    MemberRow,
    MembershipRow,
    MeetingRow,
    AttendanceRow,
    AgendaRow,
    CommitmentRow,
)
"""Every file of the format, in the order in which they build on one another."""


def header(row: type[Row]) -> list[str]:
    """Return the names of a file's columns in order."""
    return [f.name for f in fields(row) if f.metadata]


def required(row: type[Row]) -> list[str]:
    """Return the names of the columns that no row can do without."""
    return [f.name for f in fields(row) if f.metadata.get("required")]
