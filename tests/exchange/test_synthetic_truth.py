"""What the labels of a synthetic community say is so in its rows, counted there once more."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Count, F, Max, Sum
from pytest_django import DjangoDbBlocker

from commitments.models import Commitment, Outcome
from engagement.models import Level, MetricResult
from exchange.actions import generate_community
from exchange.synthetic.people_labels import BRIDGES
from exchange.synthetic.plants import Kind, Label, Subject
from exchange.synthetic.verbs import ASK, Coming
from ledger.models import Entry
from meetings.models import Answer, Attendance, Mark, Meeting
from members.timezones import zone
from peergroups.models import Group, Membership, Role, RoleTerm
from room.models import Airtime

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2024, 4, 1), date(2026, 3, 31)
AWAY = [Mark.ABSENT, Mark.EXCUSED]
IN_TWOS = [Coming.ONE_TO_ONE_HELD, Coming.HELP_CONFIRMED]
LOSABLE = ("attendance.", "rsvp.", *Coming)

_labels: list[Label] = []


@pytest.fixture(scope="module", autouse=True)
def community(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Made once for all tests here, which only read; taken away as after a test with transactions."""
    with django_db_blocker.unblock():
        _labels[:] = generate_community(
            seed=1, groups=16, quarters=8, until=LAST, kinds=frozenset(Kind), say=lambda line: None
        )
    yield
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


def labels(kind: Kind) -> list[Label]:
    """The labels of a kind that took; there is at least one."""
    found = [label for label in _labels if label.kind == kind and label.took]
    assert found, kind
    return found


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def groups_of(day: date) -> dict[int, int]:
    return dict(Membership.objects.current(day).values_list("member", "group"))


def coming_rate(group: int | None, first: date, last: date) -> float:
    marks = Attendance.objects.filter(day__meeting__group=group, day__on__range=(first, last))
    return marks.exclude(mark__in=AWAY).count() / marks.count()


# --- the whole


def test_every_kind_has_a_label_and_most_plants_took() -> None:
    assert {label.kind for label in _labels} == set(Kind)
    assert sum(label.took for label in _labels) > 0.8 * len(_labels)
    assert all(FIRST <= label.start <= label.end <= LAST for label in _labels)


def test_a_label_names_its_subject() -> None:
    keys = {Subject.GROUP: dict(Group.objects.values_list("pk", "key"))}
    keys[Subject.MEMBER] = dict(Membership.objects.values_list("member", "member__key"))

    for label in _labels:
        assert label.subject == Subject.COMMUNITY or keys[label.subject][label.subject_id or 0] == label.key


def test_the_rates_are_those_that_are_assumed() -> None:
    marks = Attendance.objects.all()
    assert 0.78 < marks.exclude(mark__in=AWAY).count() / marks.count() < 0.90
    due = Commitment.objects.filter(first_due_on__lt=LAST - timedelta(days=1))
    in_time = due.filter(outcome=Outcome.KEPT, closed_on__lte=F("first_due_on")).count()
    assert 0.58 < in_time / due.count() < 0.74
    assert 0.6 < due.exclude(partner=None).count() / due.count() < 0.75
    assert Meeting.objects.count() > 16 * 8 * 3 * 0.9


def test_the_database_holds_to_its_own_rules() -> None:
    connection.check_constraints()

    expected = set(
        Meeting.objects.filter(
            group__memberships__joined_on__lte=F("starts_on"),
        ).values_list("pk", "group__memberships__member")
    )
    assert set(Attendance.objects.values_list("day__meeting", "member")) <= expected
    late = Attendance.objects.filter(
        day__meeting__group__memberships__member=F("member"),
        day__meeting__group__memberships__left_on__lt=F("day__meeting__starts_on"),
    ).exclude(member__in=[label.subject_id for label in labels(Kind.REJOIN)])
    assert not late.exists()


def test_the_ledger_is_in_the_order_of_time() -> None:
    moments = list(Entry.objects.order_by("pk").values_list("at", flat=True))

    assert moments == sorted(moments)
    assert moments[-1] < midnight(LAST + timedelta(days=1))


def test_the_last_answer_in_the_ledger_is_the_answer() -> None:
    said = Entry.objects.filter(verb__startswith="rsvp.").order_by("pk")
    last = {(meeting, who): verb for meeting, who, verb in said.values_list("thing_id", "by", "verb")}

    answers = Answer.objects.values_list("meeting", "member", "reply")
    assert last == {(meeting, who): f"rsvp.{reply}" for meeting, who, reply in answers}


def test_responses_and_help_are_about_an_ask_that_was_posted_before() -> None:
    asked = dict(Entry.objects.filter(verb=Coming.ASK_POSTED).values_list("thing_id", "by"))
    helped = Entry.objects.filter(verb=Coming.HELP_CONFIRMED)

    assert helped.count() > 500
    for ask, by, toward, kind in helped.values_list("thing_id", "by", "toward", "kind"):
        assert kind == ASK
        assert by == asked.get(ask, by)  # the ask itself may be among what was lost
        assert by != toward


def test_engagement_counts_what_was_generated() -> None:
    call_command("compute_engagement", as_of=LAST)

    told = MetricResult.objects.filter(level=Level.COMMUNITY, metric="attendance_rate")
    came, expected = told.aggregate(x=Sum("numerator"), n=Sum("denominator")).values()
    assert 0.78 < came / expected < 0.90
    assert expected > 3000


# --- groups


def test_fewer_come_to_a_declining_group_and_after_a_shock() -> None:
    for label in [*labels(Kind.DECLINING), *labels(Kind.SHOCK)]:
        before = coming_rate(label.subject_id, FIRST, label.start - timedelta(days=1))
        after = coming_rate(label.subject_id, label.end - timedelta(days=181), label.end)
        assert after < before - 0.02
        assert label.strength < 0


def test_one_person_has_most_of_the_words_in_a_dominated_group() -> None:
    for label in labels(Kind.DOMINATED):
        spoken = Airtime.objects.filter(
            run__meeting__group=label.subject_id, run__meeting__starts_on__gte=label.start
        )
        by_person = Counter(dict(spoken.order_by().values_list("member").annotate(Sum("seconds"))))
        (_, most), (_, second) = by_person.most_common(2)
        assert most > 1.5 * second


def test_one_person_gives_most_help_in_a_hub_and_has_most_roles() -> None:
    for label in labels(Kind.HUB):
        here = groups_of(LAST)
        help_given = Entry.objects.filter(verb=Coming.HELP_CONFIRMED, at__gte=midnight(label.start))
        given = Counter(
            who
            for who in help_given.values_list("toward", flat=True)
            if here.get(who or 0) == label.subject_id
        )
        (star, most), (_, second) = given.most_common(2)
        assert most > 1.3 * second
        terms = RoleTerm.objects.filter(membership__group=label.subject_id, starts_on__gte=label.start)
        turns = terms.exclude(role=Role.FACILITATOR).values_list("membership__member", flat=True)
        assert Counter(turns).most_common(1)[0][0] == star


def test_nothing_crosses_the_border_of_a_closed_group() -> None:
    for label in labels(Kind.CLOSED):
        seats = Membership.objects.filter(group=label.subject_id).values_list(
            "member", "joined_on", "left_on"
        )
        here = {who: (since, until or LAST) for who, since, until in seats}
        between = Entry.objects.filter(verb__in=IN_TWOS, at__gte=midnight(label.start + timedelta(days=9)))
        crossing = [
            (one, other, at)
            for one, other, at in between.values_list("by", "toward", "at")
            if (one in here) != (other in here)
            and all(
                here[who][0] <= at.date() <= here[who][1] - timedelta(days=9)
                for who in (one, other)
                if who in here
            )
        ]
        assert crossing == []


def test_a_small_group_never_has_five_people() -> None:
    for label in labels(Kind.SMALL):
        for meeting in Meeting.objects.filter(group=label.subject_id):
            assert (
                0 < Membership.objects.expected(meeting.starts_on).filter(group=label.subject_id).count() < 5
            )


def test_everybody_is_marked_present_where_that_is_planted() -> None:
    for label in labels(Kind.EVERYBODY_PRESENT):
        marks = Attendance.objects.filter(day__meeting__group=label.subject_id, day__on__gte=label.start)
        assert marks.count() > 50
        assert not marks.filter(mark__in=AWAY).exists()


def test_a_group_that_is_taken_in_moves_as_one() -> None:
    for label in labels(Kind.MERGE):
        last_day = label.start - timedelta(days=1)
        moved = Membership.objects.filter(group=label.subject_id, left_on=last_day)
        later = Membership.objects.filter(member__in=moved.values("member"), joined_on__gt=last_day)
        assert moved.count() == later.count() == label.realised
        assert later.values("group").distinct().count() == 1
        assert not Meeting.objects.filter(group=label.subject_id, starts_on__gte=label.start).exists()


def test_a_group_that_moves_meets_at_the_same_hours_in_another_zone() -> None:
    for label in labels(Kind.TIME_ZONE):
        meetings = Meeting.objects.filter(group=label.subject_id, ends_on__gt=F("starts_on"))
        before, after = (
            meetings.filter(starts_on__lt=label.start),
            meetings.filter(starts_on__gte=label.start),
        )
        assert {m.timezone for m in before}.isdisjoint({m.timezone for m in after})
        assert {m.starts_at.astimezone(zone(m.timezone)).time() for m in meetings} == {time(9)}


# --- people


def test_a_broker_is_tied_into_many_other_groups_whether_planted_or_not() -> None:
    here, end = groups_of(LAST), midnight(LAST + timedelta(days=1))
    home = dict(Membership.objects.order_by("joined_on").values_list("member", "group")) | here
    weights: defaultdict[tuple[int, int], float] = defaultdict(float)
    seen = set()
    for line in Entry.objects.filter(verb__in=IN_TWOS).values_list("by", "toward", "at", "verb", "thing_id"):
        if line not in seen:  # some lines were written twice
            seen.add(line)
            one, other = sorted((line[0] or 0, line[1] or 0))
            weights[one, other] += 0.5 ** ((end - line[2]).total_seconds() / 86_400 / 91)
    reached: defaultdict[int, set[int]] = defaultdict(set)
    for (one, other), weight in weights.items():
        if weight >= 0.5 and home[one] != home[other]:
            reached[one].add(home[other])
            reached[other].add(home[one])
    found = {who for who, groups in reached.items() if len(groups) >= BRIDGES and who in here}
    labelled = {label.subject_id for label in labels(Kind.BROKER)}
    assert len(found ^ labelled) <= 0.2 * len(
        found | labelled
    )  # ties of those who moved count where they were


def test_a_free_rider_takes_more_than_they_give() -> None:
    helped = Entry.objects.filter(verb=Coming.HELP_CONFIRMED)
    taken, given = (Counter(helped.values_list(whose, flat=True)) for whose in ("by", "toward"))

    for label in labels(Kind.FREE_RIDER):
        assert taken[label.subject_id] > given[label.subject_id]


def test_who_emerges_helps_more_now_than_before() -> None:
    for label in labels(Kind.EMERGING):
        helped = Entry.objects.filter(verb=Coming.HELP_CONFIRMED, toward=label.subject_id)
        late = helped.filter(at__gte=midnight(date(2025, 10, 1))).count() / 2
        early = helped.filter(at__lt=midnight(label.start)).count() / max(1, (label.start - FIRST).days / 91)
        assert late > early


def test_a_newcomer_who_was_left_alone_met_at_most_one_person_in_half_a_year() -> None:
    for label in labels(Kind.NEWCOMER):
        half_a_year = midnight(label.start), midnight(label.start + timedelta(days=181))
        met = Entry.objects.filter(verb__in=IN_TWOS, at__range=half_a_year)
        assert (
            met.filter(by=label.subject_id)
            .values("toward")
            .union(met.filter(toward=label.subject_id).values("by"))
            .count()
            <= 1
        )


def test_who_rejoined_has_two_seats_in_the_same_group() -> None:
    for label in labels(Kind.REJOIN):
        seats = Membership.objects.filter(member=label.subject_id).order_by().values("group")
        assert seats.annotate(seats=Count("pk")).aggregate(most=Max("seats"))["most"] == 2


def test_five_people_thank_one_another_every_day() -> None:
    ring = {label.subject_id for label in labels(Kind.THANKS_RING)}

    assert len(ring) == 5
    lines = Entry.objects.filter(verb=Coming.THANKS_GIVEN, by__in=ring, toward__in=ring, kind="")
    assert lines.values("by", "toward").distinct().count() == 5
    assert lines.dates("at", "day").count() == (LAST - date(2025, 9, 30)).days


# --- the whole, when something went wrong


def test_nothing_is_known_of_the_lost_weeks_but_that_there_were_meetings() -> None:
    (label,) = labels(Kind.LOST_WEEKS)
    lost = midnight(label.start), midnight(label.end + timedelta(days=1)) - timedelta(seconds=1)

    assert Meeting.objects.filter(starts_at__range=lost).count() > 5
    assert not Attendance.objects.filter(recorded_at__range=lost).exists()
    assert not Answer.objects.filter(answered_at__range=lost).exists()
    verbs = set(Entry.objects.filter(at__range=lost).values_list("verb", flat=True))
    assert not [verb for verb in verbs if verb.startswith(LOSABLE) and verb != Coming.THANKS_GIVEN]


def test_one_line_in_a_hundred_stands_twice() -> None:
    columns = ("verb", "at", "by", "toward", "kind", "thing_id", "group_id")
    twice = Entry.objects.values(*columns).annotate(lines=Count("pk")).filter(lines__gt=1).count()

    assert 0.005 < twice / Entry.objects.count() < 0.015
