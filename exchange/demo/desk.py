"""The member whose desk a visitor sees: in time and in debt, asked by one and asking another."""

from datetime import timedelta

from exchange.demo.circles import Circle, Seat
from exchange.demo.promises import Promises
from exchange.demo.sessions import Session
from exchange.demo.texts import PROMISES
from exchange.demo.world import World


def choose_visitor(circle: Circle, world: World) -> Seat:
    """Choose somebody who has been here for the whole year; they come often, and answer late."""
    seat = _regulars(circle, world)[0]
    seat.person.keenness, seat.person.waits = 2.5, True
    return seat


def fill_desk(world: World, promises: Promises, seat: Seat, held: list[Session]) -> None:
    """Give the visitor promises: open, overdue and twice taken over, and one to ask somebody else about."""
    last, today = held[-2], world.today
    partner = next(other for other in _regulars(last.circle, world) if other is not seat)
    made_on = last.meeting.ends_on
    for who, witness, area, due_in in (
        (seat, partner, "Leadership", 9),
        (seat, partner, "Business", -6),
        (partner, seat, "Life", 12),
    ):
        days = (today - made_on).days + due_in
        promises.promise(last, who, PROMISES[area][0], area, partner=witness, days=days)
    debt = promises.promise(held[1], seat, PROMISES["Legacy"][1], "Legacy", partner=partner, days=60)
    promises.roll(debt, on=held[2].meeting.starts_on, to=held[3].meeting.starts_on - timedelta(days=7))
    promises.roll(debt, on=held[3].meeting.starts_on, to=today + timedelta(days=5))


def _regulars(circle: Circle, world: World) -> list[Seat]:
    """Return those who have held their seat through all the gatherings, and are not away."""
    first, today = world.past[0].monday, world.today
    return [seat for seat in circle.holders(first) if seat.is_expected(today) and not seat.leave]
