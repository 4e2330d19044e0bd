"""The reviews that members bring, and what the others do with them."""

from datetime import datetime, timedelta

from exchange.demo import texts_reviews as texts
from exchange.demo.circles import Seat
from exchange.demo.people import Person
from exchange.demo.sessions import Session
from exchange.demo.world import World
from peergroups.models import PlanArea
from reviews.actions.reading import VERB_OF_KIND
from reviews.asking import AHEAD
from reviews.events import Happened
from reviews.models import Reading, Remark, RemarkKind, Review, ReviewArea

HANDED_IN, HANDED_IN_SO_FAR = 0.9, 0.5
DRAFTED_SO_FAR = 0.4  # of the others
READS, READS_SO_FAR = 0.5, 0.25
FURTHER = 5  # pages from one quarter to the next
REMARKS = 0.6  # of those who read leave one


class WrittenReviews:
    """Lets members write before a meeting, read each other, and leave an offer or a question."""

    def __init__(self, world: World, areas: list[PlanArea], visitor: Person) -> None:
        self.world, self.areas, self.visitor = world, areas, visitor
        self.chances = world.chances("reviews")

    def write(self, session: Session) -> None:
        """Let those who are asked write for a meeting; for a coming one some have, the visitor not quite."""
        is_ahead = session.meeting.starts_at > self.world.now
        reviews = []
        for seat in session.invited:
            if self._hands_in(seat, is_ahead=is_ahead):
                reviews.append(self._review(session, seat, handed_in=True))
            elif is_ahead and (seat.person is self.visitor or self.chances.happens(DRAFTED_SO_FAR)):
                self._review(session, seat, handed_in=False)
        self._read(session, reviews, READS_SO_FAR if is_ahead else READS)

    def _hands_in(self, seat: Seat, *, is_ahead: bool) -> bool:
        if is_ahead and seat.person is self.visitor:
            return False
        return self.chances.happens(HANDED_IN_SO_FAR if is_ahead else HANDED_IN)

    def _review(self, session: Session, seat: Seat, *, handed_in: bool) -> Review:
        """Write one page; a draft has its headline, its numbers, and one area."""
        page, done_at = self._page(session, seat), self._moment(session)
        begun_at = done_at - timedelta(days=self.chances.randint(0, 6), minutes=50)
        review = Review(
            meeting=session.meeting,
            member=seat.person.member,
            headline=page.headline,
            numbers=page.numbers,
            ask=page.ask if handed_in else "",
            begun_at=begun_at,
            changed_at=done_at,
            handed_in_at=done_at if handed_in else None,
        )
        self.world.add(review)
        self._tell(Happened.REVIEW_BEGUN, review, seat.person, at=begun_at)
        if handed_in:
            self._tell(Happened.REVIEW_HANDED_IN, review, seat.person, at=done_at)
        for area in self.areas if handed_in else self.areas[:1]:
            self.world.add(
                ReviewArea(
                    review=review,
                    area=area,
                    progress=self.chances.choice(texts.HOW_IT_WENT[area.name]),
                    next_steps=self.chances.choice(texts.WHAT_IS_NEXT[area.name]) if handed_in else "",
                )
            )
        return review

    def _page(self, session: Session, seat: Seat) -> texts.Page:
        """Return a page that the person has not handed in before, and hardly anybody else does now."""
        seats, begun_on = session.circle.seats, session.meeting.starts_on
        quarter = sum(week.monday <= begun_on for week in self.world.gatherings)
        return texts.PAGES[(seats.index(seat) + FURTHER * quarter) % len(texts.PAGES)]

    def _moment(self, session: Session) -> datetime:
        """Draw when a review was finished: about when they are due, and before today."""
        due_at = session.meeting.starts_at - AHEAD
        first = min(due_at - timedelta(days=8), self.world.now - timedelta(days=8))
        return self.chances.moment(first, min(due_at + timedelta(days=2), self.world.now))

    def _read(self, session: Session, reviews: list[Review], share: float) -> None:
        for review in reviews:
            others = [seat for seat in session.invited if seat.person.member is not review.member]
            for seat in others:
                if self.chances.happens(share):
                    self._read_one(review, seat.person, session)

    def _read_one(self, review: Review, reader: Person, session: Session) -> None:
        until = min(session.meeting.starts_at, self.world.now)
        at = self.chances.moment(review.handed_in_at or until, until)
        self.world.add(Reading(review=review, reader=reader.member, read_at=at))
        self._tell(Happened.REVIEW_READ, review, reader, at=at)
        if self.chances.happens(REMARKS):
            kind = self.chances.choice(list(RemarkKind))
            text = self.chances.choice(texts.OFFERS if kind == RemarkKind.OFFER else texts.QUESTIONS)
            self.world.add(Remark(review=review, author=reader.member, kind=kind, text=text, written_at=at))
            self._tell(VERB_OF_KIND[kind], review, reader, at=at)

    def _tell(self, verb: Happened, review: Review, who: Person, *, at: datetime) -> None:
        group = review.meeting.group
        self.world.tell(verb, at=at, by=who.member, toward=review.member, about=review, group=group)
