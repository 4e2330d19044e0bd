"""Who said that they would come, and who came."""

from datetime import datetime, timedelta

from exchange.demo.circles import Seat
from exchange.demo.sessions import Session
from exchange.demo.world import World
from meetings.actions import VERB_OF_MARK, VERB_OF_REPLY
from meetings.models import Answer, Attendance, Mark, MeetingDay, Reply

USUAL = 2.25  # log-odds of coming
FADING = -0.9  # for each of the two quarters before leaving
LEADING = 4.5  # log-odds of a facilitator's coming

Replies = dict[Reply | None, float]
OF_THOSE_WHO_COME: Replies = {Reply.YES: 0.95, Reply.MAYBE: 0.02, None: 0.03}
OF_THOSE_WHO_DO_NOT: Replies = {Reply.YES: 0.35, Reply.NO: 0.42, Reply.MAYBE: 0.05, None: 0.18}
CHANGED_THEIR_MINDS = 0.35  # of those who say no said yes at first

FIRST_DAY = {Mark.PRESENT: 0.95, Mark.LATE: 0.05}
LATER_DAYS = {Mark.PRESENT: 0.92, Mark.PARTIAL: 0.05, Mark.EXCUSED: 0.03}


class Presence:
    """Draws answers and marks."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.chances = world.chances("presence")

    def answer_and_come(self, session: Session, *, answered: float = 1.0) -> list[Seat]:
        """Let everybody expected answer, or so large a part so far; mark who came, and return them."""
        shock = self.chances.gauss(0, 0.3)
        came = session.came
        for seat in session.circle.expected(session.meeting.starts_on):
            comes = self.chances.happens_at(self._logit(seat, session) + shock)
            is_over = session.meeting.ends_at <= self.world.now
            reply = None
            if self.chances.happens(answered) and (is_over or not seat.person.waits):
                reply = self._reply(seat, session, comes=comes)
            if is_over and session.is_recorded:
                self._mark(seat, session, reply, comes=comes)
            if comes:
                came.append(seat)
        return came

    def _logit(self, seat: Seat, session: Session) -> float:
        if seat is session.circle.lead:
            return LEADING
        quarters = (session.meeting.starts_on - self.world.past[0].monday).days / 91
        circle = session.circle
        return (
            USUAL
            + seat.person.keenness
            + circle.quality
            + circle.trend * quarters
            + session.mood
            + FADING * self._fading(seat, session)
        )

    def _fading(self, seat: Seat, session: Session) -> int:
        """Return how far somebody has drifted away: 0, or 1 or 2 in the half year before they leave."""
        if not seat.fades or not seat.row.left_on:
            return 0
        return max(0, 2 - (seat.row.left_on - session.meeting.starts_on).days // 91)

    def _reply(self, seat: Seat, session: Session, *, comes: bool) -> Reply | None:
        """Let somebody answer, and perhaps answer again."""
        reply = self.chances.one_of(OF_THOSE_WHO_COME if comes else OF_THOSE_WHO_DO_NOT)
        last = min(session.meeting.starts_at - timedelta(days=2), self.world.now)
        asked_at = max(
            session.meeting.changed_at,
            session.meeting.starts_at - timedelta(days=60),
            self.chances.hour(seat.row.joined_on, seat.person.member.timezone),
        )
        if reply is None or asked_at >= last:
            return None
        first_at, last_at = sorted(asked_at + (last - asked_at) * self.chances.random() for _ in range(2))
        if reply is Reply.NO and self.chances.happens(CHANGED_THEIR_MINDS):
            self._tell_reply(seat, session, Reply.YES, first_at)
        self._tell_reply(seat, session, reply, last_at)
        answer = Answer(meeting=session.meeting, member=seat.person.member, reply=reply, answered_at=last_at)
        self.world.add(answer)
        return reply

    def _tell_reply(self, seat: Seat, session: Session, reply: Reply, at: datetime) -> None:
        meeting = session.meeting
        self.world.tell(
            VERB_OF_REPLY[reply], at=at, by=seat.person.member, about=meeting, group=meeting.group
        )

    def _mark(self, seat: Seat, session: Session, reply: Reply | None, *, comes: bool) -> None:
        apology = 0.85 if reply is Reply.NO else 0.25
        away = Mark.EXCUSED if self.chances.happens(apology) else Mark.ABSENT
        for number, day in enumerate(session.days):
            mark = self.chances.one_of(LATER_DAYS if number else FIRST_DAY) if comes else away
            self._record(seat, session, day, mark)

    def _record(self, seat: Seat, session: Session, day: MeetingDay, mark: Mark) -> None:
        at = day.ends_at + timedelta(minutes=self.chances.randint(5, 60))
        by, member = session.circle.leader, seat.person.member
        self.world.add(Attendance(day=day, member=member, mark=mark, recorded_at=at, recorded_by=by))
        group = session.meeting.group
        self.world.tell(VERB_OF_MARK[mark], at=at, by=by, toward=member, about=day, group=group)
