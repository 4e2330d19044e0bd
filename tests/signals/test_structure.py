"""What the shape of a group says, once it has said so twice."""

import pytest

from engagement.models import Level
from signals.detecting.finding import Subject
from signals.detecting.structure import LIMITS, structures
from signals.kinds import ABOUT, Kind
from signals.playbook import BY_NAME
from signals.wording import RULES, tell
from tests.signals.storing import LAST

OAK, ALL = Subject(1), Subject()
NOW = LAST.id


def kinds(subject: Subject, **values: tuple[float | None, float | None]) -> list[Kind]:
    """What is found where each metric was so much now, and so much the quarter before."""
    known = {
        (subject, metric, NOW - ago): value
        for metric, both in values.items()
        for ago, value in enumerate(both)
        if value is not None
    }
    return [finding.kind for finding in structures([subject], known, quarter=NOW)]


@pytest.mark.parametrize(
    ("subject", "metric", "over", "under", "kind"),
    [
        (OAK, "newcomer_integration", 0.49, 0.5, Kind.NEWCOMERS),
        (ALL, "newcomer_integration", 0.49, 0.5, Kind.NEWCOMERS),
        (ALL, "bridge_dependence", 0.26, 0.25, Kind.BRIDGES),
        (OAK, "degree_centralisation", 0.51, 0.5, Kind.CENTRE),
        (OAK, "leadership_spread", 0.49, 0.5, Kind.CENTRE),
        (OAK, "diversity_industry", 0.29, 0.3, Kind.SAMENESS),
    ],
)
def test_a_limit_is_passed_in_two_quarters(
    subject: Subject, metric: str, over: float, under: float, kind: Kind
) -> None:
    assert kinds(subject, **{metric: (over, over)}) == [kind]
    assert kinds(subject, **{metric: (over, under)}) == []
    assert kinds(subject, **{metric: (under, over)}) == []
    assert kinds(subject, **{metric: (over, None)}) == []


def test_a_group_of_strangers_outside_is_told_only_if_people_come() -> None:
    assert kinds(OAK, ei_index=(-1, -1), attendance_rate=(0.8, None)) == [Kind.INWARD]
    assert kinds(OAK, ei_index=(-1, -1), attendance_rate=(0.79, None)) == []
    assert kinds(OAK, ei_index=(-0.9, -1), attendance_rate=(0.9, None)) == []


def test_what_is_for_groups_is_not_asked_of_the_whole() -> None:
    assert kinds(ALL, degree_centralisation=(0.9, 0.9), diversity_industry=(0.1, 0.1)) == []


def test_two_limits_of_one_kind_are_one_finding() -> None:
    values = {(OAK, metric, NOW - ago): value for ago in (0, 1) for metric, value in STAR.items()}
    [finding] = structures([OAK], values, quarter=NOW)
    assert [told.evidence for told in tell(finding.evidence, LAST)] == [
        "In 2026-Q1: centralisation 0.90; in the quarter before 0.90.",
        "In 2026-Q1: spread of turns 0.20; in the quarter before 0.20.",
    ]


STAR = {"degree_centralisation": 0.9, "leadership_spread": 0.2}


def test_every_kind_is_explained_and_has_something_to_do() -> None:
    assert set(ABOUT) == set(Kind)
    assert all(BY_NAME[play] for about in ABOUT.values() for play in about.plays)
    assert {limit.name for limit in LIMITS} < set(RULES)
    assert all(limit.level in ABOUT[limit.kind].levels for limit in LIMITS)
    assert all(Level.MEMBER not in about.levels for kind, about in ABOUT.items() if kind != Kind.CHECK_IN)
