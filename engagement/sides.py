"""Seven sides of holding together, of a group or of the community.

They pull against each other: who only meets inside has cohesion and no bridges. So none makes up for another,
there is no total, and nobody is put in an order by them.
"""

from collections.abc import Iterable
from datetime import date
from math import hypot
from typing import NamedTuple

from django.db.models import Aggregate, Count, FloatField

from engagement.catalogue import METRICS, NAMED
from engagement.families.leading import FEWEST_GROUPS
from engagement.figures import FIELDS, Figure, figure
from engagement.goalposts import goalposts
from engagement.measures.composite import arithmetic
from engagement.measures.interval import Interval
from engagement.models import Level, MetricResultQuerySet, Status
from engagement.periods import Quarter
from engagement.sql.aggregates import median
from peergroups.models import Group
from ui.bars import Bar, Bars, bars

LOOK_BACK = 4
"""Quarters in which a part is looked for, for some are counted once a year."""

IN_THE_MIDDLE = "tie_density"
"""It is counted of groups only: a community is as the group in the middle."""

SIDES = (
    ("Continuity", "Do people stay, and come?", ("member_continuity", "attendance_rate")),
    ("Accountability", "Do we do what we said, and who asks?", ("follow_through", "partner_coverage")),
    ("Answers", "Does anyone answer, and is help returned?", ("answered_in_week", "reciprocity")),
    ("Shared leading", "Is leading shared?", ("leadership_spread",)),
    ("Cohesion", "Does everyone know everyone?", ("tie_density",)),
    ("Bridges", "Do we know others beyond the group?", ("cross_group_ties", "ei_index")),
    ("Safety", "Can we speak openly?", ("psychological_safety",)),
)


class Median(Aggregate):
    """The value in the middle; of two, what is between them."""

    template = median("%(expressions)s")
    output_field = FloatField()


class Part(NamedTuple):
    """A figure that a side is made of, and where it stands between its goalposts; or why there is none."""

    heading: str
    name: str  # of its metric, also of one that is not counted yet
    words: str
    place: float | None = None
    interval: Interval | None = None


class Side(NamedTuple):
    """One of the seven."""

    heading: str
    sentence: str
    parts: list[Part]

    @property
    def told(self) -> list[Part]:
        return [part for part in self.parts if part.place is not None]

    @property
    def place(self) -> float | None:
        """Where it stands, from 0 to 1: in the middle of the parts that are there."""
        return arithmetic([part.place for part in self.told])

    @property
    def interval(self) -> Interval | None:
        """Between what it lies; None unless each part that is there has an interval.

        Formula: as that of a difference, for a mean of independent estimates (Zou and Donner 2008).
        """
        place, known = self.place, [(part.place, part.interval) for part in self.told]
        if place is None or any(interval is None for _, interval in known):
            return None
        below = [at - interval.low for at, interval in known if at is not None and interval]
        above = [interval.high - at for at, interval in known if at is not None and interval]
        return Interval(place - hypot(*below) / len(known), place + hypot(*above) / len(known))

    @property
    def shown(self) -> str:
        return "–" if self.place is None else f"{self.place * 100:.0f}"

    @property
    def range(self) -> str:
        return f"{self.interval.low * 100:.0f}–{self.interval.high * 100:.0f}" if self.interval else ""


class Sides(NamedTuple):
    """The seven, and the picture of them."""

    sides: list[Side]
    picture: Bars


def seven_sides(results: MetricResultQuerySet, *, group: Group | None, on: date) -> Sides | None:
    """Return the sides of a group, or of the community, on that day; None where none is known. Two queries.

    Of each part it is the latest quarter of a year that says something.
    """
    recent = results.filter(period_id__gt=Quarter.of(on).id - LOOK_BACK)
    level, subject = (Level.GROUP, group.pk) if group else (Level.COMMUNITY, None)
    parts = _parts(recent.filter(level=level, subject_id=subject), level)
    if group is None:
        parts[IN_THE_MIDDLE] = _middle(recent.filter(level=Level.GROUP, metric=IN_THE_MIDDLE))
    sides = [Side(heading, sentence, [parts[name] for name in names]) for heading, sentence, names in SIDES]
    if not any(side.told for side in sides):
        return None
    return Sides(sides, bars("Seven sides, each from 0 to 100", [_bar(side) for side in sides]))


def _parts(results: MetricResultQuerySet, level: Level) -> dict[str, Part]:
    names = [name for *_, of_side in SIDES for name in of_side]
    counted = [name for name in names if name in METRICS]
    rows = results.filter(metric__in=counted).order_by("-period_id").values_list(*FIELDS)
    found: dict[str, Figure] = {}
    for told in (figure(*row) for row in rows):
        known = found.setdefault(told.metric.name, told)
        if known.value is None and told.value is not None:
            found[told.metric.name] = told
    return {name: _part(name, found.get(name), level) for name in names}


def _part(name: str, found: Figure | None, level: Level) -> Part:
    if name not in METRICS:
        return Part(NAMED[name].heading, name, "not counted yet")
    metric = METRICS[name]
    if found is None:
        why = "nothing to count in a year" if level in metric.levels else "not counted here"
        return Part(metric.heading, name, why)
    if found.value is None:
        why = found.base if found.status == Status.NOT_APPLICABLE else f"{found.shown}, {found.base}"
        return Part(metric.heading, name, why)
    posts, words = goalposts(metric), f"{found.shown}, {found.base}, {found.quarter}"
    bounds = None
    if found.low is not None and found.high is not None:
        bounds = Interval(posts.place(found.low), posts.place(found.high))
    return Part(metric.heading, name, words, posts.place(found.value), bounds)


def _middle(results: MetricResultQuerySet) -> Part:
    """Return the part as which the community is: that of the group in the middle, in the latest quarter."""
    metric = METRICS[IN_THE_MIDDLE]
    by_quarter = results.spoken().order_by("-period_id").values("period_id")
    last = by_quarter.annotate(groups=Count("value"), middle=Median("value")).first()
    if last is None or last["groups"] < FEWEST_GROUPS:
        return Part(metric.heading, metric.name, f"fewer than {FEWEST_GROUPS} groups to take the middle of")
    value, quarter = last["middle"], Quarter(last["period_id"])
    words = f"{value * 100:.0f} %, the group in the middle of {last['groups']}, {quarter}"
    return Part(metric.heading, metric.name, words, goalposts(metric).place(value))


def _bar(side: Side) -> Bar:
    if side.place is None:
        return Bar(side.heading, _reason(side.parts), None)
    lacks = "" if len(side.told) == len(side.parts) else ", of one part"
    return Bar(side.heading, f"{side.shown}{lacks}", side.place, *(side.interval or (None, None)))


def _reason(parts: Iterable[Part]) -> str:
    return " / ".join(dict.fromkeys(part.words.split(",")[0] for part in parts))
