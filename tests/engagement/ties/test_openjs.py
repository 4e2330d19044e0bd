"""Eleven years of a real community: its network is what networkx finds in the files."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from io import StringIO
from itertools import combinations

import networkx
import pytest
from django.core.management import call_command
from django.utils import timezone
from time_machine import TimeMachineFixture

from engagement.models import MetricResult, Status
from engagement.own import results_of_members
from engagement.periods import Quarter
from engagement.pipeline.planning import last_line, moment_at
from engagement.ties.step import count_ties
from members.models import Member
from peergroups.models import Group
from tests.openjs import OPENJS, needs_openjs, rows_of

LAST = date(2026, 8, 1)  # later than everything in the files
QUARTERS = [Quarter.parse(text) for text in ("2016-Q4", "2018-Q3", "2020-Q1", "2022-Q2")]

pytestmark = [pytest.mark.django_db, needs_openjs]


class Files:
    """The community as its files have it."""

    def __init__(self) -> None:
        self.seats = [
            (row["group"], row["member"], row["joined_on"], row["left_on"] or "9999-12-31")
            for row in rows_of(OPENJS / "memberships.csv")
        ]
        self.days = {row["meeting"]: row["starts_on"] for row in rows_of(OPENJS / "meetings.csv")}
        self.came: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows_of(OPENJS / "attendance.csv"):
            if row["status"] in {"attended", "late", "partial"}:
                self.came[row["meeting"]].add(row["member"])

    def rosters(self, day: date) -> dict[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for group, member, joined_on, left_on in self.seats:
            if joined_on <= str(day) <= left_on:
                found[group].add(member)
        return found

    def network(self, quarter: Quarter) -> networkx.Graph:
        """Who sat somewhere on the quarter's last day, and the ties among them."""
        day, first = quarter.last_day, quarter.shifted(-20).first_day
        weights: defaultdict[tuple[str, str], float] = defaultdict(float)
        for meeting, people in self.came.items():
            held = date.fromisoformat(self.days[meeting])
            if first <= held <= day and len(people) <= 20:
                for pair in combinations(sorted(people), 2):
                    weights[pair] += 0.1 * 0.5 ** ((day - held) / timedelta(days=91))
        graph = networkx.Graph()
        graph.add_nodes_from(set().union(*self.rosters(day).values()))
        graph.add_edges_from(
            p for p, w in weights.items() if w >= 0.5 and graph.has_node(p[0]) and graph.has_node(p[1])
        )
        return graph


@pytest.fixture
def _counted(db: None, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(datetime(2026, 8, 1))  # noqa: DTZ001 - in UTC, whatever the hour
    call_command("import_community", str(OPENJS), stdout=StringIO(), stderr=StringIO())
    count_ties(moment_at(LAST, "UTC", last_line()), after=None, since=None, at=timezone.now())


def said_of_groups(metric: str, quarter: Quarter) -> dict[str, float]:
    names: dict[int | None, str] = dict(Group.objects.values_list("pk", "key"))
    rows = MetricResult.objects.filter(metric=metric, level="group", period_id=quarter.id, status=Status.OK)
    return {names[row.subject_id]: row.value for row in rows if row.value is not None}


def said_of_members() -> dict[tuple[str, int], dict[str, float]]:
    """What members are told, by metric and quarter."""
    names: dict[int | None, str] = dict(Member.objects.values_list("pk", "key"))
    found: defaultdict[tuple[str, int], dict[str, float]] = defaultdict(dict)
    for row in results_of_members():
        if row.value is not None:
            found[row.metric, row.period_id][names[row.subject_id]] = row.value
    return found


@pytest.mark.usefixtures("_counted")
def test_the_network_is_what_networkx_finds_in_the_files() -> None:
    files, ties, own = Files(), 0, said_of_members()
    for quarter in QUARTERS:
        graph, rosters = files.network(quarter), files.rosters(quarter.last_day)
        ties += graph.number_of_edges()
        _groups_agree(quarter, graph, rosters)
        _people_agree(own["cross_group_ties", quarter.id], own["constraint", quarter.id], graph, rosters)
    assert ties > 100


def _groups_agree(quarter: Quarter, graph: networkx.Graph, rosters: dict[str, set[str]]) -> None:
    large = {group: graph.subgraph(people) for group, people in rosters.items() if len(people) >= 5}
    density = {group: networkx.density(inside) for group, inside in large.items()}
    assert said_of_groups("tie_density", quarter) == pytest.approx(density)
    assert said_of_groups("degree_centralisation", quarter) == pytest.approx(
        {group: _centralisation(inside) for group, inside in large.items()}
    )


def _people_agree(
    ties_out: dict[str, float],
    constraint: dict[str, float],
    graph: networkx.Graph,
    rosters: dict[str, set[str]],
) -> None:
    sharing = {(one, other) for people in rosters.values() for one in people for other in people}
    crossing = {
        one: sum((one, other) not in sharing for other in graph.neighbors(one)) for one in graph.nodes
    }
    assert ties_out == pytest.approx(crossing)
    tied = [node for node, degree in graph.degree if degree >= 2]
    assert constraint == pytest.approx(networkx.constraint(graph, nodes=tied))


def _centralisation(graph: networkx.Graph) -> float:
    degrees = [degree for _, degree in graph.degree]
    return float(sum(max(degrees) - degree for degree in degrees)) / ((len(degrees) - 1) * (len(degrees) - 2))
