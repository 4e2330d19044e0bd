"""The fictional community: as large as it should be, the same for the same seed, and of nobody real."""

from collections.abc import Callable
from datetime import date, time, timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Q
from hypothesis import given
from hypothesis import strategies as st

from commitments.models import DEBT, Commitment, Outcome
from exchange.actions import seed_demo
from exchange.demo.gatherings import NOTICE, gatherings
from exchange.demo.logins import ADDRESSES, PASSWORD
from ledger.models import Entry
from meetings.models import Answer, Attendance, Mark, Meeting, Reply
from members.models import Member
from peergroups.models import Community, CommunityAdmin, Group, Kind, Membership, Role
from tests.conftest import NOW, TODAY
from tests.exchange.conftest import row_counts

AWAY = [Mark.ABSENT, Mark.EXCUSED]

NOON = time(12)

Export = Callable[[], dict[str, bytes]]


def make(*, seed: int = 1, groups: int = 2, today: date = TODAY) -> None:
    seed_demo(seed=seed, today=today, clock=NOON, groups=groups, say=lambda line: None)


# --- the whole


@pytest.mark.django_db
def test_the_whole_community_has_its_size_and_its_rates() -> None:
    make(groups=40)

    circles = Group.objects.filter(kind=Kind.PEER_GROUP)
    held = Membership.objects.current(TODAY).filter(group__in=circles)
    assert circles.count() == 40
    assert held.exclude(roles__role=Role.FACILITATOR).count() == 440
    assert not circles.exclude(seats__range=(8, 14)).exists()
    assert Group.objects.exclude(kind=Kind.PEER_GROUP).count() == 13
    assert 420 <= Member.objects.filter(memberships__in=held).values("organisation").distinct().count() <= 440
    leading = held.filter(roles__role=Role.FACILITATOR).values("member").annotate(groups=Count("group"))
    assert [lead["groups"] for lead in leading] == [2] * 20
    assert CommunityAdmin.objects.count() == 2
    assert Meeting.objects.filter(group__in=circles, ends_on__gt=F("starts_on")).count() == 200
    check_rates()
    check_commitments()
    check_people()


@pytest.mark.django_db
@pytest.mark.parametrize("today", [date(2026, 12, 28) + timedelta(days=n) for n in range(7)], ids=str)
def test_it_can_be_made_on_any_day_of_a_week_and_as_the_year_turns(today: date) -> None:
    make(today=today)
    assert Meeting.objects.filter(starts_on=today).exists()  # the visitor can run one at once


def check_rates() -> None:
    """The rates of the synthetic community on which the dashboards were tried."""
    marks = Attendance.objects.filter(day__meeting__group__kind=Kind.PEER_GROUP)
    there = marks.exclude(mark__in=AWAY).count() / marks.count()
    assert 0.82 < there < 0.89
    came = {
        (meeting, member): mark not in AWAY
        for meeting, member, mark in marks.values_list("day__meeting", "member", "mark").order_by("-day__on")
    }
    said_yes = Answer.objects.filter(reply=Reply.YES).values_list("meeting", "member")
    kept = [came[answer] for answer in said_yes if answer in came]
    assert 0.9 < sum(kept) / len(kept) < 0.97
    year = Membership.objects.filter(left_on__gt=TODAY - timedelta(days=365)).count()
    assert 0.10 <= year / 440 <= 0.25


def check_commitments() -> None:
    made = Commitment.objects.count()
    assert 3800 <= made <= 4900
    assert 0.65 < Commitment.objects.exclude(partner=None).count() / made < 0.75
    due = Commitment.objects.filter(first_due_on__lt=TODAY)
    on_time = due.filter(outcome=Outcome.KEPT, closed_on__lte=F("first_due_on")).count()
    assert 0.6 < on_time / due.count() < 0.74
    assert set(Commitment.objects.values_list("outcome", flat=True)) == {"", *Outcome.values}


def check_people() -> None:
    addresses = Member.objects.values_list("email", flat=True)
    assert {address.split("@")[1] for address in addresses} == {"example.org", "example.com"}
    assert len({zone.split("/")[0] for zone in Member.objects.values_list("timezone", flat=True)}) >= 5
    assert Member.objects.exclude(name__regex=r"^[A-Za-z' -]+$").exists()


# --- a small one


@pytest.mark.django_db
def test_nothing_in_it_happens_after_today_began_but_meetings_that_lie_ahead() -> None:
    make()

    assert Community.current().name == "Prairie Circle"
    assert Entry.objects.latest("at").at <= NOW
    assert Attendance.objects.filter(recorded_at__gt=NOW).count() == 0
    assert not Commitment.objects.filter(Q(made_on__gte=TODAY) | Q(closed_on__gte=TODAY)).exists()
    assert not Membership.objects.filter(Q(joined_on__gte=TODAY) | Q(left_on__gte=TODAY)).exists()
    assert Meeting.objects.coming(NOW).count() >= 2 * 2


@pytest.mark.django_db
def test_the_ledger_knows_every_mark_answer_and_commitment() -> None:
    make()

    def told(verb: str) -> int:
        return Entry.objects.filter(verb__startswith=verb).count()

    assert told("attendance.") == Attendance.objects.count()
    assert told("commitment.made") == Commitment.objects.count()
    assert told("membership.started") == Membership.objects.count()
    assert told("rsvp.") > Answer.objects.count()  # some changed their minds
    for answer in Answer.objects.select_related("member", "meeting")[:200]:
        said = Entry.objects.about(answer.meeting).filter(by=answer.member, verb__startswith="rsvp.")
        last = said.latest("at")
        assert last.verb == f"rsvp.{answer.reply}"


@pytest.mark.django_db
def test_a_mark_is_only_of_somebody_expected() -> None:
    make()

    for mark in Attendance.objects.select_related("day__meeting__group")[:500]:
        meeting = mark.day.meeting
        assert meeting.group.memberships.expected(meeting.starts_on).filter(member=mark.member_id).exists()


@pytest.mark.django_db
def test_the_desk_of_the_member_has_something_of_everything() -> None:
    make()

    member = Member.objects.get(email=ADDRESSES["member"])
    mine = Commitment.objects.open().filter(member=member)
    assert mine.filter(due_on__lt=TODAY).exists()
    assert mine.filter(due_on__gte=TODAY).exists()
    assert max(commitment.times_rolled for commitment in mine.with_rollovers()) == DEBT
    assert Commitment.objects.open().filter(partner=member).exists()
    kinds = Group.objects.visible_to(member, on=TODAY).values_list("kind", flat=True)
    assert {Kind.PEER_GROUP, Kind.THINKING_GROUP} <= set(kinds)
    coming = Meeting.objects.visible_to(member, on=TODAY).coming(NOW)
    assert coming.filter(starts_on__lte=TODAY + timedelta(days=35), group__kind=Kind.PEER_GROUP).exists()
    assert not Answer.objects.filter(member=member, meeting__in=coming).exists()


@pytest.mark.django_db
def test_the_three_can_log_in_by_password() -> None:
    make()

    for address in ADDRESSES.values():
        assert authenticate(email=address, password=PASSWORD)
        assert EmailAddress.objects.get(email=address).verified
    assert CommunityAdmin.objects.current(TODAY).filter(member__email=ADDRESSES["admin"]).exists()
    seats = Membership.objects.current(TODAY).with_leading(TODAY)
    led = [seat for seat in seats.filter(member__email=ADDRESSES["facilitator"]) if seat.is_leading]
    assert len(led) == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_seed_and_day_make_the_same_community(exported: Export, transactional_db: None) -> None:
    make(groups=2)
    first, counts = exported(), row_counts()
    call_command("flush", interactive=False)

    make(groups=2)

    assert exported() == first
    assert row_counts() == counts


@pytest.mark.django_db(transaction=True)
def test_another_seed_makes_another_community(exported: Export) -> None:
    make(groups=2)
    first = exported()
    call_command("flush", interactive=False)

    make(groups=2, seed=2)

    assert exported()["members.csv"] != first["members.csv"]


# --- the gatherings


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_each_gathering_lies_in_a_quarter_of_its_own_and_the_coming_one_is_near(today: date) -> None:
    weeks = gatherings(today)

    quarters = [(week.monday.year * 12 + week.monday.month - 1) // 3 for week in weeks]
    assert quarters == list(range(quarters[0], quarters[0] + 5))
    for week in weeks:
        friday = week.first_day(1) + timedelta(days=1)
        assert week.monday.weekday() == 0
        assert (friday.year * 12 + friday.month - 1) // 3 == (
            week.monday.year * 12 + week.monday.month - 1
        ) // 3
    assert NOTICE <= (weeks[-1].monday - today).days <= NOTICE + 13
    assert (today - weeks[-2].monday).days > 40


# --- the command


def seed(*arguments: str) -> str:
    out = StringIO()
    call_command("seed_demo", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.mark.django_db
def test_the_command_prints_the_log_ins_last_and_again_when_asked() -> None:
    printed = seed("--groups", "1", "--today", str(TODAY))

    assert printed.splitlines() == [
        "member: member@example.org",
        "facilitator: facilitator@example.org",
        "admin: admin@example.org",
        "password: peergroups-demo-2026",
    ]
    assert seed("--logins") == printed


@pytest.mark.django_db
def test_where_there_is_no_demo_no_log_ins_are_printed() -> None:
    assert seed("--logins") == ""


@pytest.mark.django_db
def test_a_community_with_members_is_left_alone() -> None:
    seed("--groups", "1", "--today", str(TODAY))
    before = row_counts()

    with pytest.raises(CommandError, match="There are members in this database"):
        seed()

    assert row_counts() == before


@pytest.mark.django_db
def test_a_demo_of_no_groups_is_an_error_in_words() -> None:
    with pytest.raises(CommandError, match="at least one group"):
        seed("--groups", "0")
