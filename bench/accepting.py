"""What planted truth must be found, and what must not be: one line each, over all seeds together.

The figures that are asked for come from docs/metrics.md, “Planted truth”. Where nothing computes what a line
asks for, it says so and is missed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import NamedTuple

from scipy.stats import rankdata

from exchange.synthetic.plants import Kind, Label

FOUND, FALSE_ALARMS = 0.95, 1.5  # of declining groups; in a hundred quarters of healthy groups
AUC = 0.95
PROMPTED, LIFT = 0.10, 2.0

NOT_YET = "not computed yet"

Values = dict[int, float]


@dataclass
class Seen:
    """What the product says of one synthetic community, and what is true of it."""

    labels: list[Label]
    counted: dict[int, list[int]]  # for each group, the quarters in which it could be judged
    alarms: dict[int, list[int]]  # and those in which its CUSUM was too high
    groups: dict[str, Values] = field(default_factory=dict)  # the last quarter's values, by metric
    people: dict[str, Values] = field(default_factory=dict)
    aboard: int = 0  # people who could be prompted, over all quarters
    left: int = 0  # those of them who were gone two quarters later
    prompted: int = 0
    prompted_left: int = 0
    signals: dict[int, list[int]] = field(default_factory=dict)  # quarters in which a group has a signal
    helped: int = 0  # figures of help in a small community with a ring of thanks
    moved: int = 0  # those of them that are others without the ring
    pages: dict[str, bool] = field(default_factory=dict)  # of groups of few: whether they tell nothing

    @property
    def last_day(self) -> date:
        return max(label.end for label in self.labels)

    def planted(self, *kinds: Kind) -> dict[int, Label]:
        """Return the labels of these kinds that took, by the id of whom they are about."""
        return {
            label.subject_id: label
            for label in self.labels
            if label.kind in kinds and label.took and label.subject_id
        }


class Line(NamedTuple):
    """One thing asked for, and what came of it; nothing is `met` where nothing was computed."""

    what: str
    came: str
    wanted: str
    met: bool


Judge = Callable[[Sequence[Seen]], Line]


def declining_groups_are_found(seen: Sequence[Seen]) -> Line:
    found, planted, waits = _found(seen, Kind.DECLINING)
    after = f", after {median(waits):g} quarters" if waits else ""
    came = f"{found} of {planted} declining groups{after}"
    return Line("CUSUM above 5 finds declining groups", came, f"{FOUND:.0%}", found >= FOUND * planted > 0)


def healthy_groups_are_left_alone(seen: Sequence[Seen]) -> Line:
    """Count quarters of groups in which attendance was not planted to fall."""
    quarters = alarms = 0
    for one in seen:
        ill = {label.subject_id for label in one.labels if label.kind in {Kind.DECLINING, Kind.SHOCK}}
        quarters += sum(len(at) for group, at in one.counted.items() if group not in ill)
        alarms += sum(len(at) for group, at in one.alarms.items() if group not in ill)
    rate = 100 * alarms / quarters if quarters else float("inf")
    came = f"{alarms} in {quarters} quarters, {rate:.2f} in a hundred"
    return Line("CUSUM leaves healthy groups alone", came, f"at most {FALSE_ALARMS}", rate <= FALSE_ALARMS)


def closed_groups_look_inward(seen: Sequence[Seen]) -> Line:
    what, wanted = "E-I index: the lowest tenth holds closed groups", "all of them"
    held = planted = 0
    for one in seen:
        values = one.groups.get(EI_INDEX)
        if not values:
            return Line(what, NOT_YET, wanted, met=False)
        lowest = set(sorted(values, key=values.__getitem__)[: max(1, len(values) // 10)])
        closed = one.planted(Kind.CLOSED)
        held, planted = held + len(lowest & closed.keys()), planted + len(closed)
    return Line(what, f"{held} of {planted}", wanted, held == planted > 0)


def groups_led_by_one_stand_out(seen: Sequence[Seen]) -> Line:
    what, wanted = "Gini of roles: AUC for groups led by one", f"{AUC:.2f}"
    auc = _auc(seen, ROLE_GINI, Kind.DOMINATED, Kind.HUB)
    return Line(what, NOT_YET if auc is None else f"{auc:.3f}", wanted, auc is not None and auc >= AUC)


def few_are_prompted(seen: Sequence[Seen]) -> Line:
    prompted, aboard = sum(one.prompted for one in seen), sum(one.aboard for one in seen)
    rate = prompted / aboard if aboard else 0.0
    came = f"{rate:.1%} of {aboard} people and quarters"
    return Line("Check-ins name few", came, f"at most {PROMPTED:.0%}", 0 < rate <= PROMPTED)


def prompts_name_those_who_leave(seen: Sequence[Seen]) -> Line:
    """Compare how many of those named are gone two quarters later with how many of all."""
    right, prompted = sum(one.prompted_left for one in seen), sum(one.prompted for one in seen)
    left, aboard = sum(one.left for one in seen), sum(one.aboard for one in seen)
    lift = right / prompted / (left / aboard) if prompted and left else 0.0
    came = f"lift {lift:.1f}: {right} of {prompted} named left, {left} of {aboard} of all"
    return Line("Check-ins name those who leave", came, f"lift {LIFT:g}", lift >= LIFT)


def pages_tell_nothing_of_few(seen: Sequence[Seen]) -> Line:
    pages = {f"{seed}: {path}": quiet for seed, one in enumerate(seen) for path, quiet in one.pages.items()}
    loud = [path for path, quiet in pages.items() if not quiet]
    came = f"{len(pages) - len(loud)} of {len(pages)} pages{': not ' if loud else ''}{', '.join(loud[:3])}"
    return Line("Pages of groups of fewer than five keep back", came, "all", bool(pages) and not loud)


def thanks_move_nothing(seen: Sequence[Seen]) -> Line:
    what = "A ring of thanks moves no figure of help"
    figures, moved = sum(one.helped for one in seen), sum(one.moved for one in seen)
    told = f"{moved} of {figures} moved; nothing can be computed until help is confirmed"
    came = told if figures else NOT_YET
    return Line(what, came, "none", figures > 0 == moved)


ACCEPTANCE: tuple[Judge, ...] = (
    declining_groups_are_found,
    healthy_groups_are_left_alone,
    closed_groups_look_inward,
    groups_led_by_one_stand_out,
    few_are_prompted,
    prompts_name_those_who_leave,
    pages_tell_nothing_of_few,
    thanks_move_nothing,
)

EI_INDEX, ROLE_GINI, AIRTIME = "ei_index", "role_gini", "airtime_equality"
TIES, CROSSING, CONSTRAINT = "ties", "cross_group_ties", "constraint"


def _found(seen: Sequence[Seen], kind: Kind) -> tuple[int, int, list[int]]:
    """Return how many planted groups were found, of how many, and after how many quarters each."""
    waits, planted = [], 0
    for one in seen:
        for group, label in one.planted(kind).items():
            start = label.start.year * 4 + (label.start.month - 1) // 3
            after = [at for at in one.alarms.get(group, []) if at >= start]
            waits += [min(after) - start + 1] if after else []
            planted += 1
    return len(waits), planted, waits


def _auc(
    seen: Sequence[Seen], metric: str, *kinds: Kind, of_people: bool = False, low: bool = False
) -> float | None:
    """Return how often one in whom it is true at the end has a higher value (or `low`er) than another."""
    values: list[float] = []
    planted: list[bool] = []
    for one in seen:
        found = (one.people if of_people else one.groups).get(metric, {})
        planted_until = {who: label.end for who, label in one.planted(*kinds).items()}
        truth = {who for who, end in planted_until.items() if end == one.last_day}
        values += [-value if low else value for value in found.values()]
        planted += [subject in truth for subject in found]
    yes, no = sum(planted), len(planted) - sum(planted)
    if not yes or not no:
        return None
    ranks = rankdata(values)
    return float(
        (sum(r for r, is_one in zip(ranks, planted, strict=True) if is_one) - yes * (yes + 1) / 2)
        / (yes * no)
    )


def others(seen: Sequence[Seen]) -> Iterator[tuple[str, str]]:
    """Say for the other plants what was found of them; nothing is asked for here."""
    found, planted, waits = _found(seen, Kind.SHOCK)
    after = f", after {median(waits):g} quarters" if waits else ""
    yield Kind.SHOCK, f"CUSUM found {found} of {planted}{after}"
    for kind in (Kind.DECLINING, Kind.SHOCK):
        truth = [(one, group) for one in seen for group in one.planted(kind)]
        raised = sum(group in one.signals for one, group in truth)
        yield kind, f"{raised} of {len(truth)} ever had a signal by any rule"
    for kind, metric, of_people, low in (
        (Kind.DOMINATED, AIRTIME, False, True),
        (Kind.BROKER, CROSSING, True, False),
        (Kind.BROKER, CONSTRAINT, True, True),
        (Kind.NEWCOMER, TIES, True, True),
    ):
        auc = _auc(seen, metric, kind, of_people=of_people, low=low)
        yield kind, f"{metric}: {NOT_YET if auc is None else f'AUC {auc:.2f}'}"
    for kind in (Kind.EVERYBODY_PRESENT, Kind.SMALL, Kind.MERGE, Kind.TIME_ZONE):
        groups = [(one, group) for one in seen for group in one.planted(kind)]
        alarmed = sum(bool(one.alarms.get(group)) for one, group in groups)
        yield kind, f"{alarmed} of {len(groups)} groups ever raised an alarm"
