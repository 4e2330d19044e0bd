"""The quarter's weeks: their waves with the meetings of the groups, and who is registered."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.text import slugify

from exchange.demo.circles import Circle
from exchange.demo.content_day import ContentDays
from exchange.demo.gatherings import Gathering, after
from exchange.demo.people import Person
from exchange.demo.sessions import Session
from exchange.demo.texts_programme import DIETS, HOTEL, REMARKS
from exchange.demo.world import World
from gatherings import models
from gatherings.events import Happened
from members.models import Member
from peergroups.models import PlanArea

OPENED = timedelta(days=70)
CLOSES = timedelta(days=10)
PLANNED = timedelta(days=240)
REGISTERED_SO_FAR, REGISTERED = 0.55, 0.85
HAS_A_DIET, HAS_A_REMARK, SHOWS_TRAVEL, FROM_AFAR = 0.18, 0.05, 0.15, 0.04


class Weeks:
    """Writes down the weeks in which the groups have met, the coming one, and the one after it."""

    def __init__(self, world: World, areas: list[PlanArea], organiser: Member, visitor: Person) -> None:
        self.world, self.organiser, self.visitor = world, organiser, visitor
        self.chances = world.chances("weeks")
        self.days = ContentDays(world, organiser)
        self._areas = {area.name: area for area in areas}

    def make(self, circles: list[Circle], held: list[list[Session]]) -> None:
        """Make every week; the last has been lived through and the coming one is being prepared."""
        plans = [*self.world.gatherings, after(self.world.coming)]
        weeks = [self._week(plan) for plan in plans]
        for number, (week, plan) in enumerate(zip(weeks, plans, strict=True)):
            waves = self._waves(week, plan)
            for circle, sessions in zip(circles, held, strict=True):
                session = sessions[number] if number < len(sessions) else None
                self._place(week, waves[circle.wave], circle, session)
        last, coming, later = weeks[-3:]
        self._register_all(last, circles, REGISTERED)
        people = self._register_all(coming, circles, REGISTERED_SO_FAR)
        self.days.live_through(last, [seat.person for sessions in held for seat in sessions[-2].there])
        self.days.prepare(coming, people, self.visitor)
        self.days.collect_proposals(later, people)

    def _week(self, plan: Gathering) -> models.Gathering:
        planned_at = self._at(plan.monday - PLANNED)
        opened_at = self._at(plan.monday - OPENED)
        week = models.Gathering(
            key=slugify(f"{plan.name}-{plan.monday:%m}"),
            name=plan.name,
            starts_on=plan.monday - timedelta(days=1),
            ends_on=plan.first_day(1) + timedelta(days=1),
            timezone=plan.venue.zone,
            venue=plan.venue.house,
            address=plan.venue.city,
            hotel=HOTEL.format(house=plan.venue.house),
            area=self._areas[plan.venue.focus],
            registration_closes_on=plan.monday - CLOSES,
            opened_at=opened_at if opened_at < self.world.now else None,
            changed_at=planned_at,
        )
        self.world.add(week)
        self._tell(Happened.GATHERING_STARTED, week, at=planned_at)
        if week.opened_at:
            self._tell(Happened.REGISTRATION_OPENED, week, at=opened_at)
        return week

    def _waves(self, week: models.Gathering, plan: Gathering) -> list[models.Wave]:
        days = [plan.first_day(number) for number in (0, 1)]
        return [
            self.world.add(
                models.Wave(gathering=week, name=name, first_on=on, last_on=on + timedelta(days=1))
            )
            for name, on in zip("AB", days, strict=True)
        ]

    def _place(
        self, week: models.Gathering, wave: models.Wave, circle: Circle, session: Session | None
    ) -> None:
        """Put a group into its wave; each has written its room into what was made for it."""
        place = models.WaveGroup(gathering=week, wave=wave, group=circle.group)
        if session:
            place.meeting, place.set_at = session.meeting, session.meeting.changed_at
            place.set_place = week.place
        self.world.add(place)

    def _register_all(self, week: models.Gathering, circles: list[Circle], share: float) -> list[Person]:
        """Let so many register, and the visitor in any case; return them."""
        coming = []
        for circle in circles:
            for seat in circle.expected(min(week.starts_on, self.world.today)):
                is_visitor = seat.person is self.visitor
                if is_visitor or (seat is not circle.lead and self.chances.happens(share)):
                    self._register(week, seat.person, wave=circle.wave)
                    coming.append(seat.person)
        return coming

    def _register(self, week: models.Gathering, person: Person, *, wave: int) -> None:
        at = self.chances.moment(
            week.opened_at or self.world.now, min(self._at(week.starts_on - CLOSES), self.world.now)
        )
        arrives_on = week.starts_on + timedelta(days=2 * wave)
        from_afar = self.chances.happens(FROM_AFAR)
        registration = models.Registration(
            gathering=week,
            member=person.member,
            diet=self._perhaps(HAS_A_DIET, DIETS),
            remark=self._perhaps(HAS_A_REMARK, REMARKS),
            arrives_on=None if from_afar else arrives_on,
            leaves_on=None if from_afar else arrives_on + timedelta(days=4),
            shows_travel=not from_afar and self.chances.happens(SHOWS_TRAVEL),
            joins_from_afar=from_afar,
            registered_at=at,
        )
        self.world.add(registration)
        self.world.tell(Happened.REGISTERED, at=at, by=person.member, about=week)

    def _perhaps(self, share: float, texts: Sequence[str]) -> str:
        return self.chances.choice(texts) if self.chances.happens(share) else ""

    def _at(self, on: date) -> datetime:
        return min(self.chances.hour(on, self.organiser.timezone), self.world.now)

    def _tell(self, verb: Happened, week: models.Gathering, *, at: datetime) -> None:
        self.world.tell(verb, at=at, by=self.organiser, about=week)
