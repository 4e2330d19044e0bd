"""Who there is: people with their firms, and how they are inclined."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from exchange.demo.names import CULTURES, FIRM_FIRST, FIRM_KIND, FIRM_SECOND, HOMES, JOBS
from exchange.demo.world import World
from members.models import Member, Organisation
from peergroups.events import Happened

SHARES_A_FIRM = 0.01
"""How often a new member comes from a firm that has somebody here already, in another group."""

_PLAIN = str.maketrans("łŁøØß", "lLoOs")


@dataclass(eq=False)
class Person:
    """A member, and how chance has inclined them, in log-odds."""

    member: Member
    keenness: float  # to come
    drive: float  # to do by the day what they said they would
    waits: bool = False  # has not answered any coming meeting


class People:
    """Makes people and firms, no two of the same name."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._chances = world.chances("people")
        self._keys: set[str] = set()
        self._firms: dict[str, Organisation] = {}

    def join(self, on: date, *, job: str = "") -> Person:
        """Let somebody new join the community on that day; who comes with a `job` works for it."""
        chances = self._chances
        name, key = self._name()
        home = chances.one_of({home: home.weight for home in HOMES})
        firm, industry = (None, "") if job else self._firm()
        member = Member(
            key=key,
            name=name,
            email=f"{key}@example.{'org' if chances.happens(0.7) else 'com'}",
            organisation=firm,
            industry=industry,
            job=job or chances.one_of(JOBS),
            city=home.city,
            country=home.country,
            timezone=home.zone,
            joined_on=on,
        )
        member.set_unusable_password()
        self.world.tell(Happened.MEMBER_ADDED, at=chances.hour(on, home.zone), toward=self.world.add(member))
        return Person(member, keenness=chances.gauss(0, 0.8), drive=chances.gauss(0, 0.7))

    def _name(self) -> tuple[str, str]:
        """Return a name that nobody has, and the key made of it."""
        while True:
            culture = self._chances.one_of({culture: culture.weight for culture in CULTURES})
            given, family = (self._chances.choice(names.split()) for names in (culture.given, culture.family))
            name = f"{given} {family}".replace("~", " ")
            key = slugify(name.translate(_PLAIN))
            if key not in self._keys:
                self._keys.add(key)
                return name, key

    def _firm(self) -> tuple[Organisation, str]:
        """Return a firm, mostly a new one, and its industry."""
        if self._firms and self._chances.happens(SHARES_A_FIRM):
            name = self._chances.choice(list(self._firms))
        else:
            name = self._firm_name()
            self._firms[name] = self.world.add(Organisation(name=name))
        return self._firms[name], next(trade for kind, trade in FIRM_KIND.items() if name.endswith(kind))

    def _firm_name(self) -> str:
        while True:
            words = (self._chances.choice(names.split()) for names in (FIRM_FIRST, FIRM_SECOND))
            name = " ".join([*words, self._chances.choice(list(FIRM_KIND))])
            if name not in self._firms:
                return name
