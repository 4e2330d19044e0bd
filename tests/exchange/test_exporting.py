"""What stands in the files of an export, and where they may be written."""

import stat
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from exchange.actions import export_community
from meetings.actions import cancel_meeting, record_attendance
from meetings.models import AgendaItem, Mark
from peergroups.models import Role, RoleTerm
from tests import factories
from tests.conftest import NOW, TODAY, Cast

Export = Callable[[], dict[str, bytes]]


def lines(export: Export, file: str) -> list[str]:
    return export()[file].decode().splitlines()[1:]


@pytest.mark.django_db
def test_an_empty_community_has_seven_files_with_a_header_each(exported: Export) -> None:
    assert {name: content.decode() for name, content in exported().items()} == {
        "groups.csv": "group,name,kind,purpose,timezone,rhythm_days\n",
        "members.csv": "member,name,email,organisation,industry,job,city,country,timezone,joined_on\n",
        "memberships.csv": "group,member,role,joined_on,left_on\n",
        "meetings.csv": "meeting,group,title,starts_on,ends_on,starts_at,ends_at,timezone,place\n",
        "attendance.csv": "meeting,member,day,status\n",
        "agenda.csv": "meeting,position,title,minutes,lead\n",
        "commitments.csv": "commitment,group,member,meeting,text,area,partner,due_on,outcome,closed_on\n",
    }


def test_a_seat_has_the_first_of_the_roles_that_last_as_long_as_it(cast: Cast, exported: Export) -> None:
    seat, other = cast.seat(cast.member), cast.seat(cast.partner)
    early = {"starts_on": date(2025, 6, 1), "ends_on": date(2025, 12, 31)}
    for role in (Role.TIMEKEEPER, Role.CHAIR):
        RoleTerm.objects.create(membership=seat, role=role, starts_on=TODAY)
    RoleTerm.objects.create(membership=seat, role=Role.FACILITATOR, **early)
    RoleTerm.objects.create(membership=other, role=Role.CHAIR, **early)

    rows = lines(exported, "memberships.csv")

    assert f"oak,member,chair,{seat.joined_on}," in rows
    assert f"oak,partner,member,{other.joined_on}," in rows


def test_a_day_that_nobody_recorded_is_in_no_row(cast: Cast, exported: Export) -> None:
    meeting = factories.meeting(cast.oak, on=date(2026, 3, 2), days=2)
    first, second = meeting.days.all()
    record_attendance(first, {cast.member: Mark.EXCUSED}, by=cast.facilitator, at=NOW)
    record_attendance(second, {cast.partner: Mark.PRESENT}, by=cast.facilitator, at=NOW)

    assert lines(exported, "attendance.csv") == [
        f"{meeting.key},member,2026-03-02,regrets",
        f"{meeting.key},partner,2026-03-03,attended",
    ]


def test_a_meeting_of_one_day_needs_no_day(cast: Cast, exported: Export) -> None:
    meeting = factories.meeting(cast.oak, on=date(2026, 3, 2))
    record_attendance(meeting.days.get(), {cast.member: Mark.LATE}, by=cast.facilitator, at=NOW)

    assert lines(exported, "attendance.csv") == [f"{meeting.key},member,,late"]


def test_the_items_of_a_meeting_are_numbered_through_its_days(cast: Cast, exported: Export) -> None:
    meeting = factories.meeting(cast.oak, days=2)
    first, second = meeting.days.all()
    AgendaItem.objects.create(day=second, position=1, title="Check-in", owner=cast.member)
    AgendaItem.objects.create(day=first, position=2, title="Reviews", minutes=90, owner_role="presenter")
    AgendaItem.objects.create(day=first, position=1, title="Open", minutes=10)

    assert lines(exported, "agenda.csv") == [
        f"{meeting.key},1,Open,10,",
        f"{meeting.key},2,Reviews,90,presenter",
        f"{meeting.key},3,Check-in,,member",
    ]


def test_a_cancelled_meeting_is_in_no_file(cast: Cast, exported: Export) -> None:
    meeting = factories.meeting(cast.oak, starts=time(8, 0))
    AgendaItem.objects.create(day=meeting.days.get(), position=1, title="Open")
    promise = factories.commitment(cast.oak, cast.member, meeting=meeting, text="sing")
    record_attendance(meeting.days.get(), {cast.member: Mark.LATE}, by=cast.facilitator, at=meeting.ends_at)
    cancel_meeting(meeting, because="", by=cast.facilitator, at=NOW)

    files = exported()

    assert all(
        meeting.key.encode() not in files[f"{name}.csv"] for name in ("meetings", "attendance", "agenda")
    )
    assert files["commitments.csv"].decode().splitlines()[1:] == [
        f"{promise.key},oak,member,,sing,,,{promise.due_on},,"
    ]


@pytest.mark.django_db(transaction=True)
def test_the_files_are_for_their_owner_alone_and_an_earlier_export_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "down"
    export_community(folder, say=print)
    (folder / "groups.csv").chmod(0o644)
    (folder / "groups.csv").write_text("old")
    (folder / "groups.csv.part").write_text("left behind by an export that was killed")

    export_community(folder, say=print)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert len(list(folder.iterdir())) == 7
    assert (folder / "groups.csv").read_text().startswith("group,name")


@pytest.mark.django_db(transaction=True)
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(CommandError, match=r"holds notes.txt, which is no file of an export"):
        call_command("export_community", tmp_path)

    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.django_db(transaction=True)
def test_a_folder_that_is_a_file_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")

    with pytest.raises(CommandError, match=r"cannot be written \(Not a directory\)"):
        call_command("export_community", tmp_path / "file")
