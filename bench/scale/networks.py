"""The measures of networks on a community of the size, apart from any database."""

from time import process_time

import numpy as np

from engagement.measures.networks.cores import core_numbers
from engagement.measures.networks.degrees import centralisation, degrees
from engagement.measures.networks.graph import Graph
from engagement.measures.networks.holes import constraint, effective_size
from engagement.measures.networks.mixing import mixing_by_group

SEATS = 12
NETWORK_LIMIT = 3.0  # CPU seconds for 60,000 people


def time_networks(members: int) -> float:
    """Return the CPU seconds for the graph and its measures: each group whole, and a few ties across."""
    dice = np.random.default_rng(1)
    within = [
        (first + a, first + b, 1.0)
        for first in range(0, members - SEATS + 1, SEATS)
        for a in range(SEATS)
        for b in range(a)
        if (a + b) % 7  # most of them
    ]
    ends = dice.integers(0, members, (members, 2)).tolist()
    across = {(min(a, b), max(a, b)) for a, b in ends if a // SEATS != b // SEATS}
    edges = within + [(a, b, 1.0) for a, b in across]
    begun = process_time()
    graph = Graph.of(range(members), edges)
    degrees(graph)
    centralisation(graph)
    constraint(graph)
    effective_size(graph)
    core_numbers(graph)
    mixing_by_group(graph, [(member, member // SEATS) for member in range(members)])
    return process_time() - begun
