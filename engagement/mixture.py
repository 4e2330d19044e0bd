"""How various the people of a group and of the community are, kind by kind, beside each other."""

from typing import Any, NamedTuple

from django.db.models import Q

from engagement.figures import FIELDS, Figure, figure
from engagement.models import Level, MetricResultQuerySet
from peergroups.models import Group
from ui.bars import Bar, Bars, bars

KINDS = {"diversity_industry": "industries", "diversity_job": "jobs", "diversity_country": "countries"}


class Mixed(NamedTuple):
    """What the latest quarter says of one kind: of a group, or of the whole."""

    about: str
    figure: Figure
    effective: float | None

    @property
    def kinds(self) -> str:
        return KINDS[self.figure.metric.name]

    @property
    def as_many(self) -> str:
        """How many kinds as frequent as each other would be as various."""
        return "–" if self.effective is None else f"{self.effective:.1f}"

    @property
    def unsaid(self) -> str:
        """Of how many it is not known, because they left it blank."""
        people = self.figure.denominator
        return f"{(1 - self.figure.numerator / people) * 100:.0f} %" if people else "–"


class Mixture(NamedTuple):
    rows: list[Mixed]
    picture: Bars


def mixture(results: MetricResultQuerySet, group: Group | None = None) -> Mixture | None:
    """Return the mixture of a group, or without one of the community; None where nothing is known. One query.

    Beside that of a group stands the community's, for who may see it.
    """
    of_group = Q(level=Level.GROUP, subject_id=group.pk) if group else Q(pk__in=[])
    told = results.filter(of_group | Q(level=Level.COMMUNITY), metric__in=KINDS)
    rows = told.order_by("-level", "metric", "-period_id").distinct("level", "metric")
    found = [_mixed(group, *row) for row in rows.values_list("level", "detail", *FIELDS)]
    found.sort(key=lambda mixed: list(KINDS).index(mixed.figure.metric.name))
    if not any(mixed.figure.value is not None for mixed in found):
        return None
    return Mixture(found, bars("How various people are, from 0 to 100 %", [_bar(mixed) for mixed in found]))


def _mixed(group: Group | None, level: str, detail: Any, *row: Any) -> Mixed:
    about = group.name if group and level == Level.GROUP else "All groups"
    told = figure(*row)
    effective = (detail or {}).get("effective_number") if told.value is not None else None
    return Mixed(about, told, effective)


def _bar(mixed: Mixed) -> Bar:
    return Bar(f"{mixed.kinds.capitalize()}, {mixed.about}", mixed.figure.shown, mixed.figure.value)
