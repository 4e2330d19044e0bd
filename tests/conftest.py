"""The standing cast, and the day on which every test plays."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management.color import no_style
from django.db import connection
from django.test import Client, TransactionTestCase, override_settings

from members.models import Member
from peergroups.clock import day, today
from peergroups.models import Group, Kind, Membership, Role
from tests import factories

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
LONGEST = ("tests/journeys/", "tests/embedded/", "tests/test_doors.py")
KEPT_TABLES = {"django_content_type", "auth_permission"}  # as the migrations left them


@pytest.hookimpl(trylast=True)  # pytest-django has its own order
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: a worker that is done takes over short tests from the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Drop no database that goes with its services anyway: a dying connection to it would be an error."""
    return "TEST_DATABASE_URL" not in os.environ


@pytest.fixture(scope="session", autouse=True)
def static_files_are_found_when_asked_for() -> Iterator[None]:
    """Otherwise every new browser of a test would first look through all folders of static files."""
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session", autouse=True)
def tables_are_emptied() -> Iterator[None]:
    """After a test that commits, Django would also write all content types and permissions anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: empty_tables())
        yield


def empty_tables() -> None:
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), sorted(tables - KEPT_TABLES)))


@pytest.fixture(scope="session", autouse=True)
def passwords_are_hashed_in_fewer_rounds() -> Iterator[None]:
    """By the same hasher: its million rounds would keep a test waiting as they keep a thief."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PBKDF2PasswordHasher, "iterations", 1_000)
        yield


@pytest.fixture(autouse=True)
def the_day(request: pytest.FixtureRequest) -> Iterator[None]:
    """It is Monday, 4 May 2026, ten o'clock UTC; except where other processes run by the real clock."""
    if request.node.get_closest_marker("real_time"):
        yield
        return
    with time_machine.travel(NOW, tick=True):
        yield


@dataclass(frozen=True)
class Cast:
    """People by what they are to Oak. Elm is another group; Grove is a breakfast without a leader."""

    oak: Group
    elm: Group
    grove: Group
    member: Member
    partner: Member
    newcomer: Member  # joined a week ago
    former: Member  # left a month ago
    facilitator: Member
    neighbour: Member  # facilitates Elm
    outsider: Member  # has an account and no seat
    admin: Member  # looks after the community, has no seat

    def __getitem__(self, who: str) -> Member:
        assert who in {field.name for field in fields(self)}
        found = getattr(self, who)
        assert isinstance(found, Member)
        return found

    def seat(self, member: Member, group: Group | None = None) -> Membership:
        return Membership.objects.get(group=group or self.oak, member=member)


@pytest.fixture
def cast(db: None) -> Cast:
    with day(today()):  # asked for once, since it is asked for in every second test
        return _cast()


def _cast() -> Cast:
    oak, elm = factories.group("Oak", purpose="Build firms that outlive us."), factories.group("Elm")
    grove = factories.group("Grove", kind=Kind.THINKING_GROUP)
    people = {
        who: factories.member(name, email=f"{who}@example.org", key=who)
        for who, name in {
            "member": "Mara Lind",
            "partner": "Paul Okoye",
            "newcomer": "Nina Costa",
            "former": "Frank Weiss",
            "facilitator": "Farah Haddad",
            "neighbour": "Noor Jansen",
            "outsider": "Otto Brandt",
            "admin": "Ada Moreau",
        }.items()
    }
    factories.seat(oak, people["member"])
    factories.seat(oak, people["partner"])
    factories.seat(oak, people["newcomer"], joined_on=today() - timedelta(days=7))
    factories.seat(oak, people["former"], left_on=today() - timedelta(days=30))
    factories.seat(oak, people["facilitator"], role=Role.FACILITATOR)
    factories.seat(elm, people["neighbour"], role=Role.FACILITATOR)
    factories.seat(grove, people["member"])
    factories.admin(people["admin"])
    return Cast(oak=oak, elm=elm, grove=grove, **people)


@pytest.fixture
def enter(cast: Cast) -> "Enter":
    """A browser in which somebody of the cast has logged in: `enter("member").get(url)`."""
    return Enter(cast)


class Enter:
    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def __call__(self, who: str) -> Client:
        client = Client()
        if who != "nobody":
            client.force_login(self.cast[who])
        return client
