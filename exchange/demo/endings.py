"""The last meeting of a group as it was run and closed, and what was said, kept and taken home."""

from datetime import datetime, timedelta

from closing.events import Happened
from closing.models import (
    CareCall,
    Closing,
    Confirmation,
    Idea,
    IdeaVote,
    Learning,
    Minute,
    Pulse,
)
from commitments.models import Commitment
from exchange.demo import texts_closing as texts
from exchange.demo.chances import Deck
from exchange.demo.circles import Seat
from exchange.demo.people import Person
from exchange.demo.runs import Runs
from exchange.demo.sessions import Session
from exchange.demo.world import World
from meetings.models import Format
from members.models import Member

ANSWERED, WROTE_A_LINE = 0.8, 0.3
WORTH = {5: 0.4, 4: 0.4, 3: 0.15, 2: 0.05}
OPENNESS = {5: 0.45, 4: 0.4, 3: 0.1, 2: 0.05}
IDEAS = 4
CONFIRMED, WROTE_A_CARD = 0.9, 0.25
STILL_TO_CALL = 1  # of those who were missed


class Endings:
    """Ends meetings."""

    def __init__(self, world: World, visitor: Person) -> None:
        self.world, self.visitor = world, visitor
        self.chances = world.chances("endings")
        self.cards = Deck(self.chances, texts.TAKEN_HOME)
        self.runs = Runs(world)

    def end(self, session: Session) -> None:
        """Run a meeting to its end and close it."""
        ended_at = self.runs.run(session)
        closed_at = ended_at + timedelta(minutes=self.chances.randint(5, 40))
        by = session.circle.leader
        closing = Closing(meeting=session.meeting, closed_at=closed_at, closed_by=by)
        self.world.add(closing)
        self._tell(Happened.MEETING_CLOSED, session, session.meeting, at=closed_at, by=by)
        self._confirm(session, closed_at)
        for seat in session.there:
            if self.chances.happens(ANSWERED):
                self._say_how_it_was(session, seat, closed_at)
            if seat.person is self.visitor or self.chances.happens(WROTE_A_CARD):
                self.keep_learning(session, seat)
        if any(item.format == Format.BEST_IDEA for item in session.items):
            self._name_ideas(session, ended_at)
        self._write_minutes(session, closed_at)
        self._call_the_missed(session, closed_at)

    def keep_learning(self, session: Session, seat: Seat) -> None:
        """Let somebody write down what they take home, on the evening or a day later."""
        text, change = self.cards.deal(seat.person.member.key)
        at = session.meeting.ends_at + timedelta(hours=self.chances.randint(2, 30))
        card = Learning(
            meeting=session.meeting, member=seat.person.member, text=text, change=change, written_at=at
        )
        self.world.add(card)
        self._tell(Happened.LEARNING_WRITTEN, session, session.meeting, at=at, by=seat.person.member)

    def _confirm(self, session: Session, at: datetime) -> None:
        """Most of what was promised there was read out and confirmed."""
        by = session.circle.leader
        for commitment in self.world.rows(Commitment):
            if commitment.meeting is session.meeting and self.chances.happens(CONFIRMED):
                self.world.add(Confirmation(commitment=commitment, confirmed_at=at, confirmed_by=by))
                self._tell(
                    Happened.COMMITMENT_CONFIRMED,
                    session,
                    commitment,
                    at=at,
                    by=by,
                    toward=commitment.member,
                )

    def _say_how_it_was(self, session: Session, seat: Seat, closed_at: datetime) -> None:
        at = closed_at + timedelta(minutes=self.chances.randint(1, 900))
        pulse = Pulse(
            meeting=session.meeting,
            member=seat.person.member,
            worth=self.chances.one_of(WORTH),
            openness=self.chances.one_of(OPENNESS),
            line=self.chances.choice(texts.LINES) if self.chances.happens(WROTE_A_LINE) else "",
            answered_at=at,
        )
        self.world.add(pulse)
        self._tell(Happened.PULSE_ANSWERED, session, session.meeting, at=at, by=seat.person.member)

    def _name_ideas(self, session: Session, at: datetime) -> None:
        """Let some name an idea, and all who came say which was best."""
        authors = self.chances.some(session.there, IDEAS)
        ideas = [
            self.world.add(Idea(meeting=session.meeting, member=seat.person.member, text=text, offered_at=at))
            for seat, text in zip(authors, self.chances.some(texts.IDEAS, len(authors)), strict=True)
        ]
        for idea in ideas:
            self._tell(Happened.IDEA_OFFERED, session, idea, at=at, by=idea.member)
        for seat in session.there:
            who, best = seat.person.member, min(self.chances.choices(range(len(ideas)), k=2))
            vote = IdeaVote(meeting=session.meeting, member=who, idea=ideas[best], voted_at=at)
            self.world.add(vote)
            self._tell(Happened.IDEA_CHOSEN, session, session.meeting, at=at, by=who)

    def _write_minutes(self, session: Session, at: datetime) -> None:
        """Keep a note on a few items, and one on the meeting as a whole."""
        by = session.circle.leader
        notes = [
            (item, item.title, texts.MINUTES[Format(item.format)])
            for item in session.items
            if item.format in texts.MINUTES
        ]
        for item, about, text in [*notes, (None, "", self.chances.choice(texts.AS_A_WHOLE))]:
            self.world.add(
                Minute(
                    meeting=session.meeting, item=item, about=about, text=text, written_at=at, written_by=by
                )
            )
        self._tell(Happened.MINUTES_WRITTEN, session, session.meeting, at=at, by=by)

    def _call_the_missed(self, session: Session, closed_at: datetime) -> None:
        """Let whoever leads have called all but one of those who were missed."""
        missed = [seat for seat in session.invited if seat not in session.came]
        by = session.circle.leader
        for seat in missed[STILL_TO_CALL:]:
            at = closed_at + timedelta(days=self.chances.randint(1, 5))
            call = CareCall(meeting=session.meeting, member=seat.person.member, called_at=at, called_by=by)
            self.world.add(call)
            about, toward = session.meeting, seat.person.member
            self._tell(Happened.ABSENT_CALLED, session, about, at=at, by=by, toward=toward)

    def _tell(
        self, verb: Happened, session: Session, about: object, *, at: datetime, **who: Member | None
    ) -> None:
        self.world.tell(verb, at=at, about=about, group=session.circle.group, **who)
