"""The light groups beside the peer groups: breakfasts, communities of practice, and the open network."""

from datetime import date, time, timedelta
from typing import NamedTuple

from exchange.demo.circles import Circle, Usher
from exchange.demo.gatherings import HOME_ZONE
from exchange.demo.people import Person
from exchange.demo.presence import Presence
from exchange.demo.repeating import Repeating
from exchange.demo.sessions import Calendar, Session
from exchange.demo.world import World
from meetings.actions import Hours, Place
from peergroups.models import Group, Kind, Role
from peergroups.models.seats import LEADING_ROLES
from series.actions.running import AHEAD

LESS = -1.4
"""Log-odds: of coming to what nobody has to come to, compared with one's own group."""


class Breakfast(NamedTuple):
    """A weekly table without agenda, for those who live near it."""

    city: str
    place: str
    zone: str
    weekday: int


BREAKFASTS = (
    Breakfast("Dallas", "The Blue Kettle, Elm Street", "America/Chicago", 2),
    Breakfast("Minneapolis", "Mill Street Bakery", "America/Chicago", 3),
    Breakfast("Denver", "Cherry Lane Diner", "America/Denver", 2),
    Breakfast("Orlando", "Orange Grove Café", "America/New_York", 4),
    Breakfast("Chicago", "Third Coast Kitchen", "America/Chicago", 1),
    Breakfast("London", "The Copper Pot, Clerkenwell", "Europe/London", 3),
)
PRACTICES = ("Service managers", "Security", "Marketing", "Finance", "People")
BREAKFAST_HOURS, CALL_HOURS, OPEN_HOURS = (
    (time(7, 30), time(8, 30)),
    (time(11), time(12)),
    (time(12), time(12, 45)),
)
NOT_THIS_TIME = 3  # weeks from now the first of the tables is empty


class LightGroups:
    """Makes groups of people who sit in peer groups already."""

    def __init__(self, world: World, members: list[Person], visitor: Person, presence: Presence) -> None:
        self.world, self.members, self.visitor, self.presence = world, members, visitor, presence
        self.chances = world.chances("light groups")
        self.usher = Usher(world, self.chances)
        self.calendar = Calendar(world, self.chances)
        self.repeating = Repeating(world)

    def make(self) -> list[Session]:
        """Make them all; return the meetings of the table at which the visitor sits."""
        tables = [self._breakfast(breakfast) for breakfast in BREAKFASTS]
        for practice in PRACTICES:
            self._practice(practice)
        self._network()
        return tables[0]

    def _breakfast(self, breakfast: Breakfast) -> list[Session]:
        group = self.usher.start_group(
            f"breakfast-{breakfast.city.lower()}",
            f"{breakfast.city} breakfast",
            Kind.THINKING_GROUP,
            purpose="Think aloud over coffee. No agenda, no speaker, nobody has to come.",
            timezone=breakfast.zone,
            rhythm_days=7,
        )
        circle = self._gather(group, self._near(breakfast), Role.HOST)
        first = weekday_from(self.world.today - timedelta(weeks=8), breakfast.weekday)
        days = [first + timedelta(weeks=week) for week in range(8 + AHEAD)]
        skipped = days.pop(8 + NOT_THIS_TIME) if breakfast is BREAKFASTS[0] else None
        where = Place(breakfast.zone, breakfast.place)
        sessions = [self._meet(circle, "Breakfast", [Hours(on, *BREAKFAST_HOURS)], where) for on in days]
        self.repeating.bind(sessions, *BREAKFAST_HOURS, every=1, skipped=skipped)
        return sessions

    def _near(self, breakfast: Breakfast) -> list[Person]:
        """Return those who live in the city first, and the visitor at the first of the tables."""
        people = self.chances.some(self.members, len(self.members))
        people.sort(key=lambda person: person.member.city != breakfast.city)
        if breakfast is BREAKFASTS[0]:
            people.sort(key=lambda person: person is not self.visitor)
        return people[:14]

    def _practice(self, practice: str) -> None:
        key = practice.lower().replace(" ", "-")
        group = self.usher.start_group(
            f"practice-{key}",
            practice,
            Kind.COMMUNITY_OF_PRACTICE,
            purpose=f"{practice}: what works, what does not, and who knows more.",
            rhythm_days=28,
        )
        circle = self._gather(group, self.chances.some(self.members, 24), Role.CHAIR)
        first = weekday_from(self.world.today - timedelta(weeks=52), self.chances.randint(0, 3))
        where = Place(HOME_ZONE, link=f"https://meet.example.org/{key}")
        days = [first + timedelta(weeks=4 * month) for month in range(15)]
        sessions = [self._meet(circle, f"{practice} call", [Hours(on, *CALL_HOURS)], where) for on in days]
        self.repeating.bind(sessions, *CALL_HOURS, every=4, rotates_host=False)

    def _network(self) -> None:
        group = self.usher.start_group(
            "open-network",
            "Open network",
            Kind.NETWORK,
            purpose="Anybody may ask, anybody may answer.",
            rhythm_days=28,
        )
        circle = self._gather(group, self.chances.some(self.members, 140), Role.HOST)
        first = weekday_from(self.world.today - timedelta(weeks=12), 4)
        where = Place(HOME_ZONE, link="https://meet.example.org/open-hour")
        days = [first + timedelta(weeks=4 * month) for month in range(4)]
        sessions = [self._meet(circle, "Open hour", [Hours(on, *OPEN_HOURS)], where) for on in days]
        self.repeating.bind(sessions, *OPEN_HOURS, every=4, rotates_host=False)

    def _gather(self, group: Group, people: list[Person], role: Role) -> Circle:
        """Seat these people, who joined over the last three years; the one who joined first has the role."""
        circle = Circle(group)
        for person in people:
            earliest = max(
                person.member.joined_on or self.world.today, self.world.today - timedelta(days=1100)
            )
            self.usher.seat(circle, person, self.chances.day(earliest, self.world.today - timedelta(days=1)))
        circle.seats.sort(key=lambda seat: seat.row.joined_on)
        eldest = circle.seats[0]
        self.usher.give_role(eldest, role, eldest.row.joined_on)
        circle.lead = eldest if role in LEADING_ROLES else None
        return circle

    def _meet(self, circle: Circle, title: str, hours: list[Hours], where: Place) -> Session:
        session = self.calendar.schedule(circle, title, hours, where, mood=LESS, ahead=14)
        days_ahead = (hours[0].on - self.world.today).days
        self.presence.answer_and_come(
            session, answered=0.5 if days_ahead < 0 else 0.2 if days_ahead < 28 else 0
        )
        return session


def weekday_from(on: date, weekday: int) -> date:
    """Return the first such day of the week from that day on."""
    return on + timedelta(days=(weekday - on.weekday()) % 7)
