"""A community in which it is known what is anybody's own, and what only a few people made.

All of it lies in the first quarter of 2026, which is over and frozen. Each secret is a number of things out
of a number that nothing else here comes to, so that it would be recognised wherever it stood.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from commitments.models import Commitment, Outcome
from engagement.actions import compute_engagement, freeze_quarters
from engagement.ties.actions import leave_out
from meetings.models import Attendance, Mark
from members.models import Member
from peergroups.models import Group
from signals.actions import raise_signals
from surveys.models import Survey
from tests import factories
from tests.conftest import NOW, TODAY, Cast
from tests.surveys.asking import answered, crowd, opened, published

FIRST = date(2026, 1, 5)
MEETINGS = 13


class Secret(NamedTuple):
    """So many of so many: of one person, or of a few."""

    x: int
    of: int


PERSON = Secret(7, 13)  # meetings, of one of the twelve in Ash
OF_FOUR = Secret(41, 52)  # meetings, of all four in Oak
OF_THREE = Secret(29, 39)  # meetings, of those three of the twelve in Cedar who are not on leave
OF_ONE = Secret(11, 17)  # commitments; only one of the twelve in Cedar made any
OF_TWO = Secret(5, 9)  # commitments, of two in Oak

WELL = [2, 6, 2, 6, 6]  # scored: six everywhere
FAIR = [4, 4, 4, 5, 4]  # 4.2 in all
ILL = [6, 3, 5, 3, 2]  # 2.6 in all
MIXED = [5, 4, 5, 4, 2]  # 3.2 in all
MEANS_OF_FEW = ("2.6", "3.2", "4.2")
"""Of one, of three, and of the five whose mean would give away those of the four."""


@dataclass(frozen=True)
class Village:
    """Ash and Elm are of twelve and eight, Oak is of four. In Cedar few of the twelve did anything.

    In Fir there were five, and four at the end.
    """

    cast: Cast
    ash: Group
    cedar: Group
    fir: Group
    person: Member  # of Ash, whose own figure is a secret
    left_out: Member  # of Ash, who wants to be in no network
    survey: Survey

    @property
    def groups(self) -> list[Group]:
        return [self.ash, self.cedar, self.fir, self.cast.elm, self.cast.oak]


def lay_out(cast: Cast) -> Village:
    """Let all of it have happened, and have it counted, frozen, looked through and published."""
    ash, cedar = factories.group("Ash"), factories.group("Cedar")
    crowd(ash, 12)
    crowd(cedar, 12)
    crowd(cast.elm, 7)
    fir = factories.group("Fir")
    crowd(fir, 4)
    factories.seat(fir, factories.member(), left_on=FIRST + timedelta(weeks=5))
    person, left_out, *_ = _people(ash)
    _meet(ash, absent={person: MEETINGS - PERSON.x})
    _meet(cast.elm, absent={_people(cast.elm)[2]: 3})
    _meet(cast.oak, absent=_spread(_people(cast.oak)[:4], OF_FOUR.of - OF_FOUR.x))
    for seat in cedar.memberships.order_by("pk")[3:]:
        factories.leave(seat, starts_on=FIRST - timedelta(days=5))
    _meet(cedar, absent=_spread(_people(cedar)[:3], OF_THREE.of - OF_THREE.x))
    _promise(ash, _people(ash), kept=15, due=20)
    _promise(cast.elm, _people(cast.elm), kept=12, due=14)
    _promise(cast.oak, _people(cast.oak)[:2], kept=OF_TWO.x, due=OF_TWO.of)
    _promise(cedar, _people(cedar)[:1], kept=OF_ONE.x, due=OF_ONE.of)
    survey = opened(cast.admin)
    answered(survey, ash, *[WELL] * 10)
    answered(survey, cast.elm, *[FAIR] * 5)
    answered(survey, cedar, *[MIXED] * 3)
    answered(survey, cast.oak, ILL)
    compute_engagement(as_of=TODAY, by=None, at=NOW)
    leave_out(left_out, by=left_out, at=NOW)
    compute_engagement(as_of=TODAY, by=None, at=NOW)
    freeze_quarters(at=NOW)
    raise_signals(as_of=TODAY, at=NOW)
    return Village(cast, ash, cedar, fir, person, left_out, published(survey))


def _people(group: Group) -> list[Member]:
    """Those who sat there in the quarter, in the order of their seats."""
    seats = group.memberships.filter(joined_on__lte=FIRST).order_by("pk").select_related("member")
    return [seat.member for seat in seats]


def _spread(people: Sequence[Member], number: int) -> dict[Member, int]:
    """Share that many among these as evenly as it goes."""
    return {member: number // len(people) + (at < number % len(people)) for at, member in enumerate(people)}


def _meet(group: Group, *, absent: dict[Member, int]) -> None:
    """Meet every week; everybody comes but who is absent from so many."""
    marks = []
    for week in range(MEETINGS):
        on = FIRST + timedelta(weeks=week)
        meeting = factories.meeting(group, on=on, at=datetime.combine(FIRST, NOW.time(), tzinfo=UTC))
        (day,) = meeting.days.all()
        for member in _people(group):
            mark = Mark.ABSENT if week < absent.get(member, 0) else Mark.PRESENT
            marks.append(Attendance(day=day, member=member, mark=mark, recorded_at=NOW))
    Attendance.objects.bulk_create(marks)


def _promise(group: Group, people: Sequence[Member], *, kept: int, due: int) -> None:
    """Let these, one after the other, make so many commitments and keep so many of them on the day."""
    for n in range(due):
        due_on = FIRST + timedelta(days=20 + n)
        made = factories.commitment(group, people[n % len(people)], made_on=FIRST, due_on=due_on)
        outcome = Outcome.KEPT if n < kept else Outcome.MISSED
        Commitment.objects.filter(pk=made.pk).update(outcome=outcome, closed_on=due_on)
