"""Prairie Circle: a fictional community of owners of service firms, and the past year of it."""

from collections.abc import Callable
from datetime import date, timedelta

from exchange.demo.circles import Circle
from exchange.demo.desk import choose_visitor, fill_desk
from exchange.demo.gatherings import HOME_ZONE, VENUES
from exchange.demo.light_groups import LightGroups
from exchange.demo.logins import open_doors
from exchange.demo.peer_groups import PeerGroups
from exchange.demo.people import People, Person
from exchange.demo.presence import Presence
from exchange.demo.promises import Promises
from exchange.demo.world import World
from exchange.demo.year import Year
from meetings.walltime import start_of_day
from peergroups.events import Happened
from peergroups.models import Community, CommunityAdmin, PlanArea


def make_prairie_circle(*, seed: int, today: date, groups: int, say: Callable[[str], None]) -> None:
    """Make and write the whole community, the same for the same seed and day."""
    world = World(seed=seed, today=today)
    people, presence = People(world), Presence(world)
    promises = Promises(world, _found_community())
    manager = _appoint(world, people, "Community manager")
    _appoint(world, people, "Programme lead")
    say(f"Seating {groups} groups ...")
    circles = PeerGroups(world, people).make(groups)
    visitor = choose_visitor(circles[0], world)
    say("Living through four quarters ...")
    year = Year(world, presence, promises)
    held = [year.live(circle) for circle in circles]
    fill_desk(world, promises, visitor, held[0])
    LightGroups(world, _seated(circles, today), visitor.person, presence).make()
    leader = circles[0].lead or visitor
    open_doors(
        world, {"member": visitor.person.member, "facilitator": leader.person.member, "admin": manager.member}
    )
    say("Writing it all down ...")
    world.save()


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
