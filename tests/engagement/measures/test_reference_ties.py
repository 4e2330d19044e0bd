"""Reference values of ties: who met, who returns what, and which ties leave a group; in Python and in SQL."""

from collections import Counter
from typing import Any

import pytest

from engagement.measures.inequality import gini
from engagement.measures.networks.degrees import density, strengths
from engagement.measures.networks.graph import Graph
from engagement.measures.networks.holes import constraint
from engagement.measures.networks.mixing import ei_expected, ei_index
from engagement.measures.networks.reciprocity import reciprocity
from engagement.measures.pairs import together
from engagement.sql import networks, ties
from tests.engagement.measures.reference import FAMILIES, GRAPHS, cases, near, near_each, needs_reference
from tests.engagement.measures.relations import SEATS, Relation, answers, value

pytestmark = [needs_reference, pytest.mark.django_db]


def test_women_who_met() -> None:
    case = GRAPHS["davis_southern_women"]
    women, events = (sorted({edge[end] for edge in case["edges"]}) for end in (0, 1))
    attended = [(events.index(event), women.index(woman)) for woman, event in case["edges"]]
    expected, projection = case["expected"], case["expected"]["projection_women"]
    met = together(attended)
    rows = answers(ties.together("visit"), {"visit": Relation("meeting_id int, member_id int", attended)})
    assert {(row["one_id"], row["other_id"]): row["meetings"] for row in rows} == met
    assert len(met) == projection["n_edges"]
    jaccard = {frozenset((row["one_id"], row["other_id"])): row["jaccard"] for row in rows}
    for one, other, meetings, alike in projection["co_attendance"]:
        pair = frozenset((women.index(one), women.index(other)))
        assert met[min(pair), max(pair)] == meetings
        assert jaccard[pair] == near(alike)
    graph = Graph.of(range(len(women)), [(*pair, count) for pair, count in met.items()])
    assert density(graph) == near(projection["density"])
    named = Graph(tuple(women), graph.ties)
    assert strengths(named) == projection["strength"]
    assert constraint(named) == near_each(projection["constraint_weighted"]["networkx"])
    most = max(met, key=lambda pair: met[pair])
    assert [*(women[at] for at in most), met[most]] == projection["max_pair"]
    counted = Counter(woman for _, woman in attended)
    assert gini(list(counted.values())) == near(expected["gini_events_attended"])


def test_reciprocity() -> None:
    family = FAMILIES["reciprocity"]
    people = sorted({end for edge in family["edges"] for end in edge})
    expected = family["expected"]
    told = [expected["edgewise_mutual_arcs/arcs"], expected["dyadwise_mutual/(mutual+asym)"]]
    told.append(expected["garlaschelli_loffredo_rho"])
    assert reciprocity([tuple(edge) for edge in family["edges"]], people=4) == near(tuple(told))
    assert reciprocity([], people=4) is None
    arcs = [(1, people.index(one), people.index(other)) for one, other in family["edges"]]
    assert in_sql(arcs, 4) == near(told)
    directed = GRAPHS["directed_3node"]
    three = [(1, one, other) for one, other, _ in directed["edges"]]
    expected = directed["expected"]["reciprocity_edgewise"]
    both = [expected["networkx_overall"], expected["igraph_mode_ratio_dyadwise"]]
    assert in_sql(three, 3)[:2] == near(both)
    assert list(reciprocity([arc[1:] for arc in three], people=3) or [])[:2] == near(both)


def in_sql(arcs: list[tuple[int, int, int]], people: int) -> list[float]:
    [row] = answers(
        networks.reciprocity("seat", "arc", by="group_id"),
        {
            "arc": Relation("group_id int, one_id int, other_id int", arcs),
            "seat": Relation(SEATS, [(1, at) for at in range(people)]),
        },
    )
    return [row["edgewise"], row["dyadwise"], row["rho"]]


@pytest.mark.parametrize("case", cases("ei_index"))
def test_ei_index(case: dict[str, Any]) -> None:
    external, internal = case["external"], case["internal"]
    assert ei_index(external, internal) == near(case["expected"])
    assert value(networks.ei_index("e", "i"), e=external, i=internal) == near(case["expected"])


def test_ei_index_of_ties_at_random() -> None:
    expected = FAMILIES["ei_index"]["random_expectation_N60_s12"]
    assert ei_expected(12, 60) == near(expected)
    assert value(networks.ei_expected("s", "n"), s=12, n=60) == near(expected)
