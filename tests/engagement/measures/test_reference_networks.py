"""The reference networks and the closed forms that belong to them, in Python and in SQL."""

from typing import Any

import pytest

from engagement.measures.inequality import gini
from engagement.measures.networks.cores import core_numbers, core_periphery
from engagement.measures.networks.degrees import centralisation, degrees, density, strengths
from engagement.measures.networks.graph import Graph
from engagement.measures.networks.holes import (
    constraint,
    constraint_if_all_tied,
    effective_size,
    efficiency,
)
from engagement.measures.networks.paths import (
    betweenness,
    betweenness_centralisation,
    closeness,
    closeness_centralisation,
    span,
)
from engagement.measures.networks.triads import clustering, mean_clustering, transitivity
from engagement.sql import holes, networks, triads
from engagement.sql.inequality import inequality
from tests.engagement.measures.reference import FAMILIES, GRAPHS, near, near_each, needs_reference
from tests.engagement.measures.relations import EDGES, SEATS, Relation, answers

pytestmark = [needs_reference, pytest.mark.django_db]

UNDIRECTED = ["krackhardt_kite", "florentine_marriage_15", "borgatti_1997_holes"]
NO_SQL = {
    "betweenness, closeness, span": "ways of any length; at scale they are estimated from a sample in Python",
    "core_number": "peels the network layer by layer; rustworkx does",
    "core-periphery": "tries every core, for fifteen people at most",
}


def graph_of(case: dict[str, Any]) -> Graph[str]:
    return Graph.of(case["nodes"], [(*edge, 1)[:3] for edge in case["edges"]])


def relations(graph: Graph[Any]) -> dict[str, Relation]:
    """Return the network as the queries have it, with the positions of the people for their names."""
    rows = [(one, other, graph.ties[one, other]) for one, other in graph.pairs()]
    return {
        "edge": Relation(EDGES, rows),
        "seat": Relation(SEATS, [(1, at) for at in range(graph.size)]),
    }


def by_name(graph: Graph[str], rows: list[dict[str, Any]], column: str) -> dict[str, Any]:
    return {graph.nodes[row["member_id"]]: row[column] for row in rows}


def test_no_network_is_left_out() -> None:
    assert set(GRAPHS) == {*UNDIRECTED, "directed_3node", "davis_southern_women"}


@pytest.mark.parametrize("name", UNDIRECTED)
def test_ties(name: str) -> None:
    expected, graph = GRAPHS[name]["expected"], graph_of(GRAPHS[name])
    assert degrees(graph) == expected["degree"]["networkx"]
    whole = expected["graph"]
    assert (graph.size, graph.tie_count) == (whole["n"], whole["m"])
    assert density(graph) == near(whole["density"])
    assert centralisation(graph) == near(whole["degree_centralization_freeman"])
    assert gini(list(degrees(graph).values())) == near(whole["degree_gini"])
    counted = answers(networks.degrees("seat", "edge", by="group_id"), relations(graph))
    assert by_name(graph, counted, "inside") == expected["degree"]["networkx"]
    [row] = answers(networks.shape("seat", "edge", by="group_id"), relations(graph))
    assert (row["people"], row["ties"]) == (whole["n"], whole["m"])
    assert row["density"] == near(whole["density"])
    assert row["centralisation"] == near(whole["degree_centralization_freeman"])
    inside = networks.degrees("seat", "edge", by="group_id")
    query = f"WITH degree AS ({inside}) {inequality('degree', by='group_id', of='inside')}"
    assert answers(query, relations(graph))[0]["gini"] == near(whole["degree_gini"])


@pytest.mark.parametrize("name", UNDIRECTED)
def test_structural_holes(name: str) -> None:
    expected, graph = GRAPHS[name]["expected"], graph_of(GRAPHS[name]).tied()
    assert_holes(graph, expected["constraint"]["networkx"], expected["effective_size"]["networkx"])
    assert efficiency(graph) == near_each(expected["efficiency"])
    in_sql = answers(holes.holes("edge"), relations(graph))
    assert by_name(graph, in_sql, "efficiency") == near_each(expected["efficiency"])
    found = [one for one in constraint(graph).values() if one is not None]
    assert sum(found) / len(found) == near(expected["graph"]["mean_constraint_networkx_ignoring_nan"])


def assert_holes(graph: Graph[Any], burt: dict[Any, float], size: dict[Any, float]) -> None:
    assert constraint(graph) == near_each(burt)
    assert effective_size(graph) == near_each(size)
    rows = answers(holes.holes("edge"), relations(graph))
    assert by_name(graph, rows, "burt") == near_each(burt)
    assert by_name(graph, rows, "effective_size") == near_each(size)


def test_structural_holes_with_weights() -> None:
    expected, graph = GRAPHS["borgatti_1997_holes"]["expected"], graph_of(GRAPHS["borgatti_1997_holes"])
    size = expected["effective_size_weighted"]["networkx_nodes_list_correct"]
    assert_holes(graph, expected["constraint_weighted"]["networkx"], size)
    assert strengths(graph) == expected["strength"]


@pytest.mark.parametrize("weighted", ["", "_weighted"])
def test_structural_holes_of_arcs_add_both_directions(weighted: str) -> None:
    case = GRAPHS["directed_3node"]
    arcs = [(one, other, weight if weighted else 1) for one, other, weight in case["edges"]]
    expected = case["expected"]
    assert_holes(
        Graph.of(range(3), arcs),
        dict(enumerate(expected[f"constraint{weighted}"]["networkx"])),
        dict(enumerate(expected[f"effective_size{weighted}"]["networkx_nodes_list_correct"])),
    )


@pytest.mark.parametrize("name", UNDIRECTED)
def test_ways_and_cores(name: str) -> None:
    expected, graph = GRAPHS[name]["expected"], graph_of(GRAPHS[name])
    assert betweenness(graph) == near_each(expected["betweenness_normalized"]["networkx"])
    pairs = (graph.size - 1) * (graph.size - 2) / 2
    raw = {node: (share or 0) * pairs for node, share in betweenness(graph).items()}
    assert raw == near_each(expected["betweenness_raw"]["networkx"])
    assert betweenness_centralisation(graph) == near(expected["graph"]["betweenness_centralization_freeman"])
    assert core_numbers(graph) == expected["core_number"]["networkx"]


@pytest.mark.parametrize("name", UNDIRECTED)
def test_nearness(name: str) -> None:
    expected, graph = GRAPHS[name]["expected"], graph_of(GRAPHS[name])
    assert closeness(graph) == near_each(expected["closeness"]["networkx"])
    whole = expected["graph"]
    assert closeness_centralisation(graph) == near(whole["closeness_centralization_freeman"])
    assert span(graph) == near((whole["components"], whole["diameter"], whole["avg_path_length"]))


@pytest.mark.parametrize("name", UNDIRECTED)
def test_triads(name: str) -> None:
    expected, graph = GRAPHS[name]["expected"], graph_of(GRAPHS[name])
    local, whole = expected["local_clustering"]["igraph_nan_for_degree_lt_2"], expected["graph"]
    assert clustering(graph) == near_each(local)
    assert mean_clustering(graph) == near(whole["avg_clustering_igraph_default_nan_excluded"])
    assert transitivity(graph) == near(whole["transitivity_networkx"])
    rows = answers(triads.triads("edge"), relations(graph))
    assert by_name(graph, rows, "clustering") == near_each(local)
    tied, pairs = (sum(row[column] for row in rows) for column in ("tied", "pairs"))
    assert tied / pairs == near(whole["transitivity_networkx"])


def test_the_core_of_the_kite() -> None:
    expected = GRAPHS["krackhardt_kite"]["expected"]["graph"]
    found = core_periphery(graph_of(GRAPHS["krackhardt_kite"]))
    assert found is not None
    assert found.fit == near(expected["core_periphery_BE2000_either_in_core_max_r"])
    assert found.people == set(expected["core_periphery_core_set"])


def test_published_values() -> None:
    borgatti = GRAPHS["borgatti_1997_holes"]
    for graph, said in [
        (graph_of(borgatti).tied(), borgatti["published"]["unweighted"]),
        (graph_of(borgatti), borgatti["published"]["weighted"]),
    ]:
        for node, published in said["constraint"].items():
            assert constraint(graph)[node] == pytest.approx(published, abs=1e-3)
        for node, published in said["effective_size"].items():
            assert effective_size(graph)[node] == pytest.approx(published, abs=1e-2)


def test_closed_forms_of_constraint() -> None:
    family = FAMILIES["burt_constraint_closed_forms"]
    for said, expected in family["values"].items():
        k = int(said)
        everybody = Graph.of(range(k + 1), [(a, b, 1) for b in range(k + 1) for a in range(b)])
        star = Graph.of(range(k + 1), [(0, leaf, 1) for leaf in range(1, k + 1)])
        assert constraint_if_all_tied(k) == near(expected["closed_form_(2k-1)^2/k^3"])
        assert_holes(
            everybody,
            dict.fromkeys(range(k + 1), expected["complete_graph_all_nodes"]),
            dict.fromkeys(range(k + 1), expected["effective_size_complete"]),
        )
        assert constraint(star)[0] == near(expected["star_centre"])
        assert effective_size(star)[0] == near(expected["effective_size_star_centre"])
    lonely = Graph.of("abc", [("a", "b", 1.0)])
    assert constraint(lonely) == {"a": 1, "b": family["isolate"]["one_alter"], "c": None}
