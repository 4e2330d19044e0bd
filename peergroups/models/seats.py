"""Who sits in a group, from when to when, and what they do there."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.fields.ranges import BigIntegerRangeField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value

from members.models import Member
from peergroups.models.group import Group


class Standing(models.TextChoices):
    """How a seat stands on a day; derived from its dates, never stored."""

    COMING = "coming", "Joins later"
    PROVISIONAL = "provisional", "Provisional"
    FULL = "full", "Full member"
    SABBATICAL = "sabbatical", "On sabbatical"
    FORMER = "former", "Former"


class Role(models.TextChoices):
    """What somebody does in a group besides being a member."""

    FACILITATOR = "facilitator", "Facilitator"
    CHAIR = "chair", "Chair"
    HOST = "host", "Host"
    TIMEKEEPER = "timekeeper", "Timekeeper"
    PROCESS_OBSERVER = "process observer", "Process observer"
    GOALS_KEEPER = "goals keeper", "Goals keeper"
    PARKING_LOT_KEEPER = "parking-lot keeper", "Parking-lot keeper"
    SECRETARY = "secretary", "Secretary"


LEADING_ROLES = [Role.FACILITATOR, Role.CHAIR]


Day = date | OuterRef
"""A day, or in a subquery the name of a column of the outer query that holds it (an OuterRef)."""


def running(on: Day, *, start: str, end: str) -> Q:
    """A period from `start` to `end` (the last day; none means open) covers the day `on`."""
    return Q(**{f"{start}__lte": on}) & (Q(**{end: None}) | Q(**{f"{end}__gte": on}))


def _covers(first: date, last: date | None, on: date) -> bool:
    return first <= on and (last is None or on <= last)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, on: Day) -> Self:
        """Seats that are held on that day, both ends included; leave does not end a seat."""
        return self.filter(running(on, start="joined_on", end="left_on"))

    def with_leading(self, on: date) -> Self:
        """Each with `is_leading`: whether its holder has a role that day that leads the group."""
        terms = RoleTerm.objects.current(on).filter(membership=OuterRef("pk"), role__in=LEADING_ROLES)
        return self.annotate(is_leading=Exists(terms))

    def expected(self, on: Day) -> Self:
        """Seats whose holder is expected at a meeting that begins that day: held, and not on leave."""
        inner = OuterRef(on) if isinstance(on, OuterRef) else on  # one query further in
        away = Leave.objects.current(inner).filter(membership=OuterRef("pk"))
        return self.current(on).exclude(Exists(away))

    def at_the_table(self, on: Day) -> Self:
        """Without those who facilitate the group that day: they lead from beside it, and take no turns."""
        inner = OuterRef(on) if isinstance(on, OuterRef) else on  # one query further in
        terms = RoleTerm.objects.current(inner).filter(membership=OuterRef("pk"), role=Role.FACILITATOR)
        return self.exclude(Exists(terms))

    def with_leave(self, on: date) -> Self:
        """Each with `is_away`: whether its holder is on leave that day."""
        return self.annotate(is_away=Exists(Leave.objects.current(on).filter(membership=OuterRef("pk"))))

    def visible_to(self, member: Member, *, on: date) -> Self:
        """The seats of the groups in which the member holds one."""
        return self.filter(group__in=Group.objects.visible_to(member, on=on))


def _as_range(number: str) -> Func:
    """A number as a range of itself: equality for a GiST index, without the btree_gist extension."""
    return Func(F(number), F(number), Value("[]"), function="int8range", output_field=BigIntegerRangeField())


class Membership(models.Model):
    """A person's seat in a group, from the day of joining to the last day. Coming back is a new seat."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Member, models.CASCADE, related_name="memberships")
    joined_on = models.DateField()
    full_on = models.DateField("full member since", null=True, blank=True)
    left_on = models.DateField("last day", null=True, blank=True)

    is_away: bool  # only after `with_leave`
    is_leading: bool  # only after `with_leading`

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["group", "member__name", "joined_on"]
        indexes = [models.Index(fields=["member", "group", "joined_on"], name="seats_of_a_member")]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")), name="a_seat_ends_after_it_begins"
            ),
            ExclusionConstraint(
                name="seats_of_one_person_do_not_overlap",
                expressions=[
                    (_as_range("group"), RangeOperators.OVERLAPS),
                    (_as_range("member"), RangeOperators.OVERLAPS),
                    (
                        Func(
                            F("joined_on"),
                            F("left_on"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.group}"

    def is_expected(self, on: date) -> bool:
        """As `MembershipQuerySet.expected` has it; no query if the leaves were read with the seat."""
        return _covers(self.joined_on, self.left_on, on) and not any(
            _covers(leave.starts_on, leave.ends_on, on) for leave in self.leaves.all()
        )

    def standing(self, on: date, *, is_away: bool) -> Standing:
        """How the seat stands that day; whether its holder is on leave the caller has read."""
        if self.joined_on > on:
            return Standing.COMING
        if self.left_on and self.left_on < on:
            return Standing.FORMER
        if is_away:
            return Standing.SABBATICAL
        return Standing.FULL if self.full_on and self.full_on <= on else Standing.PROVISIONAL


class LeaveQuerySet(models.QuerySet["Leave"]):
    def current(self, on: Day) -> Self:
        return self.filter(running(on, start="starts_on", end="ends_on"))


class Leave(models.Model):
    """An agreed absence of a seat holder (a sabbatical): the seat stays theirs, and nobody expects them."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="leaves")
    starts_on = models.DateField()
    ends_on = models.DateField("last day", null=True, blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="leave_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"leave from {self.starts_on}"


class RoleTermQuerySet(models.QuerySet["RoleTerm"]):
    def current(self, on: Day) -> Self:
        return self.filter(running(on, start="starts_on", end="ends_on"))


class RoleTerm(models.Model):
    """A role that a seat holder has from a day to a day."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="roles")
    role = models.CharField(max_length=30, choices=Role.choices)
    starts_on = models.DateField()
    ends_on = models.DateField("last day", null=True, blank=True)

    objects = RoleTermQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_role_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["membership", "role"], condition=Q(ends_on=None), name="one_open_term_of_each_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} since {self.starts_on}"
