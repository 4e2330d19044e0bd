"""The results of the networks of some quarters."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from engagement.families import Moment
from engagement.measures.networks.bridges import Dependence, bridge_dependence
from engagement.measures.networks.cores import core_numbers
from engagement.measures.networks.graph import Graph
from engagement.measures.networks.holes import constraint, effective_size
from engagement.measures.networks.paths import EXACT, betweenness
from engagement.models import Level
from engagement.periods import Quarter
from engagement.pipeline.scratch import run
from engagement.pipeline.writing import merge_results
from engagement.result import Result, end_of
from engagement.ties.arriving import WATCHED, arrivals
from engagement.ties.community import judge_community
from engagement.ties.groups import judge_groups
from engagement.ties.judging import NAMES
from engagement.ties.network import lay_networks, nodes, seats, ties
from engagement.ties.newcomers import Newcomer, newcomers
from engagement.ties.people import Place, lay_people, write_people

SOURCES, CUT_OFF = 200, 3
"""Among many people the ways between them are followed from so many of them, and for so many steps."""

_WANTED = """
INSERT INTO wanted
SELECT subject_id, period_id FROM fresh_result
UNION SELECT subject_id, r.period_id FROM engagement_metricresult r JOIN network_day d USING (period_id)
WHERE r.level = %(level)s AND r.metric = ANY(%(metrics)s) AND d.is_wanted
"""


def write_networks(quarters: Sequence[Quarter], moment: Moment, at: datetime, *, at_once: int) -> int:
    """Write what the networks of these quarters say, so many quarters at once.

    Returns how many results came out otherwise.
    """
    if not quarters:
        return 0
    new = newcomers(moment, quarters[0].shifted(1 - WATCHED).first_day)
    parts = [quarters[start : start + at_once] for start in range(0, len(quarters), at_once)]
    return sum(_write(part, new, moment, at) for part in parts)


def _write(quarters: Sequence[Quarter], new: Sequence[Newcomer], moment: Moment, at: datetime) -> int:
    lay_networks(quarters, moment.as_of)
    networks = _networks()
    lay_people(
        place for period, graph in networks.items() for place in _places(graph, Quarter(period), moment)
    )
    dependence = _dependence(networks)
    arriving = _arriving(networks, quarters, new, moment)
    rows = write_people()
    rows += _merge(Level.GROUP, lambda: judge_groups(arriving[Level.GROUP]), moment, at)
    return rows + _merge(
        Level.COMMUNITY, lambda: judge_community(dependence, arriving[Level.COMMUNITY]), moment, at
    )


def _networks() -> dict[int, Graph[int]]:
    """Return the network of each quarter, every tie counting 1."""
    people: defaultdict[int, list[int]] = defaultdict(list)
    tied: defaultdict[int, list[tuple[int, int, float]]] = defaultdict(list)
    for period, node, _ in nodes():
        people[period].append(node)
    for period, one, other in ties():
        tied[period].append((one, other, 1.0))
    return {period: Graph.of(found, tied[period]) for period, found in people.items()}


def _places(graph: Graph[int], quarter: Quarter, moment: Moment) -> Iterator[Place]:
    """Say where everybody is; who lies between others, of many people only once the quarter is over."""
    burt, sizes, cores = constraint(graph), effective_size(graph), core_numbers(graph)
    between: dict[int, float | None] = {}
    if graph.size <= EXACT:
        between = betweenness(graph)
    elif moment.as_of >= quarter.last_day:
        between = betweenness(graph, sources=SOURCES, cut_off=CUT_OFF)
    for node in graph.nodes:
        yield Place(node, burt[node], sizes[node], cores[node], between.get(node))


def _dependence(networks: dict[int, Graph[int]]) -> dict[int, Dependence[int, int]]:
    sitting: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for period, group, node in seats():
        sitting[period].append((node, group))
    return {period: bridge_dependence(graph, sitting[period]) for period, graph in networks.items()}


def _arriving(
    networks: dict[int, Graph[int]], quarters: Sequence[Quarter], new: Sequence[Newcomer], moment: Moment
) -> dict[Level, list[Result]]:
    alone: defaultdict[int, set[int]] = defaultdict(set)
    tied = {
        node for graph in networks.values() for node, n in zip(graph.nodes, graph.degrees, strict=True) if n
    }
    for period, node, member in nodes():
        if node not in tied:
            alone[period].add(member)
    found: dict[Level, list[Result]] = {Level.GROUP: [], Level.COMMUNITY: []}
    for quarter in quarters:
        for result in arrivals(quarter, end_of(quarter, moment.as_of), new, alone=alone[quarter.id]):
            found[result.level].append(result)
    return found


def _merge(level: Level, judge: Callable[[], None], moment: Moment, at: datetime) -> int:
    run("TRUNCATE fresh_result, wanted")
    judge()
    run(_WANTED, {"level": level, "metrics": NAMES})
    return merge_results(level, NAMES, until=moment.watermark, at=at)
