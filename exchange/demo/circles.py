"""The peer groups: who sat in them over the past year, when they came and when they left."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from exchange.demo.chances import Chances
from exchange.demo.people import Person
from exchange.demo.world import World
from members.models import Member
from peergroups.events import Happened
from peergroups.models import POLICIES, Group, Kind, Leave, Membership, Role, RoleTerm

NEW = timedelta(days=90)
"""How long a newcomer is provisional."""


@dataclass(eq=False)
class Seat:
    """A seat, its holder, and whether they drift away before they leave."""

    person: Person
    row: Membership
    fades: bool = False
    leave: Leave | None = None

    def is_held(self, on: date) -> bool:
        return self.row.joined_on <= on <= (self.row.left_on or date.max)

    def is_expected(self, on: date) -> bool:
        """Whether the holder is expected at a meeting that begins that day."""
        away = self.leave and self.leave.starts_on <= on <= (self.leave.ends_on or date.max)
        return self.is_held(on) and not away


@dataclass(eq=False)
class Circle:
    """A group with its seats, and what makes it better or worse than others, in log-odds of coming."""

    group: Group
    wave: int = 0
    quality: float = 0.0
    trend: float = 0.0  # from quarter to quarter
    seats: list[Seat] = field(default_factory=list)
    lead: Seat | None = None

    @property
    def leader(self) -> Member | None:
        return self.lead.person.member if self.lead else None

    def holders(self, on: date) -> list[Seat]:
        """Who holds a seat that day, but for the facilitator."""
        return [seat for seat in self.seats if seat.is_held(on) and seat is not self.lead]

    def expected(self, on: date) -> list[Seat]:
        return [seat for seat in self.seats if seat.is_expected(on)]


class Usher:
    """Starts groups, shows people to their seats, gives them roles, and tells the ledger."""

    def __init__(self, world: World, chances: Chances) -> None:
        self.world, self.chances = world, chances

    def start_group(self, key: str, name: str, kind: Kind, **fields: object) -> Group:
        group = self.world.add(Group(key=key, name=name, kind=kind, **POLICIES[kind]._asdict(), **fields))
        founded = self.world.today - timedelta(days=self.chances.randint(1500, 3600))
        self.world.tell(
            Happened.GROUP_STARTED, at=self.chances.hour(founded, "UTC"), about=group, group=group
        )
        return group

    def seat(self, circle: Circle, person: Person, joined_on: date) -> Seat:
        confirmed = joined_on + NEW
        row = Membership(
            group=circle.group,
            member=person.member,
            joined_on=joined_on,
            full_on=confirmed if confirmed <= self.world.today else None,
        )
        seat = Seat(person, self.world.add(row))
        circle.seats.append(seat)
        self._tell(Happened.MEMBERSHIP_STARTED, seat, on=joined_on)
        return seat

    def end(self, seat: Seat, left_on: date) -> None:
        seat.row.left_on = left_on
        if seat.row.full_on and seat.row.full_on > left_on:
            seat.row.full_on = None
        self._tell(Happened.MEMBERSHIP_ENDED, seat, on=left_on)

    def give_role(self, seat: Seat, role: Role, starts_on: date, ends_on: date | None = None) -> None:
        """Give a role from that day, or from the day of joining, for as long as the seat is held."""
        starts_on = max(starts_on, seat.row.joined_on)
        ends_on = min(filter(None, [ends_on, seat.row.left_on]), default=None)
        if ends_on is None or starts_on <= ends_on:
            term = RoleTerm(membership=seat.row, role=role, starts_on=starts_on, ends_on=ends_on)
            self.world.add(term)
            self._tell(Happened.ROLE_TAKEN, seat, on=starts_on)

    def grant_leave(self, seat: Seat, starts_on: date, ends_on: date | None) -> None:
        seat.leave = self.world.add(Leave(membership=seat.row, starts_on=starts_on, ends_on=ends_on))
        self._tell(Happened.LEAVE_GRANTED, seat, on=starts_on)

    def _tell(self, verb: Happened, seat: Seat, *, on: date) -> None:
        at = self.chances.hour(on, seat.person.member.timezone)
        self.world.tell(verb, at=at, toward=seat.person.member, about=seat.row, group=seat.row.group)
