"""Prairie Circle: a fictional community of owners of service firms, and the past year of it."""

from collections.abc import Callable
from datetime import date, time, timedelta

from exchange.demo.asked import Asked
from exchange.demo.circles import Circle, Seat
from exchange.demo.desk import choose_visitor, fill_desk
from exchange.demo.endings import Endings
from exchange.demo.gatherings import HOME_ZONE, VENUES
from exchange.demo.hot_seats import HotSeats
from exchange.demo.light_groups import LightGroups
from exchange.demo.logins import open_doors
from exchange.demo.peer_groups import PeerGroups
from exchange.demo.people import People, Person
from exchange.demo.presence import Presence
from exchange.demo.promises import Promises
from exchange.demo.sessions import Session
from exchange.demo.surveys import Surveys
from exchange.demo.weeks import Weeks
from exchange.demo.world import World
from exchange.demo.written_reviews import WrittenReviews
from exchange.demo.year import Year
from meetings.walltime import start_of_day
from peergroups.events import Happened
from peergroups.models import Community, CommunityAdmin, PlanArea


def make_prairie_circle(
    *, seed: int, today: date, clock: time, groups: int, say: Callable[[str], None]
) -> None:
    """Make and write the whole community, the same for the same seed, day and quarter of an hour."""
    world = World(seed=seed, today=today)
    people, presence, areas = People(world), Presence(world), _found_community()
    promises = Promises(world, areas)
    manager = _appoint(world, people, "Community manager")
    _appoint(world, people, "Programme lead")
    say(f"Seating {groups} groups ...")
    circles = PeerGroups(world, people).make(groups)
    visitor = choose_visitor(circles[0], world)
    say("Living through four quarters ...")
    year = Year(world, presence, promises)
    held = [year.live(circle) for circle in circles]
    fill_desk(world, promises, visitor, held[0])
    table = LightGroups(world, _seated(circles, today), visitor.person, presence).make()
    say("Preparing the next meetings, and closing the last ...")
    asked = Asked(world, visitor)
    call = asked.call_today(circles[0], presence, clock)
    _write_and_work(world, areas=areas, visitor=visitor, circles=circles, held=held, year=year, call=call)
    Weeks(world, areas, manager.member, visitor.person).make(circles, held)
    asked.ask_for_a_date(circles[0])
    asked.invite(_partner(visitor, circles[0], today), _seated(circles[1:], today)[:4])
    asked.lay_table(table)
    leader = circles[0].lead or visitor
    surveys = Surveys(world, circles, manager.member)
    surveys.make(visitor.person, leader.person)
    open_doors(
        world, {"member": visitor.person.member, "facilitator": leader.person.member, "admin": manager.member}
    )
    say("Writing it all down ...")
    world.save()
    surveys.hand_in()


def _write_and_work(
    world: World,
    *,
    areas: list[PlanArea],
    visitor: Seat,
    circles: list[Circle],
    held: list[list[Session]],
    year: Year,
    call: Session,
) -> None:
    """Let every group prepare its meetings, work on what presses, and end the last one."""
    reviews, hot_seats = WrittenReviews(world, areas, visitor.person), HotSeats(world, visitor.person)
    endings = Endings(world, visitor.person)
    for circle, sessions in zip(circles, held, strict=True):
        seen = sessions if _leads(circle) is _leads(circles[0]) else sessions[-2:]  # who logs in sees these
        for session in seen:
            reviews.write(session)
        hot_seats.make(circle, sessions, call if circle is circles[0] else None)
        for session in filter(None, [sessions[-2], year.last_call.get(circle.group.key)]):
            endings.end(session)
    for session in held[0][:-2]:
        if visitor in session.came:
            endings.keep_learning(session, visitor)


def _found_community() -> list[PlanArea]:
    """Name the community, and put its plan areas in the order in which the quarters take them up."""
    community = Community.current()
    community.name, community.timezone = "Prairie Circle", HOME_ZONE
    community.purpose = "Owners of service firms who hold each other to what they said they would do."
    community.save()
    areas = {area.name: area for area in PlanArea.objects.all()}
    for position, venue in enumerate(VENUES, 1):
        areas[venue.focus].position = position
    PlanArea.objects.bulk_update(areas.values(), ["position"])
    return list(areas.values())


def _appoint(world: World, people: People, job: str) -> Person:
    """Let somebody look after the community since three years ago."""
    since_on = world.today - timedelta(days=1095)
    admin = people.join(since_on, job=job)
    world.add(CommunityAdmin(member=admin.member, since_on=since_on))
    at = start_of_day(since_on, HOME_ZONE)
    world.tell(Happened.ADMIN_APPOINTED, at=at, toward=admin.member)
    return admin


def _seated(circles: list[Circle], today: date) -> list[Person]:
    """Return who sits in a peer group today, in the order of the groups."""
    return [seat.person for circle in circles for seat in circle.holders(today)]


def _leads(circle: Circle) -> Person | None:
    return circle.lead.person if circle.lead else None


def _partner(visitor: Seat, circle: Circle, today: date) -> Seat:
    """Return somebody who sits beside the visitor."""
    return next(seat for seat in circle.holders(today) if seat is not visitor)
