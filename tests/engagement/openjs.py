"""The openjs data, straight from its files: read as text, and laid into the tables."""

import csv
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

from meetings.models import Attendance, Mark, Meeting, MeetingDay
from members.models import Member
from peergroups.models import Group, Membership

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "openjs"
MARKS = {"attended": Mark.PRESENT, "regrets": Mark.EXCUSED}


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load() -> None:
    """Fill empty tables with groups, members, seats, meetings and attendance."""
    at = datetime(2026, 7, 31, tzinfo=UTC)
    groups = {r["group"]: Group(key=r["group"], name=r["name"], kind=r["kind"]) for r in rows("groups")}
    Group.objects.bulk_create(groups.values())
    members = {
        r["member"]: Member(key=r["member"], name=r["name"], email=r["email"]) for r in rows("members")
    }
    Member.objects.bulk_create(members.values())
    Membership.objects.bulk_create(
        Membership(
            group=groups[r["group"]],
            member=members[r["member"]],
            joined_on=r["joined_on"],
            left_on=r["left_on"] or None,
        )
        for r in rows("memberships")
    )
    days = {}
    for r in rows("meetings"):
        on = date.fromisoformat(r["starts_on"])
        hours = {
            "starts_at": datetime.combine(on, time.min, tzinfo=UTC),
            "ends_at": datetime.combine(on, time.max, tzinfo=UTC),
        }
        meeting = Meeting(
            key=r["meeting"],
            group=groups[r["group"]],
            title=r["title"],
            timezone="UTC",
            starts_on=on,
            ends_on=on,
            changed_at=at,
            **hours,
        )
        days[r["meeting"]] = MeetingDay(meeting=meeting, on=on, **hours)
    Meeting.objects.bulk_create(day.meeting for day in days.values())
    MeetingDay.objects.bulk_create(days.values())
    Attendance.objects.bulk_create(
        Attendance(
            day=days[r["meeting"]], member=members[r["member"]], mark=MARKS[r["status"]], recorded_at=at
        )
        for r in rows("attendance")
    )
