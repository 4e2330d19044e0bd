"""How various are people, as far as they say it?"""

from datetime import timedelta

import pytest

from engagement.actions import compute_engagement
from engagement.measures.diversity import effective_number, unbiased_blau
from engagement.models import MetricResult, Status
from engagement.pipeline.checking import drift
from engagement.pipeline.planning import moment_of
from members.actions import edit_profile
from members.models import Member
from peergroups.models import Group
from tests import factories
from tests.conftest import NOW, TODAY
from tests.engagement.asking import ask, counted

pytestmark = pytest.mark.django_db


def circle(group: Group, *said: str, what: str = "industry") -> list[Member]:
    members = [factories.member(**{what: words}) for words in said]
    for member in members:
        factories.seat(group, member, joined_on=TODAY - timedelta(days=500))
    return members


@pytest.mark.parametrize("what", ["industry", "job", "country"])
@pytest.mark.parametrize("kinds", [[5], [3, 2], [2, 2, 1, 1], [1, 1, 1, 1, 1]])
def test_the_figure_is_what_plain_counting_finds(oak: Group, what: str, kinds: list[int]) -> None:
    said = [f"{'ABCDE'[kind]}X" for kind, people in enumerate(kinds) for _ in range(people)]
    circle(oak, *said, what=what)
    found = ask(f"diversity_{what}", oak)
    assert counted(found) == (sum(kinds), sum(kinds), Status.OK)
    assert found.value == pytest.approx(unbiased_blau(kinds))
    assert found.detail == {"effective_number": pytest.approx(effective_number(kinds))}


def test_letters_and_spaces_make_no_other_industry(oak: Group) -> None:
    circle(oak, "Bakery", "bakery", " BAKERY ", "Bakery", "Bakery")
    assert ask("diversity_industry", oak).value == 0


@pytest.mark.parametrize(
    ("known", "blank", "status"),
    [
        (5, 0, Status.OK),
        (5, 5, Status.OK),
        (5, 6, Status.NOT_ENOUGH_DATA),
        (4, 1, Status.NOT_ENOUGH_DATA),
        (0, 9, Status.NOT_ENOUGH_DATA),
        (4, 0, Status.NOT_ENOUGH_DATA),
    ],
)
def test_who_says_nothing_is_of_no_kind(oak: Group, known: int, blank: int, status: Status) -> None:
    circle(oak, *["Bakery"] * known, *[""] * blank)
    assert counted(ask("diversity_industry", oak)) == (known, known + blank, status)


def test_of_the_community_each_person_counts_once(oak: Group) -> None:
    members = circle(oak, *["Bakery"] * 10, *["Law"] * 10)
    elm = factories.group()
    for member in members[:10]:
        factories.seat(elm, member, joined_on=TODAY - timedelta(days=500))
    found = ask("diversity_industry")
    assert counted(found) == (20, 20, Status.OK)
    assert found.value == pytest.approx(unbiased_blau([10, 10]))


def test_what_somebody_writes_in_their_profile_counts_the_next_day_and_is_no_drift(oak: Group) -> None:
    first, *_ = circle(oak, *["Bakery"] * 5)

    def said() -> float | None:
        results = MetricResult.objects.filter(metric="diversity_industry", level="group")
        return results.order_by("-period_id")[0].value

    done = compute_engagement(as_of=TODAY, by=None, at=NOW)
    assert said() == 0
    edit_profile(first, industry="Law")
    assert drift(moment_of(done), NOW) == {}
    compute_engagement(as_of=TODAY, by=None, at=NOW)
    assert said() == 0
    compute_engagement(as_of=TODAY + timedelta(days=1), by=None, at=NOW + timedelta(days=1))
    assert said() == pytest.approx(0.4)
