"""Numbers on a plot, for what is told under it."""

from collections.abc import Sequence
from dataclasses import replace

from engagement.boards import Chapter
from signals.panels import Note
from ui.plots import Tick


def marked(chapter: Chapter, notes: Sequence[Note]) -> Chapter:
    """Return the chapter with a number at each quarter of its plot that has a note, in their order.

    Two notes on one quarter share a mark. Quarters that the plot does not name carry none.
    """
    drawn = zip(chapter.figures[::-1], chapter.plot.ticks_x, strict=False)
    places = {figure.quarter: tick.at for figure, tick in drawn}
    numbers: dict[float, list[str]] = {}
    for number, note in enumerate(notes, 1):
        if note.quarter in places:
            numbers.setdefault(places[note.quarter], []).append(str(number))
    marks = [Tick(at, ", ".join(of_quarter)) for at, of_quarter in numbers.items()]
    return chapter._replace(plot=replace(chapter.plot, marks=marks))
