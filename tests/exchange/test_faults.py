"""Every wrong row is told of by file, line and column, and then nothing at all is written."""

from collections.abc import Callable

import pytest

from peergroups.models import Group
from tests.exchange.conftest import Folder, row_counts

pytestmark = pytest.mark.django_db

Damage = Callable[[Folder], None]


def change(file: str, old: str, new: str) -> Damage:
    return lambda folder: folder.change(file, old, new)


def add(file: str, *lines: str) -> Damage:
    return lambda folder: folder.add(file, *lines)


def write(file: str, content: bytes) -> Damage:
    return lambda folder: folder.write(file, content)


SEAT = "oak,dov,member,"
MEET = "oak-x,oak,Extra,2026-05-04,"
DATES = f"{MEET}2026-05-04,"

CASES: dict[str, tuple[Damage, list[str]]] = {
    # --- the file as a whole
    "a required file is missing": (
        lambda folder: (folder.path / "members.csv").unlink(),
        ["members.csv: the file is missing; it begins with the line member,name,email,"],
    ),
    "a file is empty": (write("groups.csv", b""), ["groups.csv:1 row: the file is empty; it begins with"]),
    "a required column is missing": (
        write("meetings.csv", b"meeting,group,title\nm,oak,Call\n"),
        ["meetings.csv:1 starts_on: the column is missing, and no row can do without it."],
    ),
    "a column is unknown": (
        write("groups.csv", b"group,name,colour\noak,Oak,green\n"),
        ["groups.csv:1 colour: there is no such column; there are group, name, kind, purpose, "],
    ),
    "a file of another encoding": (
        write("groups.csv", "group,name\noak,Oak\n".encode("utf-16")),
        ["groups.csv:1 row: the byte 0xFF is not UTF-8; save the file as UTF-8."],
    ),
    "a column is there twice": (
        write("groups.csv", b"group,name,name\noak,Oak,Oak\n"),
        ["groups.csv:1 name: the column is there twice; leave one of them out."],
    ),
    "a quote never closes": (
        add("agenda.csv", 'birch-1,2,"never closed,,', "birch-1,3,Next,,"),
        ['agenda.csv:7 row: a quote (") opens in this row and never closes'],
    ),
    "text follows a closing quote": (
        add("agenda.csv", 'birch-1,2,"so"so,,'),
        ["agenda.csv:7 row: text follows a closing quote; a quote inside a quoted cell is"],
    ),
    "a carriage return stands alone": (
        write("groups.csv", b"group,name\roak,Oak\r"),
        ["groups.csv:1 row: a carriage return stands alone; end each line with \\n."],
    ),
    # --- cells of any file
    "a byte is not UTF-8": (
        write("groups.csv", b'group,name,purpose\noak,Oak,"one\ntwo\nM\xfcller"\nbirch,Birch,\n'),
        ["groups.csv:4 purpose: the byte 0xFC is not UTF-8; save the file as UTF-8."],
    ),
    "a NUL character": (
        write("groups.csv", b"group,name\noak,O\0ak\nbirch,Birch\n"),
        ["groups.csv:2 name: a NUL character stands here; remove it."],
    ),
    "a cell too few": (
        add("attendance.csv", "birch-1,ben"),
        ["attendance.csv:10 day: the row has 2 cells where the header has 4."],
    ),
    "a cell too many": (
        add("attendance.csv", "birch-1,ben,,late,early"),
        ["attendance.csv:10 cell 5: the row has 5 cells where the header has 4."],
    ),
    "an empty cell that is required": (
        add("groups.csv", "yew, ,,,,"),
        ["groups.csv:5 name: the cell is empty, and no row can do without it."],
    ),
    "a cell of a megabyte": (
        add("groups.csv", "yew,Yew,," + "x" * 2**20 + ",,"),
        [f"groups.csv:5 purpose: “{'x' * 60}…” has 1,048,576 characters; there is room for 500."],
    ),
    "a line of the message stays one line": (
        add("groups.csv", 'yew,Yew,"a\nb\x1b[31m",,,'),
        ["groups.csv:5 kind: “a\\nb\\x1b[31m” is not one of: peer group, community of practice, "],
    ),
    "several faults in one row": (
        add("members.csv", "eve,Eve,eve,,,,,Germany,Berlin,yesterday"),
        [
            "members.csv:6 email: “eve” is no e-mail address",
            "members.csv:6 country: “Germany” is no country; write two capital letters after ISO 3166",
            "members.csv:6 timezone: “Berlin” is not an IANA time zone; a right one looks",
            "members.csv:6 joined_on: “yesterday” is not a date; write it like 2026-05-04.",
        ],
    ),
    "a bad key": (
        add("groups.csv", "oak/2,Oak Two,,,,"),
        ["groups.csv:5 group: “oak/2” is no key. A key has no blank at its ends and none of"],
    ),
    "a key too long": (
        add("groups.csv", f"{'k' * 101},Oak Two,,,,"),
        [f"groups.csv:5 group: “{'k' * 60}…” has 101 characters; there is room for 100."],
    ),
    "a number that is none": (
        add("groups.csv", "yew,Yew,,,,monthly"),
        ["groups.csv:5 rhythm_days: “monthly” is not a whole number from 0 to 32767."],
    ),
    "a number too large": (
        add("agenda.csv", "birch-1,2,Long,99999,"),
        ["agenda.csv:7 minutes: “99999” is not a whole number from 0 to 32767."],
    ),
    "a date in another order": (
        change("memberships.csv", "oak,cleo,timekeeper,2024-03-01", "oak,cleo,timekeeper,01.03.2024"),
        ["memberships.csv:7 joined_on: “01.03.2024” is not a date; write it like 2026-05-04."],
    ),
    "a day that is not in the calendar": (
        change("memberships.csv", "oak,cleo,timekeeper,2024-03-01", "oak,cleo,timekeeper,2024-02-30"),
        ["memberships.csv:7 joined_on: “2024-02-30” is no day of the calendar."],
    ),
    "a date out of all bounds": (
        change("memberships.csv", "oak,cleo,timekeeper,2024-03-01", "oak,cleo,timekeeper,0224-03-01"),
        ["memberships.csv:7 joined_on: “0224-03-01” lies outside the years 1900 to 2199."],
    ),
    # --- keys
    "a group twice": (
        add("groups.csv", "oak,Another oak,,,,"),
        ["groups.csv:5 group: group “oak” stands on line 3 already; keep one of the two."],
    ),
    "a member twice": (
        add("members.csv", "ana,Ana Two,ana2@example.org,,,,,,,"),
        ["members.csv:6 member: member “ana” stands on line 2 already; keep one of the two."],
    ),
    "a position twice": (
        add("agenda.csv", "birch-1,1,Again,,"),
        ["agenda.csv:7 position: meeting “birch-1”, position “1” stands on line 2 already"],
    ),
    "unknown group and member": (
        add("memberships.csv", "yew,eve,member,2026-01-01,"),
        [
            "memberships.csv:8 group: there is no group “yew”; add it to groups.csv, or name another.",
            "memberships.csv:8 member: there is no member “eve”; add it to members.csv, or name another.",
        ],
    ),
    "unknown meeting": (
        add("attendance.csv", "oak-winter,ana,,late"),
        ["attendance.csv:10 meeting: there is no meeting “oak-winter”; add it to meetings.csv"],
    ),
    # --- people
    "an address twice, whatever its case": (
        change("members.csv", "dov@example.com", "ANA@example.org"),
        ["members.csv:5 email: “ana@example.org” is the address of “ana”; each has their own."],
    ),
    # --- seats
    "an unknown role": (
        add("memberships.csv", "oak,dov,boss,2026-01-01,"),
        ["memberships.csv:8 role: “boss” is not one of: member, facilitator, chair, host, timekeeper, "],
    ),
    "a seat that ends before it begins": (
        add("memberships.csv", f"{SEAT}2026-01-02,2026-01-01"),
        ["memberships.csv:8 left_on: 2026-01-01 is before the seat begins on 2026-01-02"],
    ),
    "the same seat twice": (
        add("memberships.csv", "oak,ben,member,2025-10-01,2026-01-01"),
        ["memberships.csv:8 joined_on: group “oak”, member “ben”, joined_on “2025-10-01” stands on line 6"],
    ),
    "two seats at a time": (
        add("memberships.csv", f"{SEAT}2026-01-01,2026-02-01", f"{SEAT}2026-02-01,"),
        ["memberships.csv:9 joined_on: “dov” would hold two seats in “oak”: one from 2026-01-01"],
    ),
    # --- meetings
    "a meeting that ends before it begins": (
        add("meetings.csv", f"{MEET}2026-05-03,,,,"),
        ["meetings.csv:6 ends_on: 2026-05-03 is before the first day, 2026-05-04; give the last day."],
    ),
    "a meeting of a year": (
        add("meetings.csv", f"{MEET}2027-05-03,,,,"),
        ["meetings.csv:6 ends_on: the meeting would last 365 days; at most 31 are possible."],
    ),
    "a start on another day": (
        add("meetings.csv", f"{DATES}2026-05-05T08:00,2026-05-04T09:00,,"),
        ["meetings.csv:6 starts_at: this is not on the first day, 2026-05-04; one of the two is wrong."],
    ),
    "an end on another day": (
        add("meetings.csv", f"{DATES}2026-05-04T08:00,2026-05-05T09:00,,"),
        ["meetings.csv:6 ends_at: this is not on the last day, 2026-05-04; one of the two is wrong."],
    ),
    "a start without an end": (
        add("meetings.csv", f"{DATES}2026-05-04T08:00,,,"),
        ["meetings.csv:6 ends_at: a meeting has both a start and an end, or only dates"],
    ),
    "an end without a start": (
        add("meetings.csv", f"{DATES},2026-05-04T08:00,,"),
        ["meetings.csv:6 starts_at: a meeting has both a start and an end, or only dates"],
    ),
    "an end at the time of the start": (
        add("meetings.csv", f"{DATES}2026-05-04T08:00,2026-05-04T08:00,,"),
        ["meetings.csv:6 ends_at: the meeting ends after it starts at 08:00; give a later time."],
    ),
    "an end at midnight": (
        add("meetings.csv", f"{MEET}2026-05-05,2026-05-04T20:00,2026-05-05T00:00,,"),
        ["meetings.csv:6 ends_at: no day ends as it begins; write 23:59 of the day before."],
    ),
    "a time with an offset": (
        add("meetings.csv", f"{DATES}2026-05-04T08:00Z,2026-05-04T09:00,,"),
        ["meetings.csv:6 starts_at: “2026-05-04T08:00Z” is not a local time; write it like"],
    ),
    "a time of day that no clock shows": (
        add("meetings.csv", f"{DATES}2026-05-04T24:00,2026-05-04T25:00,,"),
        [
            "meetings.csv:6 starts_at: “2026-05-04T24:00” has no time of day between 00:00 and 23:59.",
            "meetings.csv:6 ends_at: “2026-05-04T25:00” has no time of day between 00:00 and 23:59.",
        ],
    ),
    "a time that the clocks skip": (
        add("meetings.csv", "oak-x,oak,Early,2026-03-08,,2026-03-08T02:30,2026-03-08T04:00,,"),
        ["meetings.csv:6 starts_at: There is no 02:30 on 8 March 2026 in America/Chicago: clocks go forward"],
    ),
    "an end that the clocks skip": (
        add("meetings.csv", "oak-x,oak,Early,2026-03-08,,2026-03-08T01:30,2026-03-08T02:30,,"),
        ["meetings.csv:6 ends_at: There is no 02:30 on 8 March 2026 in America/Chicago: clocks go forward"],
    ),
    "a day that the clocks skip": (
        add("meetings.csv", "oak-x,oak,Lost,2011-12-30,,,,Pacific/Apia,"),
        ["meetings.csv:6 starts_on: the clocks of Pacific/Apia skip this whole day; choose another."],
    ),
    # --- attendance
    "an unknown status": (
        add("attendance.csv", "birch-1,ben,,present"),
        ["attendance.csv:10 status: “present” is not one of: attended, late, partial, regrets, absent."],
    ),
    "no day where there are two": (
        add("attendance.csv", "oak-spring,dov,,late"),
        ["attendance.csv:10 day: the meeting has several days; write which of them: 2026-03-02, 2026-03-03."],
    ),
    "a day outside the meeting": (
        add("attendance.csv", "oak-spring,dov,2026-03-04,late"),
        ["attendance.csv:10 day: 2026-03-04 is no day of the meeting; there is 2026-03-02, 2026-03-03."],
    ),
    "the third day of two": (
        add("attendance.csv", "oak-spring,dov,3,late"),
        ["attendance.csv:10 day: 3 is no day of the meeting; there is 2026-03-02, 2026-03-03."],
    ),
    "a status twice": (
        add("attendance.csv", "birch-1,ana,,attended"),
        ["attendance.csv:10 member: meeting “birch-1”, member “ana” stands on line 2 already"],
    ),
    "a status twice, the day written in two ways": (
        add("attendance.csv", "oak-spring,ana,1,late"),
        ["attendance.csv:10 day: “ana” has a status for 2026-03-02 on line 5 already"],
    ),
    # --- agenda
    "a gap": (
        add("agenda.csv", "birch-1,4,Later,,", "birch-1,5,Later still,,"),
        ["agenda.csv:7 position: the item after position 1 has position 2; leave no gap."],
    ),
    "a position of nothing": (
        add("agenda.csv", "birch-1,0,Before,,"),
        ["agenda.csv:7 position: “0” is not a whole number from 1 to 32767."],
    ),
    "a role of too many words leads": (
        add("agenda.csv", f"birch-1,2,Talk,10,{'the boss ' * 7}"),
        [f"agenda.csv:7 lead: “{'the boss ' * 6}the bo…” is no member's key, and a role has room for 60"],
    ),
    # --- commitments
    "an unknown area": (
        add("commitments.csv", "c4,oak,ana,,sing,Music,,,,"),
        ["commitments.csv:6 area: “Music” is not one of the plan areas of this community: Legacy, Life, "],
    ),
    "one's own partner": (
        add("commitments.csv", "c4,oak,ana,,sing,,ana,,,"),
        ["commitments.csv:6 partner: nobody is their own partner; name somebody else, or nobody."],
    ),
    "a meeting of another group": (
        add("commitments.csv", "c4,oak,ana,birch-1,sing,,,,,"),
        ["commitments.csv:6 meeting: “birch-1” is a meeting of “birch”; name one of this group."],
    ),
    "closed without an outcome": (
        add("commitments.csv", "c4,oak,ana,,sing,,,,,2026-05-01"),
        ["commitments.csv:6 closed_on: there is no outcome; say what became of it"],
    ),
    "an unknown outcome": (
        add("commitments.csv", "c4,oak,ana,,sing,,,,done,"),
        ["commitments.csv:6 outcome: “done” is not one of: kept, partly, changed, missed, dropped."],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_damaged_copy_is_refused_by_line_and_changes_nothing(folder: Folder, case: str) -> None:
    damage, expected = CASES[case]
    folder.load()
    folder.change("groups.csv", "Oak,peer group", "Oak the Elder,peer group")
    before = row_counts()
    damage(folder)

    faults = folder.faults()

    assert len(faults) == len(expected)
    for fault, beginning in zip(faults, expected, strict=True):
        assert fault.startswith(beginning)
    assert row_counts() == before
    assert Group.objects.get(key="oak").name == "Oak"


def test_a_row_that_could_not_be_read_is_not_missed_by_the_rows_that_name_it(folder: Folder) -> None:
    people = b"email,name,member\nana,Ana,ana\n" + b"".join(
        f"{key}@example.org,{key},{key}\n".encode() for key in ("ben", "cleo", "dov")
    )
    folder.write("members.csv", people)

    assert folder.faults() == [
        "members.csv:2 email: “ana” is no e-mail address; one looks like mara@example.org."
    ]


def test_where_a_file_breaks_off_nobody_is_missed(folder: Folder) -> None:
    folder.write("meetings.csv", b'meeting,group,title,starts_on\n"birch-1,birch,Call,2026-02-03\n')

    [fault] = folder.faults()

    assert fault.startswith("meetings.csv:2 row: a quote")
