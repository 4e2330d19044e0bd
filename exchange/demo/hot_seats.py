"""What the groups work on: the issues in their parking lots, the dots, and whose turn it has been."""

from datetime import date, datetime, timedelta

from exchange.demo import texts_closing
from exchange.demo.circles import Circle, Seat
from exchange.demo.people import Person
from exchange.demo.sessions import Session
from exchange.demo.texts_reviews import MATTERS, Matter
from exchange.demo.world import World
from issues.events import Happened
from issues.models import DOTS_EACH, Dot, HotSeat, HotSeatNote, Issue, Priority
from meetings.models import AgendaItem, Format

MINUTES = (30, 45, 45, 45, 60)
PRIORITIES = {Priority.URGENT: 0.25, Priority.SOON: 0.5, Priority.SOME_DAY: 0.25}
WAITING = 5  # issues in a parking lot today
STAYS = 0.2  # in the room
HAS_DOTS = 0.6  # of those expected have put theirs
NOTES_EACH = 2


class HotSeats:
    """Lets each group choose, work and choose again; who has waited longest comes first."""

    def __init__(self, world: World, visitor: Person) -> None:
        self.world, self.visitor = world, visitor
        self.chances = world.chances("hot seats")

    def make(self, circle: Circle, held: list[Session], call: Session | None) -> None:
        """Work the hot seats of past meetings, and choose some for the next, with which `held` ends."""
        matters, last = self.chances.sample(MATTERS, len(MATTERS)), dict[int, date]()
        coach = None
        for session in held[:-1]:
            coach = self._work(session, matters, last, coach)
        *_, before, coming = held
        waiting = self._fill_parking_lot(circle, before, matters)
        if call:
            self._choose(call, waiting[1], coach, at=self.world.now - timedelta(days=1))
        first = self._choose(coming, waiting[0], coach, at=self.world.now - timedelta(days=2))
        open_still = [issue for issue in waiting if issue is not first.issue]
        self._put_dots(coming, open_still)

    def _work(
        self, session: Session, matters: list[Matter], last: dict[int, date], coach: Seat | None
    ) -> Seat | None:
        """Give the places of a meeting to those who came and have waited longest; the last coaches next."""
        seats = sorted(session.there, key=lambda seat: last.get(id(seat), seat.row.joined_on))
        meeting = session.meeting
        for place, seat in zip(_places(session), seats, strict=False):
            last[id(seat)] = meeting.starts_on
            issue = self._issue(seat, matters.pop(), before=meeting.starts_on)
            hot_seat = self._choose(session, issue, coach, at=meeting.starts_at - timedelta(days=6))
            issue.worked_at, issue.worked_at_meeting = place.day.ends_at, meeting
            self._tell(Happened.ISSUE_WORKED, issue, at=place.day.ends_at, by=session.circle.leader)
            self._take_notes(session, hot_seat)
            coach = seat
        return coach

    def _fill_parking_lot(self, circle: Circle, before: Session, matters: list[Matter]) -> list[Issue]:
        """Let some offer what they want to work on, the visitor among them; who sat lately does not."""
        sat = {row.presenter.key for row in self.world.rows(HotSeat) if row.meeting is before.meeting}
        today, seats = self.world.today, circle.expected(self.world.today)
        free = [seat for seat in seats if seat is not circle.lead and seat.person.member.key not in sat]
        free = self.chances.some(free, len(free))
        free.sort(key=lambda seat: seat.person is not self.visitor)
        chosen = [*free[1:WAITING], *free[:1]]  # the visitor's is not chosen yet
        return [self._issue(seat, matters.pop(), before=today) for seat in chosen]

    def _issue(self, seat: Seat, matter: Matter, *, before: date) -> Issue:
        """Let somebody offer an issue in the weeks before a day."""
        offered_on = max(seat.row.joined_on, before - timedelta(days=self.chances.randint(9, 60)))
        at = self.chances.hour(offered_on, seat.person.member.timezone)
        issue = Issue(
            group=seat.row.group,
            member=seat.person.member,
            title=matter.title,
            question=matter.question,
            priority=self.chances.one_of(PRIORITIES),
            minutes=self.chances.choice(MINUTES),
            stays_in_the_room=self.chances.happens(STAYS),
            offered_on=offered_on,
            changed_at=min(at, self.world.now),
        )
        self._tell(Happened.ISSUE_OFFERED, self.world.add(issue), at=at, by=issue.member)
        return issue

    def _choose(self, session: Session, issue: Issue, coach: Seat | None, *, at: datetime) -> HotSeat:
        """Give an issue a hot seat, in the next free place of the agenda."""
        taken = [row.item for row in self.world.rows(HotSeat) if row.meeting is session.meeting]
        item = next((place for place in _places(session) if place not in taken), None)
        hot_seat = HotSeat(
            meeting=session.meeting,
            issue=issue,
            presenter=issue.member,
            coach=coach.person.member if coach and coach.person.member is not issue.member else None,
            item=item,
            chosen_at=at,
        )
        if item:
            item.owner, item.owner_role = issue.member, ""
        by = session.circle.leader
        self.world.tell(
            Happened.HOT_SEAT_CHOSEN,
            at=at,
            by=by,
            toward=issue.member,
            about=self.world.add(hot_seat),
            group=issue.group,
        )
        return hot_seat

    def _take_notes(self, session: Session, hot_seat: HotSeat) -> None:
        """Let others write something down for the presenter, who may have shown it to the group."""
        others = [seat for seat in session.there if seat.person.member is not hot_seat.presenter]
        texts = self.chances.some(texts_closing.NOTES, NOTES_EACH)
        for seat, text in zip(self.chances.some(others, NOTES_EACH), texts, strict=False):
            at = session.meeting.ends_at - timedelta(minutes=self.chances.randint(60, 200))
            released_at = session.meeting.ends_at if self.chances.happens(0.5) else None
            note = HotSeatNote(
                hot_seat=hot_seat,
                text=text,
                written_by=seat.person.member,
                written_at=at,
                released_at=released_at,
            )
            by, group = seat.person.member, session.meeting.group
            self.world.tell(Happened.NOTE_WRITTEN, at=at, by=by, about=self.world.add(note), group=group)

    def _put_dots(self, session: Session, issues: list[Issue]) -> None:
        """Let many say what the meeting should work on; the visitor has not yet."""
        for seat in session.invited:
            if seat.person is self.visitor or not issues or not self.chances.happens(HAS_DOTS):
                continue
            for number in range(1, DOTS_EACH + 1):
                self.world.add(
                    Dot(
                        meeting=session.meeting,
                        member=seat.person.member,
                        number=number,
                        issue=self.chances.choice(issues),
                    )
                )
            at = self.chances.moment(self.world.now - timedelta(days=9), self.world.now)
            who, meeting = seat.person.member, session.meeting
            self.world.tell(Happened.DOTS_PLACED, at=at, by=who, about=meeting, group=meeting.group)

    def _tell(self, verb: Happened, issue: Issue, *, at: datetime, by: object) -> None:
        toward = None if by is issue.member else issue.member
        self.world.tell(verb, at=at, by=by, toward=toward, about=issue, group=issue.group)


def _places(session: Session) -> list[AgendaItem]:
    return [item for item in session.items if item.format == Format.HOT_SEAT]
