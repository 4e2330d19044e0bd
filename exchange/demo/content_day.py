"""Content Day: its programme, who speaks and who goes where, and how it was."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from exchange.demo import texts_programme as texts
from exchange.demo.people import Person
from exchange.demo.world import World
from gatherings.actions.gatherings import USUAL_ROUNDS
from gatherings.events import Happened
from gatherings.models import (
    ContentDay,
    Gathering,
    ProposalVote,
    Rating,
    Round,
    Session,
    Signup,
    Speaker,
    Track,
)
from gatherings.models.programme import Kind, State
from gatherings.models.taking_part import Hold
from members.models import Member

SEATS = (None, None, 40, 60)
FROM_OUTSIDE = 0.2  # of the sessions have a speaker who is no member
GOES, GOES_OUT = 0.6, 0.35  # of the people have chosen a session of a round, or an activity
CAME, RATED = 0.85, 0.6
STARS = {5: 0.4, 4: 0.4, 3: 0.15, 2: 0.05}
IN_LINE = 6  # before the session that everybody wants
LIKES = 0.25  # of the people vote for a proposal
SET_BEFORE = timedelta(days=30)


class ContentDays:
    """Makes programmes, and lets people sign up, come, and say how it was."""

    def __init__(self, world: World, organiser: Member) -> None:
        self.world, self.organiser = world, organiser
        self.chances = world.chances("content day")

    def live_through(self, week: Gathering, people: list[Person]) -> None:
        """Make the programme of a week that is over: sessions, who came, and the stars."""
        day = self._day(week, rounds=2)
        for stretch, sessions in self._programme(day, people, first=3):
            self._choose(stretch, sessions, self._free(sessions, people))
        for signup in [row for row in self.world.rows(Signup) if row.session.content_day is day]:
            self._come(signup)

    def prepare(self, week: Gathering, people: list[Person], visitor: Person) -> None:
        """Make the programme of the coming week; one session is full, and the visitor waits before it."""
        day, others = self._day(week), [person for person in people if person is not visitor]
        wanted = None
        for stretch, sessions in self._programme(day, others, first=0):
            if wanted is None:
                free = self._free(sessions, others)
                wanted = sessions.pop(0)
                in_line = self._fill_up(wanted, stretch, free, visitor)
                self._choose(stretch, sessions, [person for person in free if person not in in_line])
                self._sign_up(sessions[0], stretch, visitor, Hold.SEAT, at=self.world.now)
            else:
                self._choose(stretch, sessions, self._free(sessions, others))

    def collect_proposals(self, week: Gathering, people: list[Person]) -> None:
        """Let members propose sessions for a week whose programme is not made yet, and vote for them."""
        day = self._day(week, is_set=False)
        authors = self.chances.some(people, len(texts.PROPOSALS))
        for author, (title, takes_home) in zip(authors, texts.PROPOSALS, strict=False):
            at = self.chances.moment(self.world.now - timedelta(days=20), self.world.now)
            session = self._session(day, title, takes_home, by=author.member, at=at)
            self.world.add(Speaker(session=session, member=author.member))
            liking = self.chances.random() * 2 * LIKES
            for person in people:
                if person is not author and self.chances.happens(liking):
                    self.world.add(ProposalVote(session=session, member=person.member))
                    self.world.tell(Happened.VOTED, at=self.world.now, by=person.member, about=session)

    def _day(self, week: Gathering, *, rounds: int = 3, is_set: bool = True) -> ContentDay:
        """Lay out a day with so many rounds of sessions."""
        on = week.starts_on + timedelta(days=3)
        set_at = min(self.chances.hour(on - SET_BEFORE, week.timezone), self.world.now - timedelta(days=4))
        day = self.world.add(ContentDay(gathering=week, on=on, set_at=set_at if is_set else None))
        if is_set:
            self.world.tell(Happened.PROGRAMME_SET, at=set_at, by=self.organiser, about=day)
        dropped = [slot for slot in USUAL_ROUNDS if slot.kind == Kind.SESSION][rounds:]
        slots = [slot for slot in USUAL_ROUNDS if slot not in dropped]
        self._rounds = [self.world.add(Round(content_day=day, **slot._asdict())) for slot in slots]
        self._tracks = [
            self.world.add(Track(content_day=day, name=thread.name, room=thread.room))
            for thread in texts.THREADS
        ]
        return day

    def _programme(
        self, day: ContentDay, people: list[Person], *, first: int
    ) -> list[tuple[Round, list[Session]]]:
        """Plan sessions of each track from its `first` on, and the activities; return all by round."""
        made = []
        rounds = [stretch for stretch in self._rounds if stretch.kind == Kind.SESSION]
        for number, stretch in enumerate(rounds):
            authors = iter(self.chances.some(people, min(len(self._tracks), len(people) // 2)))
            sessions = []
            for track, thread in zip(self._tracks, texts.THREADS, strict=True):
                title, takes_home = thread.sessions[first + number]
                place = {"round": stretch, "track": track, "room": track.room}
                sessions.append(self._planned(day, title, takes_home, next(authors, None), **place))
            made.append((stretch, sessions))
        afternoon = next(stretch for stretch in self._rounds if stretch.kind == Kind.ACTIVITY)
        activities = [
            self._planned(day, title, takes_home, None, round=afternoon, kind=Kind.ACTIVITY, room=room)
            for title, takes_home, room in texts.ACTIVITIES
        ]
        return [*made, (afternoon, activities)]

    def _planned(
        self, day: ContentDay, title: str, takes_home: str, author: Person | None, **place: object
    ) -> Session:
        """Put a session into the programme; mostly whoever proposed it speaks, or somebody from outside."""
        at = (day.set_at or self.world.now) - timedelta(days=self.chances.randint(5, 40))
        by = author.member if author else self.organiser
        seats = self.chances.choice(SEATS)
        session = self._session(
            day, title, takes_home, by=by, at=at, state=State.PLANNED, capacity=seats, **place
        )
        self.world.tell(Happened.SESSION_PLANNED, at=day.set_at or at, by=self.organiser, about=session)
        if session.kind == Kind.SESSION:
            is_guest = author is None or self.chances.happens(FROM_OUTSIDE)
            guest = self.chances.choice(texts.GUESTS) if is_guest else ""
            self.world.add(Speaker(session=session, member=None if guest else by, name=guest))
        return session

    def _session(
        self, day: ContentDay, title: str, takes_home: str, *, by: Member, at: datetime, **fields: object
    ) -> Session:
        session = Session(
            content_day=day, title=title, takes_home=takes_home, proposed_by=by, proposed_at=at, **fields
        )
        self.world.tell(Happened.SESSION_PROPOSED, at=at, by=by, about=self.world.add(session))
        return session

    def _free(self, sessions: list[Session], people: list[Person]) -> list[Person]:
        """Return those who speak at none of these sessions, which run beside each other."""
        rows = self.world.rows(Speaker)
        speaking = [row.member for row in rows if row.member and any(row.session is s for s in sessions)]
        return [person for person in people if not any(person.member is who for who in speaking)]

    def _fill_up(
        self, session: Session, stretch: Round, people: list[Person], visitor: Person
    ) -> list[Person]:
        """Let a small session be full, with others and at last the visitor in line; return them all."""
        session.capacity = max(1, min(len(people), max(3, len(people) // 20)))
        keen = self.chances.some(people, session.capacity + IN_LINE)
        moments = sorted(self._moment(session) for _ in keen)
        for number, (person, at) in enumerate(zip(keen, moments, strict=True)):
            hold = Hold.SEAT if number < session.capacity else Hold.WAITING
            self._sign_up(session, stretch, person, hold, at=at)
        self._sign_up(session, stretch, visitor, Hold.WAITING, at=self.world.now)
        return keen

    def _choose(self, stretch: Round, sessions: Sequence[Session], people: list[Person]) -> None:
        """Let many of these people take a seat in one of the sessions, as long as there are seats."""
        taken = [0] * len(sessions)
        for person in people:
            number = self.chances.randrange(len(sessions))
            seats = sessions[number].capacity
            goes = self.chances.happens(GOES_OUT if stretch.kind == Kind.ACTIVITY else GOES)
            if goes and (seats is None or taken[number] < seats):
                taken[number] += 1
                at = self._moment(sessions[number])
                self._sign_up(sessions[number], stretch, person, Hold.SEAT, at=at)

    def _sign_up(self, session: Session, stretch: Round, person: Person, hold: Hold, *, at: datetime) -> None:
        self.world.add(Signup(session=session, round=stretch, member=person.member, state=hold, at=at))
        verb = Happened.SIGNED_UP if hold == Hold.SEAT else Happened.WAITS
        self.world.tell(verb, at=at, by=person.member, about=session)

    def _moment(self, session: Session) -> datetime:
        """Draw when somebody signs up: after the programme stands, and before the day or today."""
        day = session.content_day
        begun = day.set_at or self.world.now
        return self.chances.moment(begun, min(day.at(USUAL_ROUNDS[0].starts), self.world.now))

    def _come(self, signup: Signup) -> None:
        """Let somebody check in, and perhaps say how it was."""
        if not self.chances.happens(CAME):
            return
        signup.checked_in_at = signup.round.starts_at - timedelta(minutes=self.chances.randint(0, 20))
        who, about = signup.member, signup.session
        self.world.tell(Happened.CHECKED_IN, at=signup.checked_in_at, by=who, toward=who, about=about)
        if self.chances.happens(RATED):
            stars = self.chances.one_of(STARS)
            self.world.add(Rating(session=about, member=who, stars=stars))
            self.world.tell(Happened.RATED, at=signup.round.ends_at, by=who, about=about)
