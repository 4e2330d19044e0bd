"""Groups, and the rules each of them lives by."""

from datetime import date
from typing import NamedTuple, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Lower
from django.urls import reverse

from members.keys import KeyField
from members.models import Member
from members.timezones import TimeZoneField


class Kind(models.TextChoices):
    PEER_GROUP = "peer group", "Peer group"
    COMMUNITY_OF_PRACTICE = "community of practice", "Community of practice"
    THINKING_GROUP = "thinking group", "Thinking group"
    WORK_TEAM = "work team", "Work team"
    NETWORK = "network", "Network"


class Keeps(models.TextChoices):
    """What a group writes down of its meetings: each level holds what those before it hold."""

    NOTHING = "nothing", "Nothing"
    TITLES = "titles", "Titles of what was talked about"
    COMMITMENTS = "commitments", "Titles and commitments"
    NOTES = "notes", "Titles, commitments and notes"

    @property
    def level(self) -> int:
        return list(Keeps).index(self)


class Policy(NamedTuple):
    """Which rules a group lives by. Each is a column of `Group`, so that a group can differ from its kind."""

    takes_attendance: bool
    plans_agenda: bool
    makes_commitments: bool
    nudges_answers: bool
    anyone_schedules: bool
    keeps: Keeps
    allowed_misses: int | None  # meetings in twelve months; none means that nobody counts
    late_is_half: bool
    notice_hours: int


_COMMITTED = Policy(
    takes_attendance=True,
    plans_agenda=True,
    makes_commitments=True,
    nudges_answers=True,
    anyone_schedules=False,
    keeps=Keeps.NOTES,
    allowed_misses=1,  # of four a year
    late_is_half=True,
    notice_hours=48,
)
_LIGHT = Policy(
    takes_attendance=False,
    plans_agenda=False,
    makes_commitments=False,
    nudges_answers=False,
    anyone_schedules=True,
    keeps=Keeps.NOTHING,
    allowed_misses=None,
    late_is_half=False,
    notice_hours=48,
)
POLICIES = {
    Kind.PEER_GROUP: _COMMITTED,
    Kind.COMMUNITY_OF_PRACTICE: _COMMITTED._replace(nudges_answers=False, allowed_misses=None),
    Kind.THINKING_GROUP: _LIGHT,
    Kind.WORK_TEAM: _COMMITTED._replace(anyone_schedules=True, allowed_misses=2),
    Kind.NETWORK: _LIGHT,
}
"""What a new group of each kind starts with."""


# As people count: Group 2 before Group 10, whatever the case. Numbers are written with ten digits.
_SORTED_AS = Func(
    Func(Lower("name"), Value("([0-9]+)"), Value(r"0000000000\1"), Value("g"), function="regexp_replace"),
    Value("[0-9]*([0-9]{10})"),
    Value(r"\1"),
    Value("g"),
    function="regexp_replace",
)


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """The groups in which the member holds a seat that day."""
        return self.filter(pk__in=member.memberships.current(on).values("group"))

    def in_order(self) -> Self:
        """By name, as people count."""
        return self.order_by("sorted_as", "pk")


class Group(models.Model):
    """A room with a roster: a peer group, a circle, a board, a breakfast."""

    key = KeyField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, choices=Kind.choices, default=Kind.PEER_GROUP)
    purpose = models.CharField(max_length=500, blank=True)
    timezone = TimeZoneField(blank=True)
    rhythm_days = models.PositiveSmallIntegerField("days from meeting to meeting", null=True, blank=True)
    seats = models.PositiveSmallIntegerField("seats to fill", null=True, blank=True)

    takes_attendance = models.BooleanField("attendance is taken", default=True)
    plans_agenda = models.BooleanField("meetings have an agenda", default=True)
    makes_commitments = models.BooleanField("members make commitments", default=True)
    nudges_answers = models.BooleanField("members who have not answered are reminded", default=True)
    anyone_schedules = models.BooleanField("any member may schedule a meeting", default=False)
    keeps = models.CharField(
        "what is written down", max_length=12, choices=Keeps.choices, default=Keeps.NOTES
    )
    allowed_misses = models.PositiveSmallIntegerField(
        "meetings one may miss in twelve months", null=True, blank=True, validators=[MaxValueValidator(52)]
    )
    late_is_half = models.BooleanField("coming late counts as half a miss", default=True)
    notice_hours = models.PositiveSmallIntegerField(
        "hours before which one says that one cannot come",
        default=48,
        validators=[MaxValueValidator(14 * 24)],
    )

    sorted_as = models.GeneratedField(
        expression=_SORTED_AS, output_field=models.TextField(), db_persist=True, editable=False
    )

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["sorted_as", "id"], name="groups_in_order")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("home:group", args=[self.key])

    @property
    def in_order(self) -> tuple[str, int]:
        """A key to sort groups by name, as people count."""
        return self.sorted_as, self.pk

    @property
    def policy(self) -> Policy:
        """The rules that hold in this group."""
        return Policy(*(getattr(self, rule) for rule in Policy._fields))
