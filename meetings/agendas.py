"""Agenda templates: ready-made days to begin from. They are data; a group changes its copy freely."""

from datetime import time
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from meetings.models import AgendaTemplate, Format
from peergroups.models import Group


class Line(NamedTuple):
    """One item of a template."""

    minutes: int
    title: str
    owner_role: str = ""
    format: Format = Format.TALK
    record: str = ""


class DayPlan(NamedTuple):
    """A day of a template, which begins at this wall time and lasts as long as its lines."""

    starts: time
    lines: tuple[Line, ...]

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.lines)


class Template(NamedTuple):
    """A named agenda for one or several days."""

    name: str
    days: tuple[DayPlan, ...]


def _break(minutes: int, title: str = "Break") -> Line:
    return Line(minutes, title, format=Format.BREAK)


def _reviews(numbers: str, minutes: int) -> Line:
    return Line(minutes, f"Quarterly reviews {numbers}", "presenter", Format.REVIEW)


_OPENING = Line(10, "Open: purpose, confidentiality, roles of the day", "facilitator", Format.OPENING)
_COMMITMENT_REVIEW = Line(
    50, "Commitment review: what I promised, what I learned", "goals keeper", Format.COMMITMENT_REVIEW
)
_HOUSEKEEPING = Line(
    15, "Housekeeping: next dates, host, roles, candidates", "secretary", Format.HOUSEKEEPING
)
_CLOSE = Line(5, "Close, one word each", "everybody", Format.ROUND)

TWO_DAYS = Template(
    "Two days, a group of twelve",
    (
        DayPlan(
            time(8, 0),
            (
                _OPENING,
                Line(20, "Check-in, one sentence each", "timekeeper", Format.ROUND),
                _COMMITMENT_REVIEW,
                _break(15),
                Line(
                    60, "Our numbers: two best explain how, two ask for help", "facilitator", Format.NUMBERS
                ),
                _reviews("1–2", 70),
                _break(60, "Lunch"),
                _reviews("3–5", 105),
                _break(15, "Break, change seats"),
                _reviews("6–7", 70),
                Line(25, "Walk with the accountability partner", "pairs", Format.PAIRS),
                Line(45, "Plan of the quarter: write, trios, harvest", "facilitator", Format.PLAN),
                Line(
                    15, "Parking lot: vote for tomorrow's hot seats", "parking-lot keeper", Format.PARKING_LOT
                ),
                Line(10, "One takeaway each", "timekeeper", Format.ROUND),
            ),
        ),
        DayPlan(
            time(8, 0),
            (
                Line(15, "Check-in: what stayed with you overnight", "timekeeper", Format.ROUND),
                _reviews("8–10", 105),
                _break(15),
                _reviews("11–12", 70),
                Line(45, "Hot seat 1", "presenter", Format.HOT_SEAT),
                _break(50, "Lunch"),
                Line(45, "Hot seat 2", "presenter", Format.HOT_SEAT),
                Line(25, "Best idea, and a vote", "everybody", Format.BEST_IDEA),
                _break(10),
                Line(40, "Commitments: write, speak, name a partner", "goals keeper", Format.COMMITMENTS),
                _HOUSEKEEPING,
                Line(10, "How was this meeting?", "process observer", Format.RATING),
                _CLOSE,
            ),
        ),
    ),
)

HALF_DAY = Template(
    "Half a day, a group of eight",
    (
        DayPlan(
            time(13, 0),
            (
                _OPENING,
                Line(60, "Updates, seven minutes each", "timekeeper", Format.ROUND),
                _COMMITMENT_REVIEW._replace(minutes=30),
                _break(10),
                Line(50, "Hot seat", "presenter", Format.HOT_SEAT),
                _break(10),
                Line(40, "Commitments: write, speak, name a partner", "goals keeper", Format.COMMITMENTS),
                _HOUSEKEEPING,
                Line(10, "Best idea, and a vote", "everybody", Format.BEST_IDEA),
                _CLOSE,
            ),
        ),
    ),
)

ONE_HOUR = Template(
    "A call of one hour",
    (
        DayPlan(
            time(12, 0),
            (
                Line(5, "Open and check in", "facilitator", Format.ROUND),
                _COMMITMENT_REVIEW._replace(minutes=15),
                Line(30, "One issue, worked on together", "presenter", Format.HOT_SEAT),
                Line(10, "Next steps and close", "everybody", Format.ROUND),
            ),
        ),
    ),
)

TEMPLATES = {"two-days": TWO_DAYS, "half-day": HALF_DAY, "one-hour": ONE_HOUR}


def offered(group: Group) -> list[tuple[str, str]]:
    """Return what an agenda can begin from, by key and name: the group's own, the community's, those here."""
    own = [(str(template.pk), template.name) for template in AgendaTemplate.objects.offered_in(group)]
    return [*own, *((key, template.name) for key, template in TEMPLATES.items())]


def find(key: str, group: Group) -> Template | AgendaTemplate:
    """Return the template of a key that `offered` gave."""
    return TEMPLATES.get(key) or AgendaTemplate.objects.offered_in(group).get(pk=key)


def days_of(template: Template | AgendaTemplate) -> list[list[dict[str, Any]]]:
    """Return the items of each day, as fields of an agenda item."""
    if isinstance(template, Template):
        return [[line._asdict() for line in day.lines] for day in template.days]
    days = {day: list(items) for day, items in groupby(template.items.all(), attrgetter("day"))}
    return [
        [{name: getattr(item, name) for name in Line._fields} for item in days.get(number, [])]
        for number in range(1, max(days, default=0) + 1)
    ]
