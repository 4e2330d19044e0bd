"""Numbers on a plot, for what is told under it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from engagement.chapters import Chapter, chapters
from engagement.models import Level, MetricResult
from members.models import Member
from peergroups.models import Group
from signals.panels import Note
from ui.plots import Tick


def drawn(
    group: Group | None, metric: str, notes: Sequence[Note], *, member: Member, on: date
) -> Chapter | None:
    """Return a metric of a group, or of all, by quarter as this member sees it, with its notes marked."""
    level = Level.GROUP if group else Level.COMMUNITY
    seen = MetricResult.objects.visible_to(member, on=on)
    of_subject = seen.filter(level=level, subject_id=group.pk if group else None, metric=metric)
    return next((marked(chapter, notes) for chapter in chapters(of_subject)), None)


def marked(chapter: Chapter, notes: Sequence[Note]) -> Chapter:
    """Return the chapter with a number at each quarter of its plot that has a note.

    Two notes on one quarter share a mark. Quarters that the plot does not name carry none.
    """
    ticks = zip(chapter.figures[::-1], chapter.plot.ticks_x, strict=False)
    places = {figure.quarter: tick.at for figure, tick in ticks}
    numbers: dict[float, list[str]] = {}
    for number, note in enumerate(notes, 1):
        if note.quarter in places:
            numbers.setdefault(places[note.quarter], []).append(str(number))
    marks = [Tick(at, ", ".join(of_quarter)) for at, of_quarter in numbers.items()]
    return chapter._replace(plot=replace(chapter.plot, marks=marks))
