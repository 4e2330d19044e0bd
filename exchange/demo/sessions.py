"""Meetings as they are put into a group's calendar."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from exchange.demo.chances import Chances
from exchange.demo.circles import Circle, Seat
from exchange.demo.world import World
from meetings.actions import Hours, Place, lay_out
from meetings.agendas import Template
from meetings.events import Happened
from meetings.models import AgendaItem, Meeting, MeetingDay


@dataclass(eq=False)
class Session:
    """A meeting with its days and agenda, the group it is of, and how likely the day makes people come."""

    circle: Circle
    meeting: Meeting
    days: list[MeetingDay]
    mood: float
    is_recorded: bool
    items: list[AgendaItem] = field(default_factory=list)
    came: list[Seat] = field(default_factory=list)

    @property
    def invited(self) -> list[Seat]:
        """Who was expected, but for the facilitator."""
        lead = self.circle.lead
        return [seat for seat in self.circle.expected(self.meeting.starts_on) if seat is not lead]

    @property
    def there(self) -> list[Seat]:
        """Who came, but for the facilitator."""
        return [seat for seat in self.came if seat is not self.circle.lead]


class Calendar:
    """Puts meetings into the calendar of a group."""

    def __init__(self, world: World, chances: Chances) -> None:
        self.world, self.chances = world, chances

    def schedule(
        self,
        circle: Circle,
        title: str,
        hours: list[Hours],
        where: Place,
        *,
        mood: float,
        ahead: int = 60,
        template: Template | None = None,
        key: str = "",
    ) -> Session:
        """Put a meeting into the calendar, about so many days ahead."""
        group, first = circle.group, hours[0].on
        planned_on = first - timedelta(days=ahead + self.chances.randint(0, 14))
        planned_at = min(self.chances.hour(planned_on, where.timezone), self.world.now)
        meeting = Meeting(
            key=key or f"{group.key}-{first}",
            group=group,
            title=title,
            reply_by_on=first - timedelta(days=10) if group.nudges_answers else None,
            changed_at=planned_at,
            **where._asdict(),
        )
        days, items = lay_out(meeting, hours), []
        self.world.add(meeting)
        for number, day in enumerate(days):
            self.world.add(day)
            if template:
                items += self._lay_out_agenda(day, template, number)
        self.world.tell(
            Happened.MEETING_SCHEDULED, at=planned_at, by=circle.leader, about=meeting, group=group
        )
        return Session(circle, meeting, days, mood, group.takes_attendance, items)

    def _lay_out_agenda(self, day: MeetingDay, template: Template, number: int) -> list[AgendaItem]:
        lines = template.days[number].lines
        return [
            self.world.add(AgendaItem(day=day, position=position, **line._asdict()))
            for position, line in enumerate(lines, 1)
        ]

    def cancel(self, session: Session, because: str) -> None:
        """Call a meeting off some days before."""
        meeting = session.meeting
        at = meeting.starts_at - timedelta(days=self.chances.randint(2, 9))
        meeting.cancelled_at = meeting.changed_at = at
        meeting.cancelled_because, meeting.sequence = because, 1
        by = session.circle.leader
        self.world.tell(Happened.MEETING_CANCELLED, at=at, by=by, about=meeting, group=meeting.group)


def hours_of(template: Template, first: date) -> list[Hours]:
    """Return the hours of a template's days, the first of them on that day."""
    return [
        Hours(first + timedelta(days=n), plan.starts, later(plan.starts, plan.minutes))
        for n, plan in enumerate(template.days)
    ]


def later(start: time, minutes: int) -> time:
    """Return the time so many minutes later on the same day."""
    return (datetime.combine(date.min, start) + timedelta(minutes=minutes)).time()
