"""Files that say something else than the database: it is brought to what they say, and nothing is lost."""

from datetime import date, time

import pytest
from allauth.account.models import EmailAddress

from commitments.models import Commitment
from ledger.models import Entry
from meetings.actions import cancel_meeting
from meetings.models import AgendaItem, Attendance, Meeting
from members.models import Member
from peergroups.models import Group, Membership, Role
from tests.conftest import NOW, TODAY
from tests.exchange.conftest import Folder

pytestmark = pytest.mark.django_db

SPRING = "2026-03-02,2026-03-03,2026-03-02T08:00,2026-03-03T15:30,America/Denver"


def last_entry(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("pk")


def test_a_changed_cell_changes_its_row_and_an_empty_one_leaves_it(folder: Folder) -> None:
    folder.load()
    folder.change("members.csv", "Services,Owner,Aarhus,DK,Europe/Copenhagen,2024-01-15", ",Chair,,,,")
    folder.change("members.csv", "Lind, Holm & Co", "Sørensen & Daughters")
    folder.change("groups.csv", "Oak,peer group", "Old Oak,peer group")

    tally = folder.load()

    ana = Member.objects.get(key="ana")
    assert (ana.job, ana.industry, ana.city, ana.joined_on) == (
        "Chair",
        "Services",
        "Aarhus",
        date(2024, 1, 15),
    )
    assert str(ana.organisation) == "Sørensen & Daughters"
    assert Group.objects.get(key="oak").name == "Old Oak"
    assert tally["members.csv"] == {"changed": 1, "unchanged": 3}
    assert last_entry("group.changed").at == NOW


def test_a_row_that_is_gone_from_the_files_stays(folder: Folder) -> None:
    folder.load()
    folder.write("attendance.csv", b"meeting,member,day,status\n")

    folder.load()

    assert Attendance.objects.count() == 8


def test_two_members_may_swap_addresses_and_a_new_one_may_take_an_old(folder: Folder) -> None:
    folder.load()
    EmailAddress.objects.create(
        user=Member.objects.get(key="ana"), email="ana@example.org", verified=True, primary=True
    )
    folder.change("members.csv", "ana@example.org", "swap@example.org")
    folder.change("members.csv", "ben@example.org", "ana@example.org")
    folder.change("members.csv", "swap@example.org", "ben@example.org")
    folder.change("members.csv", "dov@example.com", "dov@example.org")
    folder.add("members.csv", "eve,Eve,dov@example.com,,,,,,,")

    tally = folder.load()

    assert dict(Member.objects.values_list("key", "email")) == {
        "ana": "ben@example.org",
        "ben": "ana@example.org",
        "cleo": "cleo@example.org",
        "dov": "dov@example.org",
        "eve": "dov@example.com",
    }
    assert tally["members.csv"] == {"changed": 3, "unchanged": 1, "added": 1}
    assert not EmailAddress.objects.exists()  # nobody logs in by an address that is somebody else's now


def test_an_address_of_the_database_is_taken(folder: Folder) -> None:
    folder.load()
    folder.change("members.csv", "dov,Dov Peretz,dov@example.com", "eve,Eve,DOV@example.com")
    folder.change("memberships.csv", "birch,dov,facilitator", "birch,eve,facilitator")
    folder.change("attendance.csv", "birch-1,dov,,absent\n", "")
    folder.change("agenda.csv", ",,dov", ",,")

    assert folder.faults() == [
        "members.csv:5 email: “dov@example.com” is the address of “dov”; each has their own."
    ]


def test_a_seat_that_ends_takes_its_roles_with_it(folder: Folder) -> None:
    folder.load()
    folder.change("memberships.csv", "timekeeper,2024-03-01,", "timekeeper,2024-03-01,2026-03-31")

    tally = folder.load()

    seat = Membership.objects.get(member__key="cleo")
    assert seat.left_on == seat.roles.get().ends_on == date(2026, 3, 31)
    assert tally["memberships.csv"]["changed"] == 1
    assert last_entry("membership.ended").toward == seat.member


def test_somebody_may_leave_and_come_back_in_one_import(folder: Folder) -> None:
    folder.load()
    folder.change("memberships.csv", "timekeeper,2024-03-01,", "timekeeper,2024-03-01,2026-03-31")
    folder.add("memberships.csv", "oak,cleo,member,2026-04-01,")

    tally = folder.load()

    assert tally["memberships.csv"] == {"changed": 1, "added": 1, "unchanged": 5}
    assert Membership.objects.filter(member__key="cleo").count() == 2


def test_an_end_that_is_put_off_puts_off_the_roles_that_ended_with_it(folder: Folder) -> None:
    folder.change("memberships.csv", "timekeeper,2024-03-01,", "timekeeper,2024-03-01,2026-03-31")
    folder.load()
    folder.change("memberships.csv", "2026-03-31", "2026-04-30")

    folder.load()

    assert Membership.objects.get(member__key="cleo").roles.get().ends_on == date(2026, 4, 30)


def test_a_role_is_added_to_a_seat_and_none_is_taken_away(folder: Folder) -> None:
    folder.load()
    folder.change("memberships.csv", "oak,cleo,timekeeper", "oak,cleo,chair")

    tally = folder.load()

    roles = Membership.objects.get(member__key="cleo").roles.order_by("role")
    assert [term.role for term in roles] == [Role.CHAIR, Role.TIMEKEEPER]
    assert tally["memberships.csv"]["changed"] == 1


def test_a_seat_that_overlaps_one_of_the_database_is_refused(folder: Folder) -> None:
    folder.load()
    folder.change("memberships.csv", "oak,cleo,timekeeper,2024-03-01", "oak,cleo,timekeeper,2024-02-01")

    faults = folder.faults()

    assert faults[0].startswith("memberships.csv:7 joined_on: “cleo” would hold two seats in “oak”")


def test_a_meeting_that_moves_takes_its_days_with_their_hours_marks_and_items_along(folder: Folder) -> None:
    folder.load()
    meeting = Meeting.objects.get(key="oak-spring")
    meeting.days.filter(on=date(2026, 3, 3)).update(starts=time(9, 0))
    folder.change("meetings.csv", SPRING, "2026-03-03,2026-03-04,2026-03-03T08:00,2026-03-04T15:30,")
    folder.write("attendance.csv", b"meeting,member,day,status\noak-spring,ana,2026-03-03,attended\n")

    tally = folder.load()

    meeting.refresh_from_db()
    assert list(meeting.days.values_list("on", "starts", "ends")) == [
        (date(2026, 3, 3), time(8, 0), time(17, 30)),
        (date(2026, 3, 4), time(9, 0), time(15, 30)),
    ]
    assert (meeting.sequence, meeting.moved_at, meeting.timezone) == (1, NOW, "America/Denver")
    assert Attendance.objects.filter(day__meeting=meeting, day__on=date(2026, 3, 4)).count() == 2
    assert tally["attendance.csv"] == {"unchanged": 1}
    assert last_entry("meeting.changed").thing_id == meeting.pk


def test_a_changed_title_is_no_move(folder: Folder) -> None:
    folder.load()
    folder.change("meetings.csv", "Two days in Denver", "Denver")

    folder.load()

    meeting = Meeting.objects.get(key="oak-spring")
    assert (meeting.title, meeting.sequence, meeting.moved_at) == ("Denver", 1, None)


def test_a_meeting_may_get_more_days_and_loses_none(folder: Folder) -> None:
    folder.load()
    longer = SPRING.replace("2026-03-03", "2026-03-04")
    folder.change("meetings.csv", SPRING, longer)
    folder.load()
    assert Meeting.objects.get(key="oak-spring").days.count() == 3

    folder.change("meetings.csv", longer, SPRING)

    assert folder.faults() == [
        "meetings.csv:3 ends_on: the meeting has 3 days; shorten it on its own page.",
    ]


def test_a_meeting_stays_in_its_group(folder: Folder) -> None:
    folder.load()
    folder.change("meetings.csv", "birch-1,birch", "birch-1,oak")

    faults = folder.faults()

    assert faults == [
        "meetings.csv:2 group: the meeting is one of “birch” and stays there; give this one another key."
    ]


def test_a_cancelled_meeting_stays_cancelled(folder: Folder) -> None:
    folder.load()
    summer = Meeting.objects.get(key="oak-summer")
    cancel_meeting(summer, because="", by=Member.objects.get(key="ana"), at=NOW)

    tally = folder.load()

    assert Meeting.objects.get(key="oak-summer").is_cancelled
    assert tally["meetings.csv"] == {"unchanged": 3}


def test_a_corrected_mark_has_no_author_and_a_new_line_in_the_ledger(folder: Folder) -> None:
    folder.load()
    for status in ("late", "attended", "late"):
        before = (folder.path / "attendance.csv").read_text()
        now = "".join(
            f"birch-1,ana,,{status}\n" if line.startswith("birch-1,ana") else line
            for line in before.splitlines(keepends=True)
        )
        folder.write("attendance.csv", now.encode())
        folder.load()

    lines = Entry.objects.filter(
        verb__startswith="attendance.", toward__key="ana", kind="meetings.meetingday"
    )
    days = lines.filter(
        thing_id=Attendance.objects.get(member__key="ana", day__meeting__key="birch-1").day_id
    )
    assert list(days.order_by("pk").values_list("verb", flat=True)) == [
        "attendance.present",
        "attendance.late",
        "attendance.present",
        "attendance.late",
    ]


def test_the_owner_of_an_item_changes_from_a_person_to_a_role_and_back(folder: Folder) -> None:
    folder.load()
    folder.change("agenda.csv", "Check-in,15,ana", "Check-in,15,timekeeper")
    folder.change("agenda.csv", "Open,10,facilitator", "Open,10,ben")

    tally = folder.load()

    items = AgendaItem.objects.filter(day__meeting__key="oak-spring").order_by("day__on", "position")
    assert [(item.owner and item.owner.key, item.owner_role) for item in items] == [
        ("ben", ""),
        (None, "presenter"),
        (None, "timekeeper"),
        (None, "everybody"),
    ]
    assert tally["agenda.csv"] == {"changed": 2, "unchanged": 3}
    assert Entry.objects.filter(verb="agenda.changed").count() == 1


def test_items_are_added_behind_those_that_are_there(folder: Folder) -> None:
    folder.load()
    folder.add("agenda.csv", "birch-1,2,Housekeeping,10,", "oak-spring,5,Dinner,90,")

    folder.load()

    assert AgendaItem.objects.get(title="Housekeeping").position == 2
    dinner = AgendaItem.objects.get(title="Dinner")
    assert (dinner.day.on, dinner.position) == (date(2026, 3, 3), 3)


def test_a_commitment_is_closed_by_its_outcome(folder: Folder) -> None:
    folder.load()
    folder.change("commitments.csv", "2026-06-30,,", "2026-06-30,partly,")

    folder.load()

    commitment = Commitment.objects.get(key="c1")
    assert (commitment.outcome, commitment.closed_on) == ("partly", TODAY)
    assert last_entry("commitment.partly_kept").by == commitment.member


def test_a_later_due_date_leaves_the_first_one(folder: Folder) -> None:
    folder.load()
    folder.change("commitments.csv", "2026-06-30", "2026-09-30")

    folder.load()

    commitment = Commitment.objects.get(key="c1")
    assert (commitment.first_due_on, commitment.due_on) == (date(2026, 6, 30), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("old", "new", "column"), [("c1,oak", "c1,birch", "group"), ("c1,oak,ana", "c1,oak,cleo", "member")]
)
def test_a_commitment_stays_with_its_member_and_group(
    folder: Folder, old: str, new: str, column: str
) -> None:
    folder.load()
    folder.change("commitments.csv", old, new)
    folder.change("commitments.csv", 'oak-spring,"hire', ',"hire')

    [fault] = folder.faults()
    assert fault.startswith(f"commitments.csv:2 {column}: a commitment stays with its member and group;")
