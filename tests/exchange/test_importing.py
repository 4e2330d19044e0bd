"""What the rows of the files become."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from commitments.models import Commitment
from exchange.reading.files import ROWS
from ledger.models import Entry
from meetings.models import AgendaItem, Attendance, Mark, Meeting, MeetingDay
from members.models import Member
from peergroups.models import Group, Membership, RoleTerm
from tests.conftest import NOW, TODAY
from tests.exchange.conftest import SMALL, Folder, files_in, load, row_counts

pytestmark = pytest.mark.django_db


def test_an_export_of_an_import_is_the_same_byte_for_byte(
    folder: Folder, exported: Callable[[], dict[str, bytes]]
) -> None:
    folder.load()

    assert exported() == files_in(SMALL)


def test_a_second_import_of_the_same_files_changes_nothing(folder: Folder) -> None:
    first = folder.load()
    before = row_counts()

    second = folder.load()

    assert row_counts() == before
    for row in ROWS:
        assert second[row.FILE] == {"unchanged": first[row.FILE]["added"]}


def test_a_group_lives_by_the_rules_of_its_kind(folder: Folder) -> None:
    folder.change("groups.csv", "Birch,community of practice", "Birch,thinking group")

    folder.load()

    oak, birch = Group.objects.get(key="oak"), Group.objects.get(key="birch")
    assert (oak.kind, oak.timezone, oak.rhythm_days) == ("peer group", "America/Chicago", 91)
    assert oak.makes_commitments
    assert not birch.makes_commitments


def test_organisations_are_one_whatever_the_case_of_their_name(folder: Folder) -> None:
    folder.change("members.csv", "okoye partners of Leeds", "OKOYE partners")

    folder.load()

    ben, cleo = Member.objects.get(key="ben"), Member.objects.get(key="cleo")
    assert cleo.organisation == ben.organisation
    assert not cleo.has_usable_password()


def test_seats_are_full_and_roles_last_as_long_as_the_seat(folder: Folder) -> None:
    folder.change("memberships.csv", "cleo,timekeeper,2024-03-01,", "cleo,timekeeper,2024-03-01,2025-12-31")

    folder.load()

    seat = Membership.objects.get(member__key="cleo")
    assert (seat.full_on, seat.left_on) == (date(2024, 3, 1), date(2025, 12, 31))
    assert seat.roles.values_list("role", "starts_on", "ends_on").get() == (
        "timekeeper",
        date(2024, 3, 1),
        date(2025, 12, 31),
    )
    assert RoleTerm.objects.filter(membership__member__key="ben").count() == 0


def test_a_timed_meeting_of_two_days_has_the_hours_of_the_venue(folder: Folder) -> None:
    folder.load()

    meeting = Meeting.objects.get(key="oak-spring")
    assert meeting.starts_at == datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    assert meeting.ends_at == datetime(2026, 3, 3, 22, 30, tzinfo=UTC)
    assert list(meeting.days.values_list("on", "starts", "ends")) == [
        (date(2026, 3, 2), time(8, 0), time(17, 30)),
        (date(2026, 3, 3), time(8, 0), time(15, 30)),
    ]


def test_a_meeting_without_times_lasts_from_midnight_to_midnight_in_its_zone(folder: Folder) -> None:
    folder.change("meetings.csv", "Call,2026-02-03,2026-02-03,,,UTC,", "Call,2026-02-03,,,,,")
    folder.change(
        "groups.csv", "Birch,community of practice,,,", "Birch,community of practice,,Asia/Kolkata,"
    )

    folder.load()

    day = MeetingDay.objects.get(meeting__key="birch-1")
    assert day.meeting.timezone == "Asia/Kolkata"
    assert (day.starts, day.ends) == (None, None)
    assert day.starts_at == datetime(2026, 2, 2, 18, 30, tzinfo=UTC)
    assert day.ends_at == datetime(2026, 2, 3, 18, 30, tzinfo=UTC)


def test_regrets_are_an_excuse_and_a_day_may_be_told_by_its_number(folder: Folder) -> None:
    folder.add("attendance.csv", "oak-spring,ben,2,late")

    folder.load()

    marks = Attendance.objects.filter(member__key="ben").order_by("day__on")
    assert list(marks.values_list("day__on", "mark")) == [
        (date(2026, 3, 2), Mark.EXCUSED),
        (date(2026, 3, 3), Mark.LATE),
    ]


def test_items_that_would_pass_the_end_of_a_day_begin_the_next(folder: Folder) -> None:
    folder.load()

    items = AgendaItem.objects.filter(day__meeting__key="oak-spring").order_by("day__on", "position")
    assert list(items.values_list("day__on", "position", "owner__key", "owner_role")) == [
        (date(2026, 3, 2), 1, None, "facilitator"),
        (date(2026, 3, 2), 2, None, "presenter"),
        (date(2026, 3, 3), 1, "ana", ""),
        (date(2026, 3, 3), 2, None, "everybody"),
    ]


def test_a_commitment_is_made_at_its_meeting_or_on_the_first_day_that_its_row_names(folder: Folder) -> None:
    folder.change("commitments.csv", ",2026-02-28,kept,2026-02-27", ",2026-02-28,kept,")

    folder.load()

    made = dict(Commitment.objects.values_list("key", "made_on"))
    assert made == {"c1": date(2026, 3, 3), "c2": date(2026, 2, 28), "c3": date(2026, 3, 3)}
    assert Commitment.objects.get(key="c2").closed_on == date(2026, 2, 28)
    assert Commitment.objects.get(key="c1").first_due_on == date(2026, 6, 30)


def test_a_plan_area_is_known_by_its_name_whatever_its_case(folder: Folder) -> None:
    folder.change("commitments.csv", ",Business,", ",BUSINESS,")

    folder.load()

    assert str(Commitment.objects.get(key="c1").area) == "Business"


def test_an_outcome_without_a_day_was_seen_today_if_it_was_not_due_before(folder: Folder) -> None:
    folder.change("commitments.csv", ",ana,,dropped,2026-04-01", ",ana,2027-01-01,dropped,")

    folder.load()

    assert Commitment.objects.get(key="c3").closed_on == TODAY


def test_the_ledger_tells_each_fact_at_its_own_time_and_nothing_in_the_future(folder: Folder) -> None:
    folder.load()

    told = dict(Entry.objects.filter(verb="meeting.scheduled").values_list("thing_id", "at"))
    spring, summer = Meeting.objects.get(key="oak-spring"), Meeting.objects.get(key="oak-summer")
    assert told[spring.pk] == spring.starts_at
    assert told[summer.pk] == NOW
    joined = Entry.objects.get(verb="membership.started", toward__key="cleo")
    assert joined.at == datetime(2024, 3, 1, 6, 0, tzinfo=UTC)  # midnight in Chicago
    left = Entry.objects.get(verb="membership.ended", toward__key="ben")
    assert left.at == datetime(2025, 7, 1, 4, 59, 59, tzinfo=UTC)  # a second before midnight there
    assert Entry.objects.filter(verb__startswith="attendance.").count() == Attendance.objects.count()
    assert Entry.objects.filter(verb="commitment.kept", by__key="ben").count() == 1
    assert not Entry.objects.filter(at__gt=NOW).exists()


def test_nobody_is_told_of_history(
    folder: Folder, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:  # type: ignore[attr-defined]
        folder.load()

    assert callbacks == []


def test_a_mark_and_line_ends_of_another_system_are_let_pass(
    folder: Folder, exported: Callable[[], dict[str, bytes]]
) -> None:
    for file in ("members.csv", "meetings.csv", "agenda.csv", "attendance.csv"):
        text = (SMALL / file).read_bytes()
        folder.write(file, b"\xef\xbb\xbf" + (text if b'"' in text else text.replace(b"\n", b"\r\n")))

    folder.load()

    assert exported() == files_in(SMALL)


def test_optional_columns_may_be_missing_and_columns_come_in_any_order(folder: Folder) -> None:
    folder.write("groups.csv", b"name,group\nOak,oak\nBirch,birch\n")

    folder.load()

    assert set(Group.objects.values_list("key", "name", "kind")) == {
        ("oak", "Oak", "peer group"),
        ("birch", "Birch", "peer group"),
    }


def test_a_trial_finds_what_would_happen_and_writes_nothing(folder: Folder) -> None:
    before = row_counts()

    tally = load(folder.path, is_trial=True)

    assert tally["members.csv"] == {"added": 4}
    assert row_counts() == before
