"""The peer groups of a year: first rosters, who left, who came, who does what."""

from datetime import date, timedelta

from exchange.demo.circles import Circle, Seat, Usher
from exchange.demo.people import People, Person
from exchange.demo.texts import PURPOSES
from exchange.demo.world import World
from peergroups.models import Kind, Role

FIRST_YEAR_HAZARD, LATER_HAZARD = 0.0725, 0.031  # of leaving, in a quarter
REFILL = 0.35  # of an open seat, in a quarter
FADES = 0.6  # of those who leave come less in the half year before
RETURNS = 0.06  # of the seats that are filled go to somebody who left another group
TOGETHER = range(2, 5)  # so many of a group go over to another at once
SEATS_HELD = 11  # in a group on average, today
CIRCLE_ROLES = [
    Role.TIMEKEEPER,
    Role.GOALS_KEEPER,
    Role.PROCESS_OBSERVER,
    Role.SECRETARY,
    Role.PARKING_LOT_KEEPER,
    Role.HOST,
]


class PeerGroups:
    """Lets groups live through the past quarters, and fills them to the size of today."""

    def __init__(self, world: World, people: People) -> None:
        self.world, self.people = world, people
        self.chances = world.chances("peer groups")
        self.usher = Usher(world, self.chances)
        self.circles: list[Circle] = []
        self._left: list[Seat] = []

    def make(self, count: int) -> list[Circle]:
        """Make that many groups; each facilitator leads one in either wave."""
        half = (count + 1) // 2
        start = self.world.past[0].monday - timedelta(days=1)
        leads = [self._facilitator(start) for _ in range(half)]
        for number in range(1, count + 1):
            self._start(number, wave=(number - 1) // half, lead=leads[(number - 1) % half], on=start)
        for quarter in range(len(self.world.past)):
            self._live_through(quarter)
        self._change_groups()
        self._fill_up(count * SEATS_HELD)
        for circle in self.circles:
            self._share_out_roles(circle)
            self._grant_leaves(circle)
        return self.circles

    def _facilitator(self, before: date) -> Person:
        return self.people.join(before - timedelta(days=self.chances.randint(400, 3000)), job="Facilitator")

    def _start(self, number: int, *, wave: int, lead: Person, on: date) -> None:
        size = min(14, max(9, round(self.chances.gauss(12, 1.4))))
        group = self.usher.start_group(
            f"group-{number}",
            f"Group {number}",
            Kind.PEER_GROUP,
            purpose=self.chances.choice(PURPOSES),
            rhythm_days=91,
            seats=size,
        )
        circle = Circle(group, wave, quality=self.chances.gauss(0, 0.4), trend=self._trend(number))
        self.circles.append(circle)
        begun = (lead.member.joined_on or on) + timedelta(days=30)
        circle.lead = self.usher.seat(circle, lead, begun)
        self.usher.give_role(circle.lead, Role.FACILITATOR, begun)
        for _ in range(size):
            if self.chances.happens(0.9):
                joined_on = on - timedelta(days=91 * self._tenure() + self.chances.randint(0, 30))
                self.usher.seat(circle, self.people.join(joined_on), joined_on)

    def _trend(self, number: int) -> float:
        """Return how a group changes: one in twenty declines, so that there is something to notice."""
        return -0.35 if number % 20 == 13 else 0.0

    def _tenure(self) -> int:
        """Return how many quarters somebody has been here, as it is after ten years of coming and going."""
        return self.chances.one_of(
            {n: (1 - FIRST_YEAR_HAZARD) ** min(n, 4) * (1 - LATER_HAZARD) ** max(0, n - 4) for n in range(40)}
        )

    def _live_through(self, quarter: int) -> None:
        """Let people leave after a gathering and new ones come, until the next gathering or today."""
        ahead = self.world.gatherings[quarter + 1].monday
        first = self.world.gatherings[quarter].monday + timedelta(days=7)
        last = min(ahead - timedelta(days=7), self.world.today - timedelta(days=1))
        share = (last - first).days / (ahead - first).days
        for circle in self.circles:
            for seat in circle.holders(first):
                if self.chances.happens(share * self._hazard(circle, seat, first)):
                    seat.fades = self.chances.happens(FADES)
                    self.usher.end(seat, self.chances.day(first, last))
                    self._left.append(seat)
            is_last = quarter == len(self.world.past) - 1
            for _ in range(0 if is_last else self._open_seats(circle, last)):
                if self.chances.happens(REFILL):
                    self._welcome(circle, self.chances.day(first, last))

    def _hazard(self, circle: Circle, seat: Seat, on: date) -> float:
        first_year = (on - seat.row.joined_on).days < 365
        return (FIRST_YEAR_HAZARD if first_year else LATER_HAZARD) * (1.3 if circle.trend else 1)

    def _open_seats(self, circle: Circle, on: date) -> int:
        return (circle.group.seats or 0) - len(circle.holders(on))

    def _welcome(self, circle: Circle, on: date) -> None:
        """Give an open seat to somebody new, or to somebody who left another group a while ago."""
        month = timedelta(days=30)
        back = [
            s for s in self._left if s.row.left_on and s.row.left_on + month < on and s not in circle.seats
        ]
        if back and self.chances.happens(RETURNS):
            seat = self.chances.choice(back)
            self._left.remove(seat)
            self.usher.seat(circle, seat.person, on)
        else:
            self.usher.seat(circle, self.people.join(on), on)

    def _change_groups(self) -> None:
        """Let some of full groups go over to emptier ones. They keep whom they know, and so tie the two."""
        chances = self.world.chances("changing groups")
        first, last = self.world.past[-1].monday + timedelta(days=7), self.world.today - timedelta(days=2)
        by_room = sorted(self.circles, key=lambda circle: self._open_seats(circle, last))
        for full, emptier in zip(by_room, reversed(by_room[len(by_room) // 2 :]), strict=False):
            on, room = chances.day(first, last), self._open_seats(emptier, last)
            if room >= min(TOGETHER):
                for seat in chances.some(full.holders(on), min(room, max(TOGETHER))):
                    self.usher.end(seat, on)
                    self.usher.seat(emptier, seat.person, on + timedelta(days=1))

    def _fill_up(self, wanted: int) -> None:
        """Let newcomers of the last weeks bring the community to its size."""
        first, last = self.world.past[-1].monday + timedelta(days=7), self.world.today - timedelta(days=1)
        held = sum(len(circle.holders(self.world.today)) for circle in self.circles)
        rooms = [c for c in self.circles for _ in range(self._open_seats(c, self.world.today))]
        for circle in self.chances.some(rooms, max(0, wanted - held)):
            self._welcome(circle, self.chances.day(first, last))

    def _share_out_roles(self, circle: Circle) -> None:
        """Share out the roles of the year, and those of the year before."""
        start = self.world.past[1].monday
        before = start - timedelta(days=1)
        for on, ends_on in ((start - timedelta(days=364), before), (start, None)):
            seats = circle.holders(on if ends_on is None else before)
            for role, seat in zip(CIRCLE_ROLES, self.chances.some(seats, len(CIRCLE_ROLES)), strict=False):
                self.usher.give_role(seat, role, on, ends_on)

    def _grant_leaves(self, circle: Circle) -> None:
        """Let about one in forty be away for some months, some of them today."""
        for seat in circle.holders(self.world.today):
            if self.chances.happens(0.025) and seat.row.joined_on < self.world.past[0].monday:
                starts_on = self.chances.day(self.world.past[1].monday, self.world.today)
                self.usher.grant_leave(seat, starts_on, starts_on + timedelta(days=120))
