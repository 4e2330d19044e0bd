"""What waits for the visitor's word: a date poll, an invitation, topics on a table, and a call today."""

from datetime import date, datetime, time, timedelta

from exchange.demo import texts_closing as texts
from exchange.demo.circles import Circle, Seat, Usher
from exchange.demo.gatherings import HOME_ZONE
from exchange.demo.light_groups import weekday_from
from exchange.demo.people import Person
from exchange.demo.presence import Presence
from exchange.demo.repeating import Repeating
from exchange.demo.sessions import Calendar, Session
from exchange.demo.world import World
from meetings.actions import Hours, Place
from meetings.agendas import ONE_HOUR
from peergroups.models import Kind, Role
from polls.events import Happened as Polled
from polls.models import Option, Poll, Suits, Vote
from series.events import Happened as Invited
from series.models import Invitation
from topics.events import Happened as Tabled
from topics.models import Dot, Table, Topic

A_QUARTER_OF_AN_HOUR = 15
LATEST, LAST_HOUR = time(22, 55), time(23)
TABLE_HOURS = (time(17, 30), time(18, 45))
SUITS = {Suits.YES: 0.5, Suits.IF_NEED_BE: 0.2, Suits.NO: 0.3}
VOTED, GAVE_DOTS, ANSWERED = 0.75, 0.6, 0.7
DOTS_EACH = 2


class Asked:
    """Asks the visitor, and lets the others answer."""

    def __init__(self, world: World, visitor: Seat) -> None:
        self.world, self.visitor = world, visitor
        self.chances = world.chances("asked")
        self.usher, self.calendar = Usher(world, self.chances), Calendar(world, self.chances)

    def call_today(self, circle: Circle, presence: Presence, clock: time) -> Session:
        """Put a call of one hour into today, so near that it can be run at once."""
        session = self.calendar.schedule(
            circle,
            "Call between meetings: one issue",
            [hour_after(self.world.today, clock)],
            Place(HOME_ZONE, link=f"https://meet.example.org/{circle.group.key}-between"),
            mood=0,
            ahead=6,
            template=ONE_HOUR,
            key=f"{circle.group.key}-{self.world.today}-between",
        )
        session.meeting.reply_by_on = None
        presence.answer_and_come(session, answered=ANSWERED)
        return session

    def ask_for_a_date(self, circle: Circle) -> None:
        """Ask the visitor's group which evening suits; many have said so, the visitor has not."""
        by, at = circle.leader, self.world.now - timedelta(days=4)
        poll = Poll(
            group=circle.group,
            title="An evening on prices: who raised what, and how",
            timezone=HOME_ZONE,
            link=f"https://meet.example.org/{circle.group.key}-evening",
            closes_on=self.world.today + timedelta(days=6),
            made_by=by,
            made_at=at,
        )
        self.world.tell(Polled.POLL_MADE, at=at, by=by, about=self.world.add(poll), group=circle.group)
        options = [self._offer(poll, days) for days in (8, 9, 11, 12)]
        for seat in circle.expected(self.world.today):
            if seat is not self.visitor and self.chances.happens(VOTED):
                self._vote(poll, options, seat.person)

    def _offer(self, poll: Poll, days: int) -> Option:
        starts, ends = TABLE_HOURS
        on = weekday_from(self.world.today + timedelta(days=days), days % 5)  # no two on one weekday
        return self.world.add(Option(poll=poll, on=on, starts=starts, ends=ends))

    def _vote(self, poll: Poll, options: list[Option], person: Person) -> None:
        at = self.chances.moment(poll.made_at, self.world.now)
        for option in options:
            suits = self.chances.one_of(SUITS)
            self.world.add(Vote(option=option, member=person.member, suits=suits, voted_at=at))
        self.world.tell(Polled.VOTED, at=at, by=person.member, about=poll, group=poll.group)

    def invite(self, founder: Seat, people: list[Person]) -> None:
        """Let somebody of the visitor's group start a monthly evening, and ask the visitor to join it."""
        world, at = self.world, self.world.now - timedelta(days=2)
        group = self.usher.start_group(
            "handing-over",
            "Handing over",
            Kind.THINKING_GROUP,
            purpose="Five owners who will stop within ten years, thinking aloud about what comes after.",
            timezone=HOME_ZONE,
            rhythm_days=28,
        )
        circle = Circle(group)
        for person in [founder.person, *people]:
            self.usher.seat(circle, person, world.today - timedelta(days=30))
        self.usher.give_role(circle.seats[0], Role.HOST, world.today - timedelta(days=30))
        first = weekday_from(world.today + timedelta(days=9), 1)
        where = Place(HOME_ZONE, link="https://meet.example.org/handing-over")
        sessions = [
            self.calendar.schedule(
                circle,
                "Handing over",
                [Hours(first + timedelta(weeks=4 * number), *TABLE_HOURS)],
                where,
                mood=0,
                ahead=20,
            )
            for number in range(12)
        ]
        Repeating(world).bind(sessions, *TABLE_HOURS, every=4)
        member, by = self.visitor.person.member, founder.person.member
        invitation = world.add(Invitation(group=group, member=member, invited_by=by, invited_at=at))
        world.tell(Invited.INVITED, at=at, by=by, toward=member, about=invitation, group=group)

    def lay_table(self, sessions: list[Session]) -> None:
        """Put topics on the table of the next meeting, with the dots of the others."""
        session = next(session for session in sessions if session.meeting.ends_at > self.world.now)
        meeting = session.meeting
        others = [seat for seat in session.invited if seat.person is not self.visitor.person]
        table = self.world.add(Table(meeting=meeting))
        at = self.world.now - timedelta(days=2)
        named = zip(self.chances.some(others, len(texts.AT_THE_TABLE)), texts.AT_THE_TABLE, strict=False)
        topics = [
            Topic(meeting=meeting, title=title, proposed_by=seat.person.member, proposed_at=at)
            for seat, title in named
        ]
        topics.append(
            Topic(meeting=meeting, title=texts.AT_THE_TABLE_NAMELESS, proposed_at=at, stays_here=True)
        )
        for topic in topics:
            self._tell_table(Tabled.TOPIC_PROPOSED, table, self.world.add(topic), by=topic.proposed_by, at=at)
        for seat in others:
            if self.chances.happens(GAVE_DOTS):
                for topic in self.chances.some(topics, DOTS_EACH):
                    self.world.add(Dot(topic=topic, member=seat.person.member))
                    self._tell_table(Tabled.DOT_GIVEN, table, topic, by=seat.person.member, at=at)

    def _tell_table(self, verb: Tabled, table: Table, topic: Topic, *, by: object, at: datetime) -> None:
        table.version += 1
        self.world.tell(verb, at=at, by=by, about=topic, group=table.meeting.group)


def hour_after(today: date, clock: time) -> Hours:
    """Return an hour of the day that begins at the next quarter; in the last hour it begins at midnight."""
    if clock >= LAST_HOUR:
        return Hours(today + timedelta(days=1), time(0), time(1))
    minutes = (clock.hour * 60 + clock.minute) // A_QUARTER_OF_AN_HOUR * A_QUARTER_OF_AN_HOUR
    starts = min(minutes + A_QUARTER_OF_AN_HOUR, LATEST.hour * 60 + LATEST.minute)
    return Hours(today, time(starts // 60, starts % 60), time(starts // 60 + 1, starts % 60))
