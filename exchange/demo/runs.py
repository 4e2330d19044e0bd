"""How the last meetings went in the room: when each item began and ended, and who was there by halves."""

from datetime import datetime, timedelta

from exchange.demo.chances import Chances
from exchange.demo.sessions import Session
from exchange.demo.world import World
from meetings.halves import halves, spread
from meetings.models import AgendaItem, Attendance, Format, Half, Mark, MeetingDay, Presence, Source
from members.models import Member
from preparation.events import Happened as Prepared
from preparation.models import Leftover
from room.events import Happened
from room.models import Run, RunItem, State

PARKED = Format.HOUSEKEEPING  # what the meetings did not come to
LONGER = {0: 0.7, 5: 0.25, 10: 0.05}
LEFT_AT_NOON = (Mark.PRESENT, Mark.ABSENT)


class Runs:
    """Lets meetings run to their end."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.chances: Chances = world.chances("runs")

    def run(self, session: Session) -> datetime:
        """Run a meeting over its days; return when it ended."""
        by, first = session.circle.leader, session.days[0]
        started_at = first.starts_at + timedelta(minutes=self.chances.randint(0, 4))
        run = Run(meeting=session.meeting, started_at=started_at, moved_at=started_at, moved_by=by)
        self.world.add(run)
        self._tell(Happened.RUN_STARTED, run, at=started_at, by=by)
        for day in session.days:
            at = max(started_at, day.starts_at + timedelta(minutes=self.chances.randint(0, 4)))
            for position, item in enumerate(session.items, 1):
                if item.day is day:
                    at = self._pass(run, item, position, at)
            self._mark_halves(session, day)
        run.ended_at = run.moved_at = at
        run.step = run.version = len(session.items) + 2
        self._tell(Happened.RUN_ENDED, run, at=at, by=by)
        return at

    def _pass(self, run: Run, item: AgendaItem, position: int, at: datetime) -> datetime:
        """Let an item have its time, or park it; return when the next one began."""
        row = RunItem(run=run, item=item, position=position, on=item.day.on)
        for name in ("title", "minutes", "format", "owner", "owner_role"):
            setattr(row, name, getattr(item, name))
        self.world.add(row)
        by = run.moved_by
        row.begin(at)
        if item.format == PARKED:
            row.state, row.ended_at = State.PARKED, at + timedelta(seconds=40)
            self._leave_over(run, item, row.ended_at)
            self._tell(Happened.ITEM_PARKED, run, at=row.ended_at, by=by)
            return row.ended_at
        row.extended = self.chances.one_of(LONGER)
        spent = max(2, (item.minutes or 0) + row.extended + self.chances.randint(-6, 1))
        row.state, row.ended_at = State.DONE, at + timedelta(minutes=spent)
        row.due_at = at + timedelta(minutes=(item.minutes or 0) + row.extended)
        self._tell(Happened.MOVED_ON, run, at=row.ended_at, by=by)
        return row.ended_at

    def _leave_over(self, run: Run, item: AgendaItem, at: datetime) -> None:
        leftover = Leftover(
            group=run.meeting.group,
            from_meeting=run.meeting,
            item=item,
            title=item.title,
            minutes=item.minutes or 15,
            format=item.format,
            owner_role=item.owner_role,
            left_at=at,
        )
        group = run.meeting.group
        self.world.tell(
            Prepared.ITEM_LEFT_OVER, at=at, by=run.moved_by, about=self.world.add(leftover), group=group
        )

    def _mark_halves(self, session: Session, day: MeetingDay) -> None:
        """Say of each half of the day what the marks of the day say; who came partly left at noon."""
        parts = [part.half for part in halves(day)]
        for mark in self.world.rows(Attendance):
            if mark.day is day:
                self._spread(mark, parts)

    def _spread(self, mark: Attendance, parts: list[Half]) -> None:
        partly = mark.mark == Mark.PARTIAL
        said = dict(zip(parts, LEFT_AT_NOON, strict=False)) if partly else spread(Mark(mark.mark), parts)
        for half, half_mark in said.items():
            self.world.add(
                Presence(
                    day=mark.day,
                    half=half,
                    member=mark.member,
                    mark=half_mark,
                    source=Source.ROLL,
                    recorded_at=mark.recorded_at,
                    recorded_by=mark.recorded_by,
                )
            )

    def _tell(self, verb: Happened, run: Run, *, at: datetime, by: Member | None) -> None:
        self.world.tell(verb, at=at, by=by, about=run, group=run.meeting.group)
