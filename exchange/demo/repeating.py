"""Series: what binds the meetings of a light group together, and who hosts the next."""

from datetime import date, time, timedelta

from exchange.demo.sessions import Session
from exchange.demo.world import World
from series.events import Happened
from series.models import Occurrence, Series, SkippedDate
from series.recurrence import WEEKDAYS, Rule


class Repeating:
    """Makes series of meetings that stand in the calendar."""

    def __init__(self, world: World) -> None:
        self.world = world

    def bind(
        self,
        sessions: list[Session],
        starts: time,
        ends: time,
        *,
        every: int,
        rotates_host: bool = True,
        skipped: date | None = None,
    ) -> None:
        """Let these meetings of certain hours be the dates of a series; one date may be skipped."""
        first = sessions[0]
        meeting, on = first.meeting, first.meeting.starts_on
        series = Series(
            key=f"{meeting.group.key}-series",
            group=meeting.group,
            title=meeting.title,
            timezone=meeting.timezone,
            place=meeting.place,
            link=meeting.link,
            rule_text=str(Rule(interval=every, weekdays=(WEEKDAYS[on.weekday()],))),
            starts_on=on,
            starts=starts,
            ends=ends,
            rotates_host=rotates_host,
            changed_at=meeting.changed_at,
        )
        self.world.add(series)
        by, at = first.circle.seats[0].person.member, meeting.changed_at
        self.world.tell(Happened.SERIES_STARTED, at=at, by=by, about=series, group=meeting.group)
        for number, session in enumerate(sessions):
            occurrence = Occurrence(series=series, meeting=session.meeting, on=session.meeting.starts_on)
            if rotates_host and session.meeting.ends_at <= self.world.now:
                there = [seat for seat in session.circle.seats if seat.is_held(occurrence.on)]
                occurrence.host = there[number % len(there)].person.member if there else None
            self.world.add(occurrence)
        if skipped:
            self._skip(series, skipped, first)

    def _skip(self, series: Series, on: date, first: Session) -> None:
        by, at = first.circle.seats[0].person.member, self.world.now - timedelta(days=3)
        self.world.add(SkippedDate(series=series, on=on, skipped_at=at, skipped_by=by))
        self.world.tell(Happened.DATE_SKIPPED, at=at, by=by, about=series, group=series.group)
