"""A meeting to run, and a short way to say what happens to it."""

from datetime import datetime, timedelta
from typing import Any

from meetings.actions import add_item
from meetings.models import Meeting
from room import actions
from room.models import Run, RunItem, State
from tests import factories
from tests.conftest import NOW, TODAY, Cast

MINUTE = timedelta(minutes=1)


def planned(cast: Cast, *days: str, minutes: int | None = 30) -> Meeting:
    """A meeting of Oak from today on; each letter of a day is the title of an item."""
    meeting = factories.meeting(cast.oak, on=TODAY, days=max(1, len(days)))
    for day, titles in zip(meeting.days.all(), days, strict=False):
        for title in titles:
            add_item(day, title=title, minutes=minutes, by=cast.facilitator, at=NOW)
    return meeting


def started(cast: Cast, *days: str, **how: Any) -> Run:
    return actions.start_run(planned(cast, *days, **how), by=cast.facilitator, at=NOW)


def now(run: Run) -> str:
    """The title of what is on; nothing where the meeting rests."""
    return "".join(run.items.filter(state=State.NOW).values_list("title", flat=True))


def told(run: Run) -> str:
    """What became of the items, in order: a capital is on now; d done, x skipped, p parked, w waiting."""
    marks = {State.DONE: "d", State.SKIPPED: "x", State.PARKED: "p", State.WAITING: "w"}
    return " ".join(
        item.title + marks[State(item.state)] if item.state != State.NOW else item.title.upper()
        for item in run.items.all()
    )


def item(run: Run, title: str) -> RunItem:
    return run.items.get(title=title)


def do(verb: Any, run: Run, *args: Any, cast: Cast, at: datetime = NOW, **how: Any) -> Any:
    """Press a button that was drawn just now."""
    run.refresh_from_db()
    return verb(run, *args, **{"step": run.step, "by": cast.facilitator, "at": at} | how)
