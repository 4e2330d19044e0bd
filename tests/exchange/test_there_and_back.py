"""Whatever stands in the database: an import of its export gives the same export, byte for byte."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.models import Commitment, Outcome
from exchange.exporting.folder import write_folder
from exchange.reading.files import ROWS
from meetings.actions import Hours, lay_out
from meetings.models import AgendaItem, Attendance, Mark, Meeting, MeetingDay
from members.models import Member, Organisation
from peergroups.models import Community, Group, Kind, Membership, PlanArea, Role, RoleTerm
from tests.conftest import NOW, TODAY
from tests.exchange.conftest import files_in, load
from tests.exchange.texts import any_text, keys, some_text

dates = st.dates(TODAY - timedelta(days=900), TODAY + timedelta(days=300))
hours = st.tuples(st.integers(0, 11).map(time), st.integers(12, 23).map(time))
days = st.lists(
    st.tuples(st.integers(0, 30), st.none() | hours), min_size=1, max_size=3, unique_by=itemgetter(0)
)
zones = st.sampled_from(["", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"])


Draw = Callable[[st.SearchStrategy[Any]], Any]


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_an_import_of_an_export_gives_the_same_export(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        first, second = Path(name, "first"), Path(name, "second")
        with taken_back():
            make_community(data.draw)
            write_folder(first, lambda line: None)
            again = load(first)
        with taken_back():
            load(first)
            write_folder(second, lambda line: None)

        assert files_in(first) == files_in(second)
        assert all(set(again[row.FILE]) <= {"unchanged"} for row in ROWS)


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def make_community(draw: Draw) -> None:
    """Fill the tables with whatever they can hold."""
    Community.current()
    groups = [make_group(draw, key) for key in draw(st.lists(keys, min_size=1, max_size=2, unique=True))]
    names = draw(st.lists(some_text, unique_by=str.lower, max_size=2))
    firms = [None, *Organisation.objects.bulk_create(Organisation(name=name) for name in names)]
    members = [
        make_member(draw, key, number, firms)
        for number, key in enumerate(draw(st.lists(keys, min_size=2, max_size=3, unique=True)))
    ]
    for member in members:
        make_seat(draw, draw(st.sampled_from(groups)), member)
    meetings = [
        make_meeting(draw, key, draw(st.sampled_from(groups)), members)
        for key in draw(st.lists(keys, max_size=2, unique=True))
    ]
    for key in draw(st.lists(keys, max_size=3, unique=True)):
        make_commitment(draw, key, draw(st.sampled_from(groups)), members, meetings)


def make_group(draw: Draw, key: str) -> Group:
    return Group.objects.create(
        key=key,
        name=draw(some_text),
        kind=draw(st.sampled_from(Kind.values)),
        purpose=draw(any_text),
        timezone=draw(zones),
        rhythm_days=draw(st.none() | st.integers(0, 32767)),
    )


def make_member(draw: Draw, key: str, number: int, firms: list[Organisation | None]) -> Member:
    return Member.objects.create(
        key=key,
        name=draw(some_text),
        email=f"person.{number}@example.org",
        organisation=draw(st.sampled_from(firms)),
        industry=draw(any_text),
        job=draw(any_text),
        city=draw(any_text),
        country=draw(st.sampled_from(["", "NP", "XK"])),
        timezone=draw(zones),
        joined_on=draw(st.none() | dates),
    )


def make_seat(draw: Draw, group: Group, member: Member) -> None:
    joined_on, days = draw(dates), draw(st.none() | st.integers(0, 400))
    left_on = None if days is None else joined_on + timedelta(days=days)
    seat = Membership.objects.create(group=group, member=member, joined_on=joined_on, left_on=left_on)
    for role in draw(st.lists(st.sampled_from(Role.values), max_size=2, unique=True)):
        ends_on = draw(st.sampled_from([left_on, joined_on]))
        RoleTerm.objects.create(membership=seat, role=role, starts_on=joined_on, ends_on=ends_on)


def make_meeting(draw: Draw, key: str, group: Group, members: list[Member]) -> Meeting:
    meeting = Meeting(key=key, group=group, title=draw(some_text), place=draw(any_text), changed_at=NOW)
    meeting.timezone, first = "Asia/Kathmandu", draw(dates)
    wanted = [Hours(first + timedelta(days=n), *(times or ())) for n, times in draw(days)]
    laid_out = lay_out(meeting, wanted)
    meeting.save()
    for day in MeetingDay.objects.bulk_create(laid_out):
        for member in draw(st.lists(st.sampled_from(members), unique=True)) if members else []:
            mark = draw(st.sampled_from(Mark.values))
            Attendance.objects.create(day=day, member=member, mark=mark, recorded_at=NOW)
        for position in range(1, draw(st.integers(0, 3)) + 1):
            make_item(draw, day, position, members)
    return meeting


def make_item(draw: Draw, day: MeetingDay, position: int, members: list[Member]) -> None:
    owner = draw(st.sampled_from([None, *members]))
    AgendaItem.objects.create(
        day=day,
        position=position,
        title=draw(some_text),
        minutes=draw(st.none() | st.integers(0, 600)),
        owner=owner,
        owner_role="" if owner else draw(any_text | st.sampled_from(["", *(m.key for m in members)])),
    )


def make_commitment(
    draw: Draw, key: str, group: Group, members: list[Member], meetings: list[Meeting]
) -> None:
    if not members:
        return
    member, partner = draw(st.sampled_from(members)), draw(st.sampled_from([None, *members]))
    outcome = draw(st.sampled_from(["", *Outcome.values]))
    Commitment.objects.create(
        key=key,
        group=group,
        member=member,
        meeting=draw(st.sampled_from([None, *(m for m in meetings if m.group == group)])),
        text=draw(some_text),
        area=draw(st.sampled_from([None, *PlanArea.objects.all()])),
        partner=None if partner == member else partner,
        made_on=draw(dates),
        due_on=draw(st.none() | dates),
        outcome=outcome,
        closed_on=draw(dates) if outcome else None,
    )
