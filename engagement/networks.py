"""Pictures of networks: one's own with names, and that of the groups without."""

from datetime import date
from itertools import combinations
from math import atan2, cos, dist, sin
from typing import NamedTuple

import rustworkx

from engagement.ties.pictures import Contact, EgoNetwork, GroupNetwork, ego_network, group_network
from members.models import Member
from ui.networks import Network, around, placed

MOST_CONTACTS = 24
MOST_GROUPS = 60
MOST_TIES = 200
SEED = 1  # so that the same ties are drawn alike
APART, ROUNDS = 0.22, 30
"""Between the middles of two circles there is at least so much of the way from the middle to the edge."""

Place = tuple[float, float]


class OwnNetwork(NamedTuple):
    """Somebody's contacts, which of them know each other, and what follows."""

    contacts: list[Contact]
    tied_pairs: int
    possible_pairs: int
    picture: Network
    hidden: int  # how many contacts are listed and not drawn

    @property
    def separate(self) -> float | None:
        """As how many contacts who do not know each other these are (Borgatti's effective size)."""
        many = len(self.contacts)
        return many - 2 * self.tied_pairs / many if many else None


class NetworkTie(NamedTuple):
    """A tie of the picture as a row: two groups by number, their people, and how many ties there are."""

    one: int
    one_people: int
    other: int
    other_people: int
    ties: int


class NetworkOfGroups(NamedTuple):
    """The groups with the most ties, and how many there are besides."""

    picture: Network
    rows: list[NetworkTie]
    groups: int
    apart: int  # groups without a tie that may be shown
    hidden: int  # groups with ties that are not drawn, for there are too many


def own_network(member: Member, *, on: date) -> OwnNetwork:
    """Return the member's own network; nobody else is shown it. Five queries."""
    found = ego_network(member, on)
    many = len(found.contacts)
    return OwnNetwork(
        found.contacts, len(found.ties), many * (many - 1) // 2, _around(found), max(0, many - MOST_CONTACTS)
    )


def network_of_groups(*, on: date) -> NetworkOfGroups:
    """Return how the groups are tied, without a name. Two queries."""
    found = group_network(on)
    tied = _most_tied(found)
    place = {group: at for at, group in enumerate(tied[:MOST_GROUPS])}
    ties = [(place[a], place[b], number) for a, b, number in found.ties if a in place and b in place]
    ties = sorted(ties, key=lambda tie: -tie[2])[:MOST_TIES]
    sizes = [found.groups[group] for group in place]
    rows = [NetworkTie(a + 1, sizes[a], b + 1, sizes[b], number) for a, b, number in ties]
    return NetworkOfGroups(
        placed("Ties between groups", sizes, ties, _laid_out(len(sizes), ties)),
        rows,
        len(found.groups),
        len(found.groups) - len(tied),
        max(0, len(tied) - MOST_GROUPS),
    )


def _around(found: EgoNetwork) -> Network:
    drawn = found.contacts[:MOST_CONTACTS]
    ties = [(one, other) for one, other in found.ties if max(one, other) < MOST_CONTACTS]
    others = [(contact.member.name, contact.shares_a_group) for contact in drawn]
    return around("My own network", "You", others, ties)


def _most_tied(found: GroupNetwork) -> list[int]:
    """Return the places of the groups that have ties, those with the most first."""
    ties: dict[int, int] = {}
    for one, other, number in found.ties:
        for group in (one, other):
            ties[group] = ties.get(group, 0) + number
    return sorted(ties, key=lambda group: (-ties[group], group))


def _laid_out(groups: int, ties: list[tuple[int, int, int]]) -> list[Place]:
    """Put what is tied near each other."""
    graph = rustworkx.PyGraph()
    graph.add_nodes_from(list(range(groups)))
    graph.add_edges_from(ties)
    places = rustworkx.spring_layout(graph, weight_fn=float, seed=SEED, scale=1) if groups else {}
    return _kept_apart([(float(places[at][0]), float(places[at][1])) for at in range(groups)])


def _kept_apart(places: list[Place]) -> list[Place]:
    """Move what lies on top of each other away from each other, a little at a time."""
    for _ in range(ROUNDS):
        close = [pair for pair in combinations(range(len(places)), 2) if _gap(places, *pair) < APART]
        if not close:
            break
        for one, other in close:
            (x, y), (u, v), gap = places[one], places[other], _gap(places, one, other)
            turn = atan2(v - y, u - x) if gap else float(one)
            step = (APART - gap) / 2
            places[one] = _inside(x - step * cos(turn), y - step * sin(turn))
            places[other] = _inside(u + step * cos(turn), v + step * sin(turn))
    return places


def _gap(places: list[Place], one: int, other: int) -> float:
    return dist(places[one], places[other])


def _inside(x: float, y: float) -> Place:
    return max(-1.0, min(1.0, x)), max(-1.0, min(1.0, y))
