"""What was promised in the groups, and what became of it."""

from collections import Counter
from datetime import date, datetime, timedelta

from commitments.actions import VERB_OF_OUTCOME
from commitments.events import Happened
from commitments.models import Commitment, Outcome, Rollover
from exchange.demo import texts
from exchange.demo.circles import Seat
from exchange.demo.sessions import Session
from exchange.demo.world import World
from members.models import Member
from peergroups.models import PlanArea

ON_TIME, WITH_A_PARTNER = 0.45, 0.5  # log-odds of being kept by the day
HAS_A_PARTNER = 0.7
LATE_AFTER_ALL = 0.5  # of those that are not kept by the day
ROLLED = 0.25  # of those that come to a review unkept are taken over instead of closed
KEPT_AFTER_ALL = 0.4  # of those that were taken over
UNKEPT = {Outcome.MISSED: 0.48, Outcome.PARTLY: 0.24, Outcome.CHANGED: 0.14, Outcome.DROPPED: 0.14}


class Promises:
    """Makes commitments at meetings and lets time pass over them."""

    def __init__(self, world: World, areas: list[PlanArea]) -> None:
        self.world = world
        self.chances = world.chances("promises")
        self._areas = {area.name: area for area in areas}
        self._keys: Counter[str] = Counter()

    def make(
        self, session: Session, came: list[Seat], *, mean: float, focus: str, reviews: list[date]
    ) -> None:
        """Let those who came promise about so many things each, to be looked at on the days of `reviews`."""
        promising = [seat for seat in came if seat is not session.circle.lead]
        self.chances.shuffle(promising)
        partners = [*promising[1:], *promising[:1]]
        for seat, partner in zip(promising, partners, strict=True):
            for promise, area in self._said(focus, self.chances.poisson(mean)).items():
                with_partner = partner is not seat and self.chances.happens(HAS_A_PARTNER)
                commitment = self.promise(
                    session, seat, promise, area, partner=partner if with_partner else None
                )
                self._become(commitment, seat.person.drive, reviews)

    def _said(self, focus: str, count: int) -> dict[texts.Promise, str]:
        """Draw different things to promise with their areas, half of them about the focus of the quarter."""
        said: dict[texts.Promise, str] = {}
        while len(said) < count:
            area = focus if self.chances.happens(0.5) else self.chances.choice(list(texts.PROMISES))
            said[self.chances.choice(texts.PROMISES[area])] = area
        return said

    def promise(
        self,
        session: Session,
        seat: Seat,
        said: texts.Promise,
        area: str,
        *,
        partner: Seat | None,
        days: int | None = None,
    ) -> Commitment:
        """Let somebody promise something at the end of a meeting, due in so many days."""
        member, made_on = seat.person.member, session.meeting.ends_on
        due_on = made_on + timedelta(days=days or self.chances.randint(14, 80))
        text, signal, first_step = self._worded(said)
        commitment = Commitment(
            key=self._key(member, made_on),
            group=session.meeting.group,
            member=member,
            meeting=session.meeting,
            text=text,
            signal=signal if self.chances.happens(0.8) else "",
            first_step=first_step if self.chances.happens(0.8) else "",
            area=self._areas[area],
            partner=partner.person.member if partner else None,
            made_on=made_on,
            first_due_on=due_on,
            due_on=due_on,
        )
        self.world.add(commitment)
        self._tell(Happened.COMMITMENT_MADE, commitment, at=session.meeting.ends_at)
        self._begin(commitment)
        return commitment

    def _worded(self, said: texts.Promise) -> list[str]:
        words = {
            "few": self.chances.choice(texts.FEW),
            "many": self.chances.choice(texts.MANY),
            "day": self.chances.choice(texts.DAYS),
            "time": self.chances.choice(texts.TIMES),
        }
        return [text.format(**words) for text in said]

    def _key(self, member: Member, made_on: date) -> str:
        base = f"{member.key}-{made_on}"
        self._keys[base] += 1
        return base if self._keys[base] == 1 else f"{base}-{self._keys[base]}"

    def _begin(self, commitment: Commitment) -> None:
        """Take the first step within two days, or a little later, or not at all."""
        if commitment.first_step and self.chances.happens(0.7):
            on = commitment.made_on + timedelta(days=self.chances.randint(1, 3))
            if on < self.world.today:
                commitment.first_step_taken_at = self._evening(on, commitment)
                self._tell(Happened.FIRST_STEP_TAKEN, commitment, at=commitment.first_step_taken_at)

    def _become(self, commitment: Commitment, drive: float, reviews: list[date]) -> None:
        made_on, due_on = commitment.made_on, commitment.first_due_on or commitment.made_on
        if self.chances.happens_at(ON_TIME + drive + (WITH_A_PARTNER if commitment.partner else 0)):
            self.close(commitment, Outcome.KEPT, self.chances.day(made_on + timedelta(days=3), due_on))
        elif self.chances.happens(LATE_AFTER_ALL):
            self.close(commitment, Outcome.KEPT, due_on + timedelta(days=self.chances.randint(2, 35)))
        else:
            self._review(commitment, [on for on in reviews if due_on < on < self.world.today])

    def _review(self, commitment: Commitment, reviews: list[date]) -> None:
        """Come to later meetings with it unkept: some take it over, the others say what became of it."""
        for on in reviews:
            if not self.chances.happens(ROLLED):
                self.close(commitment, self.chances.one_of(UNKEPT), on)
                return
            to = on + timedelta(days=self.chances.randint(45, 75))
            self.roll(commitment, on=on, to=to)
            if self.chances.happens(KEPT_AFTER_ALL):
                self.close(commitment, Outcome.KEPT, self.chances.day(on + timedelta(days=5), to))
                return

    def close(self, commitment: Commitment, outcome: Outcome, on: date) -> None:
        """Close it on that day; what lies ahead is not known yet, and it stays open."""
        if on < self.world.today:
            commitment.outcome, commitment.closed_on = outcome, on
            if self.chances.happens(0.45):
                commitment.learned = self.chances.choice(texts.LEARNED)
            self._tell(VERB_OF_OUTCOME[outcome], commitment, at=self._evening(on, commitment))

    def roll(self, commitment: Commitment, *, on: date, to: date) -> None:
        """Take it over at a review."""
        at = self._evening(on, commitment)
        self.world.add(
            Rollover(
                commitment=commitment,
                was_due_on=commitment.due_on,
                now_due_on=to,
                rolled_at=at,
                by=commitment.member,
            )
        )
        commitment.due_on = to
        self._tell(Happened.COMMITMENT_ROLLED, commitment, at=at)

    def _evening(self, on: date, commitment: Commitment) -> datetime:
        return self.chances.hour(on, commitment.member.timezone, first=17, last=21)

    def _tell(self, verb: str, commitment: Commitment, *, at: datetime) -> None:
        self.world.tell(verb, at=at, by=commitment.member, about=commitment, group=commitment.group)
