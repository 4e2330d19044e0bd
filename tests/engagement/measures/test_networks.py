"""Networks against networkx, against PostgreSQL and against their own definitions."""

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.measures.networks import paths
from engagement.measures.networks.bridges import bridge_dependence
from engagement.measures.networks.cores import core_numbers, core_periphery
from engagement.measures.networks.degrees import centralisation, density, mean_degree
from engagement.measures.networks.graph import Graph
from engagement.measures.networks.holes import constraint, effective_size
from engagement.measures.networks.mixing import (
    cross_group_ties,
    ei_expected,
    mixing,
    mixing_by_group,
)
from engagement.measures.networks.reciprocity import reciprocity
from engagement.measures.networks.triads import clustering, mean_clustering, transitivity
from engagement.sql import holes, networks, triads
from tests.engagement.measures.relations import EDGES, Relation, answers

pytestmark = pytest.mark.django_db

PEOPLE = range(9)
PERSON = st.integers(0, 8)
Ties = list[tuple[int, int, float]]
Seats = list[tuple[int, str]]

ties = st.lists(st.tuples(PERSON, PERSON, st.sampled_from([0.5, 1.0, 2.0, 3.5])), max_size=24)
seats = st.lists(st.tuples(PERSON, st.sampled_from("ABC")), max_size=14, unique=True)
few = settings(max_examples=25, deadline=None)
close = pytest.approx


def oracle(graph: Graph[int]) -> "nx.Graph[int]":
    found: nx.Graph[int] = nx.Graph()
    found.add_nodes_from(graph.nodes)
    found.add_weighted_edges_from((one, other, graph.ties[one, other]) for one, other in graph.pairs())
    return found


def relations(graph: Graph[int], seats: Seats) -> dict[str, Relation]:
    edges = [(one, other, graph.ties[one, other]) for one, other in graph.pairs()]
    return {
        "edge": Relation(EDGES, edges),
        "seat": Relation("member_id int, group_id text", seats),
    }


@few
@given(ties)
def test_networks_are_what_networkx_says(ties: Ties) -> None:
    graph = Graph.of(PEOPLE, ties)
    other = oracle(graph)
    assert density(graph) == close(nx.density(other))
    assert core_numbers(graph) == nx.core_number(other)
    tied = [node for node in PEOPLE if other.degree(node)]
    burt, size = nx.constraint(other, weight="weight"), nx.effective_size(other, list(other), weight="weight")
    assert constraint(graph) == {node: close(burt[node]) if node in tied else None for node in PEOPLE}
    assert effective_size(graph) == {node: close(size[node]) if node in tied else None for node in PEOPLE}
    assert paths.betweenness(graph) == close(nx.betweenness_centrality(other))
    assert paths.closeness(graph) == {
        node: close(near) if near else None for node, near in nx.closeness_centrality(other).items()
    }
    local = nx.clustering(other)
    assert clustering(graph) == {
        node: close(local[node]) if other.degree(node) > 1 else None for node in PEOPLE
    }
    assert (transitivity(graph) or 0) == close(nx.transitivity(other))
    most = max(dict(other.degree).values())
    assert centralisation(graph) == close(sum(most - degree for _, degree in other.degree) / (8 * 7))
    assert bridge_dependence(graph, []).articulations == set(nx.articulation_points(other))


@few
@given(ties)
def test_arcs_come_back_as_networkx_says(ties: Ties) -> None:
    arcs = {(one, other) for one, other, _ in ties if one != other}
    found = reciprocity(arcs, people=9)
    if found is None:
        assert not arcs
    else:
        assert found.edgewise == close(nx.overall_reciprocity(nx.DiGraph(arcs)))
        assert 0 <= found.dyadwise <= found.edgewise <= 1


@few
@given(ties, seats)
def test_postgresql_finds_the_same_networks(ties: Ties, seats: Seats) -> None:
    graph = Graph.of(PEOPLE, ties)
    rows = answers(holes.holes("edge"), relations(graph, seats))
    tied = {node: burt for node, burt in constraint(graph).items() if burt is not None}
    assert {row["member_id"]: row["burt"] for row in rows} == close(tied)
    closed = answers(triads.triads("edge"), relations(graph, seats))
    shares = {row["member_id"]: row["clustering"] for row in closed if row["contacts"] > 1}
    assert shares == close({node: one for node, one in clustering(graph).items() if one is not None})
    sizes = {node: size for node, size in effective_size(graph).items() if size is not None}
    assert {row["member_id"]: row["effective_size"] for row in rows} == close(sizes)
    for row in answers(networks.shape("seat", "edge", by="group_id"), relations(graph, seats)):
        inside = graph.among({member for member, group in seats if group == row["group_id"]})
        counted = mixing_by_group(graph.tied(), seats)[row["group_id"]]
        assert row["ties"] == inside.tie_count == counted.internal / 2
        assert (row["external"], row["ei"]) == (counted.external, counted.ei)
        assert row["mean_degree"] == close(mean_degree(inside))
        assert row["density"] == close(density(inside))
        assert row["centralisation"] == close(centralisation(inside))


@few
@given(ties, seats)
def test_postgresql_finds_the_same_ties_between_groups(ties: Ties, seats: Seats) -> None:
    graph = Graph.of(PEOPLE, ties)
    [row] = answers(networks.mixing("seat", "edge", by="group_id"), relations(graph, seats))
    everywhere = mixing(graph.tied(), seats)
    assert (row["external"], row["internal"], row["ei"]) == (*everywhere, everywhere.ei)
    crossing = answers(networks.cross_group_ties("seat", "edge", by="group_id"), relations(graph, seats))
    seated = {member for member, _ in seats}
    expected = {member: ties for member, ties in cross_group_ties(graph, seats).items() if member in seated}
    assert {row["member_id"]: row["crossing"] for row in crossing} == expected
    assert bridge_dependence(graph, seats).crossing == everywhere.external


@few
@given(ties, seats, st.permutations(PEOPLE))
def test_nothing_depends_on_who_is_called_what(ties: Ties, seats: Seats, names: list[int]) -> None:
    graph = Graph.of(PEOPLE, ties)
    other = Graph.of(sorted(PEOPLE, reverse=True), [(names[one], names[to], w) for one, to, w in ties])
    for measure in (constraint, effective_size, paths.betweenness):
        renamed = {names[node]: found for node, found in measure(graph).items()}
        found = measure(other)
        assert {node: found[node] for node in renamed} == {
            node: None if expected is None else close(expected, abs=1e-12)
            for node, expected in renamed.items()
        }
    core, renamed_core = core_periphery(graph), core_periphery(other)
    assert (core and core.fit) == close(renamed_core and renamed_core.fit)
    renamed_seats = [(names[member], group) for member, group in seats]
    assert mixing(other, renamed_seats) == close(mixing(graph, seats))


@few
@given(ties, st.sampled_from([None, 1, 2, 3]))
def test_a_sample_of_everybody_is_no_sample(ties: Ties, cut_off: int | None) -> None:
    graph = Graph.of(PEOPLE, ties)
    if cut_off is None:
        sampled = graph.told(paths._sampled(graph, 9, None, np.random.default_rng(1)))
        assert sampled == close(paths.betweenness(graph))
        return
    through = dict.fromkeys(PEOPLE, 0.0)
    other = oracle(graph)
    for start in PEOPLE:
        for end, steps in nx.single_source_shortest_path_length(other, start, cutoff=cut_off).items():
            ways = list(nx.all_shortest_paths(other, start, end)) if steps > 1 else []
            for node in (node for way in ways for node in way[1:-1]):
                through[node] += 1 / len(ways) / (8 * 7)
    assert paths.betweenness(graph, cut_off=cut_off) == close(through, abs=1e-9)


def test_a_sample_finds_whom_the_exact_count_finds() -> None:
    other = nx.barabasi_albert_graph(400, 3, seed=7)
    graph = Graph.of(other, [(one, to, 1.0) for one, to in other.edges])
    exact = nx.betweenness_centrality(other)
    sampled = paths._sampled(graph, 200, None, np.random.default_rng(1))
    top = sorted(exact, key=lambda node: -exact[node])[:20]
    assert len(set(top) & set(sampled.argsort()[-20:].tolist())) >= 17


def test_two_circles_held_by_one_person() -> None:
    # A: 0 1 2, B: 3 4 5, each a triangle; 2 alone knows 3 and 4. C: 6, tied to nobody.
    ties = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3), (2, 4)]
    graph = Graph.of(range(7), [(*tie, 1.0) for tie in ties])
    seats = [(at, "AAABBBC"[at]) for at in range(7)]
    found = bridge_dependence(graph, seats)
    assert (found.crossing, found.lost, found.share_lost) == (2, 2, 1.0)
    assert found.articulations == {2}
    assert found.hanging == {"A": 2, "B": 2}
    assert cross_group_ties(graph, seats) == {0: 0, 1: 0, 2: 2, 3: 1, 4: 1, 5: 0, 6: 0}
    assert mixing_by_group(graph, seats)["A"] == (2, 6)
    assert mixing_by_group(graph, seats)["C"].ei is None


def test_who_has_seats_in_two_groups_crosses_neither() -> None:
    graph = Graph.of("abc", [("a", "b", 1.0), ("b", "c", 1.0), ("a", "c", 1.0)])
    seats = [("a", "Oak"), ("b", "Oak"), ("b", "Elm"), ("c", "Elm")]
    assert mixing(graph, seats) == (1, 2)
    assert mixing_by_group(graph, seats) == {"Oak": (2, 2), "Elm": (2, 2)}


def test_ties_at_random_lead_outward_by_the_sizes() -> None:
    whole = Graph.of(range(20), [(a, b, 1.0) for b in range(20) for a in range(b)])
    found = mixing_by_group(whole, [(at, at // 5) for at in range(20)])
    assert [one.ei for one in found.values()] == close([ei_expected(5, 20)] * 4)


def test_small_networks_say_nothing() -> None:
    nobody: Graph[Any] = Graph.of([], [])
    pair = Graph.of("ab", [("a", "b", 1.0), ("b", "a", 1.0), ("a", "a", 9.0)])
    assert (density(nobody), mean_degree(nobody), constraint(nobody)) == (None, None, {})
    assert pair.ties[0, 1] == 2
    assert (density(pair), centralisation(pair), core_periphery(pair)) == (1, None, None)
    assert paths.betweenness(pair) == {"a": None, "b": None}
    assert core_periphery(Graph.of("abc", [])) is None
    assert core_periphery(Graph.of(range(16), [(0, 1, 1.0)])) is None
    assert (transitivity(pair), mean_clustering(pair), paths.closeness_centralisation(pair)) == (None,) * 3
    assert paths.span(pair) == (1, 1, 1)
    assert paths.span(Graph.of("ab", [])) == (2, None, None)
    assert bridge_dependence(pair, []).share_lost == 1
    assert bridge_dependence(pair, [("a", 1), ("b", 1)]).share_lost is None


def test_a_star_and_a_ring_are_the_ends_of_centralisation() -> None:
    star = Graph.of(range(6), [(0, at, 1.0) for at in range(1, 6)])
    ring = Graph.of(range(6), [(at, (at + 1) % 6, 1.0) for at in range(6)])
    assert (centralisation(star), centralisation(ring)) == (1, 0)
    assert paths.betweenness_centralisation(star) == close(1)
    perfect = core_periphery(star)
    assert perfect is not None
    assert perfect.people == {0}
    assert perfect.fit == close(1)


def test_weak_ties_can_be_left_out() -> None:
    graph = Graph.of("abc", [("a", "b", 0.3), ("a", "b", 0.3), ("b", "c", 0.4)])
    assert graph.tied(0.5).tie_count == 1
    assert graph.tied(0.5).ties[0, 1] == 1
    assert graph.tie_count == 2
