"""The year of the peer groups: four gatherings, the calls between them, and the gathering that is coming."""

from datetime import time, timedelta

from exchange.demo import texts
from exchange.demo.circles import Circle, Seat
from exchange.demo.gatherings import HOME_ZONE, Gathering
from exchange.demo.presence import Presence
from exchange.demo.promises import Promises
from exchange.demo.sessions import Calendar, Session, hours_of
from exchange.demo.world import World
from meetings.actions import Hours, Place
from meetings.agendas import ONE_HOUR, TWO_DAYS

TOGETHER, BY_CALL = 0.25, -0.1  # log-odds of coming
PROMISES_TOGETHER, PROMISES_BY_CALL = 2.2, 0.5  # of each who came
CALL_AFTER = timedelta(days=42)
ANSWERED_SO_FAR = 0.6
CALLED_OFF, FORGOTTEN = 0.02, 0.03  # of the calls; nobody wrote down who came to the forgotten


class Year:
    """Lets each group meet, promise and meet again."""

    def __init__(self, world: World, presence: Presence, promises: Promises) -> None:
        self.world, self.presence, self.promises = world, presence, promises
        self.chances = world.chances("year")
        self.calendar = Calendar(world, self.chances)
        self.last_call: dict[str, Session] = {}  # by the key of the group

    def live(self, circle: Circle) -> list[Session]:
        """Let a group live through the year; return its meetings at the gatherings."""
        weekday, hour = self.chances.randint(1, 3), self.chances.randint(10, 15)
        held = []
        for gathering in self.world.gatherings:
            held.append(self._meet(circle, gathering))
            self._call(circle, gathering, weekday, time(hour))
        return held

    def _meet(self, circle: Circle, gathering: Gathering) -> Session:
        venue, room = gathering.venue, circle.group.name.replace("Group", "room")
        session = self.calendar.schedule(
            circle,
            gathering.title,
            hours_of(TWO_DAYS, gathering.first_day(circle.wave)),
            Place(venue.zone, place=f"{venue.house}, {venue.city}, {room}"),
            mood=venue.mood + TOGETHER,
            ahead=200,
            template=TWO_DAYS,
        )
        is_ahead = gathering is self.world.coming
        came = self.presence.answer_and_come(session, answered=ANSWERED_SO_FAR if is_ahead else 1)
        if not is_ahead:
            self._promise(circle, gathering, session, came, PROMISES_TOGETHER)
        return session

    def _call(self, circle: Circle, gathering: Gathering, weekday: int, starts: time) -> None:
        day = gathering.monday + CALL_AFTER + timedelta(days=weekday)
        session = self.calendar.schedule(
            circle,
            "Mid-quarter call",
            [Hours(day, starts, starts.replace(hour=starts.hour + 1))],
            Place(HOME_ZONE, link=f"https://meet.example.org/{circle.group.key}"),
            mood=gathering.venue.mood + BY_CALL,
            template=ONE_HOUR,
        )
        if day >= self.world.today:
            self.presence.answer_and_come(session, answered=ANSWERED_SO_FAR / 4)
        elif self.chances.happens(CALLED_OFF):
            self.calendar.cancel(session, self.chances.choice(texts.CANCELLED))
        else:
            session.is_recorded = not self.chances.happens(FORGOTTEN)
            came = self.presence.answer_and_come(session)
            if session.is_recorded:
                self.last_call[circle.group.key] = session
            self._promise(circle, gathering, session, came, PROMISES_BY_CALL)

    def _promise(
        self, circle: Circle, gathering: Gathering, session: Session, came: list[Seat], mean: float
    ) -> None:
        later = [g.first_day(circle.wave) for g in self.world.gatherings if g.monday > gathering.monday]
        self.promises.make(session, came, mean=mean, focus=gathering.venue.focus, reviews=later)
