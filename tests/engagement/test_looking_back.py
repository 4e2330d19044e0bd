"""Communities made up by chance, counted a second time in plain Python, and looked back upon."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import transaction

from engagement.catalogue import METRICS
from engagement.models import Level, Status
from engagement.periods import Quarter
from engagement.result import Result
from engagement.results import results
from engagement.ties.catalogue import NETWORKS
from meetings.models import Mark
from members.models import Member
from peergroups.models import Group
from tests.engagement.plans import LAST, Plan, by_chance, lay

pytestmark = pytest.mark.django_db

Cell = tuple[Level, str, int]  # with the key of the subject and the number of the quarter

DECIMALS = ("numerator", "denominator", "value", "ci_low", "ci_high")
PARTS = {Mark.PRESENT: Fraction(1), Mark.LATE: Fraction(1), Mark.PARTIAL: Fraction(1, 2)}


def said(plan: Plan, as_of: date) -> dict[tuple[str, *Cell], Result]:
    """What engagement says, by metric, level, key and quarter; the community is gone afterwards."""
    with transaction.atomic():
        lay(plan)
        names: dict[Level, dict[int | None, str]] = {
            Level.COMMUNITY: {None: ""},
            Level.GROUP: dict(Group.objects.values_list("pk", "key")),
            Level.MEMBER: dict(Member.objects.values_list("pk", "key")),
        }
        answers = {
            (r.metric, r.level, names[r.level][r.subject_id], r.period_id): _rounded(r)
            for r in results(as_of=as_of, zone="UTC")
        }
        transaction.set_rollback(True)
    return answers


def _rounded(result: Result) -> Result:
    """Without the id, and without what depends on the order in which decimals were added up."""
    numbers = {name: n and round(n, 9) for name in DECIMALS if (n := getattr(result, name)) is not None}
    return result._replace(subject_id=None, **numbers)


def attendance_by_hand(plan: Plan, as_of: date) -> dict[Cell, list[Fraction]]:
    """Attended and expected by level, key and quarter."""
    counts: defaultdict[Cell, list[Fraction]] = defaultdict(lambda: [Fraction(0), Fraction(0)])
    for meeting in plan.until(as_of).meetings:
        recorded = [day for day in meeting.marks if set(day.values()) - {Mark.NOT_RECORDED}]
        for seat in plan.seats:
            if seat.group != meeting.group or meeting.cancelled_on or not seat.is_expected(meeting.on):
                continue
            marks = [day.get(seat.person, Mark.ABSENT) for day in recorded]
            known = [PARTS.get(mark, Fraction(0)) for mark in marks if mark != Mark.NOT_RECORDED]
            if known:
                quarter = Quarter.of(meeting.counted_on).id
                for cell in [(Level.MEMBER, seat.person), (Level.GROUP, seat.group), (Level.COMMUNITY, "")]:
                    counts[*cell, quarter][0] += sum(known, Fraction(0)) / len(known)
                    counts[*cell, quarter][1] += 1
    return counts


@pytest.mark.parametrize("seed", range(3))
def test_attendance_is_what_plain_counting_finds(seed: int) -> None:
    plan = by_chance(seed)
    as_of = LAST - timedelta(days=200)
    expected = attendance_by_hand(plan, as_of)
    found = {
        key[1:]: (answer.numerator, answer.denominator)
        for key, answer in said(plan, as_of).items()
        if key[0] == "attendance_rate" and answer.status == Status.OK
    }
    assert found.keys() == expected.keys()
    for cell, (attended, count) in expected.items():
        assert found[cell] == pytest.approx((float(attended), float(count)), abs=1e-8)
    assert {level for level, *_ in found} == set(Level)


@pytest.mark.parametrize(("seed", "days_ago"), [(0, 30), (1, 140), (2, 400)])
def test_looking_back_sees_what_was_known_then_and_nothing_later(seed: int, days_ago: int) -> None:
    plan = by_chance(seed)
    as_of = LAST - timedelta(days=days_ago)
    looking_back = said(plan, as_of)
    assert looking_back == said(plan.until(as_of), as_of)
    assert looking_back != said(plan, LAST)


def test_a_community_made_up_by_chance_has_something_to_say_on_every_metric() -> None:
    answers = said(by_chance(0), LAST)
    told = {key[0] for key, answer in answers.items() if answer.status == Status.OK}
    of_their_own = {metric.name for metric in NETWORKS} | {"psychological_safety"}  # stories of their own
    assert told >= METRICS.keys() - of_their_own
