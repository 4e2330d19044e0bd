"""Content Day: its rounds and tracks, and the sessions in them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DecimalRangeField, RangeOperators
from django.contrib.postgres.fields.ranges import BigIntegerRangeField
from django.db import models
from django.db.models import Count, F, FilteredRelation, Func, Q, Value
from django.db.models.functions import Extract, Lower
from django.urls import reverse

from gatherings.models.gathering import Gathering
from members.models import Member

CHECK_IN_OPENS = timedelta(minutes=30)
"""How long before its start one can check in to a session."""


class ContentDay(models.Model):
    """The one day of the week on which both waves are there: sessions to choose from, and activities."""

    gathering = models.OneToOneField(Gathering, models.CASCADE, related_name="content_day")
    on = models.DateField()
    set_at = models.DateTimeField(
        null=True, blank=True
    )  # the programme stands since; until then one proposes

    def __str__(self) -> str:
        return f"Content Day of {self.gathering}"

    @property
    def is_set(self) -> bool:
        """Whether the programme stands, so that one can sign up and no longer proposes."""
        return self.set_at is not None

    def at(self, wall: time) -> datetime:
        """Return the instant at which the venue's clock shows that time, or would if it did not skip it."""
        return datetime.combine(self.on, wall, tzinfo=self.gathering.zone).astimezone(UTC)


class Kind(models.TextChoices):
    """What people do at a time of Content Day."""

    SESSION = "session", "Sessions"
    ACTIVITY = "activity", "Activities"
    TOGETHER = "together", "Everybody together"


class Round(models.Model):
    """A stretch of Content Day in which sessions run beside each other, or everybody is together."""

    content_day = models.ForeignKey(ContentDay, models.CASCADE, related_name="rounds")
    name = models.CharField(max_length=80)
    starts = models.TimeField("from")
    ends = models.TimeField("to")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SESSION)

    class Meta:
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="a_round_ends_after_it_begins"),
            ExclusionConstraint(
                name="rounds_of_a_day_do_not_overlap",
                deferrable=models.Deferrable.DEFERRED,
                expressions=[
                    (
                        Func(
                            F("content_day"),
                            F("content_day"),
                            Value("[]"),
                            function="int8range",
                            output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            Extract("starts", "epoch"),
                            Extract("ends", "epoch"),
                            function="numrange",
                            output_field=DecimalRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def starts_at(self) -> datetime:
        return self.content_day.at(self.starts)

    @property
    def ends_at(self) -> datetime:
        return self.content_day.at(self.ends)


class Track(models.Model):
    """Sessions of one thread, one each round, usually in one room."""

    content_day = models.ForeignKey(ContentDay, models.CASCADE, related_name="tracks")
    name = models.CharField(max_length=60)
    room = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_day", "name"],
                name="one_track_of_each_name",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    PLANNED = "planned", "In the programme"
    CANCELLED = "cancelled", "Cancelled"


_OFFERED = {Kind.SESSION: "A session", Kind.ACTIVITY: "An activity"}


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """Those of every week that the member may see."""
        return self.filter(content_day__gathering__in=Gathering.objects.visible_to(member, on=on))

    def planned(self) -> Self:
        return self.filter(state=State.PLANNED)

    def proposed(self) -> Self:
        return self.filter(state=State.PROPOSED)

    def with_seats(self) -> Self:
        """Each with `taken` and `waiting`: how many hold a seat, and how many wait for one."""
        return self.annotate(
            taken=Count("signups", filter=Q(signups__state="seat"), distinct=True),
            waiting=Count("signups", filter=Q(signups__state="waiting"), distinct=True),
        )

    def with_signup_of(self, member: Member) -> Self:
        """Each with `own_state`: whether the member holds a seat or waits; nothing where neither."""
        own = FilteredRelation("signups", condition=Q(signups__member=member))
        return self.annotate(own_signup=own, own_state=F("own_signup__state"))

    def with_place(self) -> Self:
        """Each with its round, track and week, and who speaks."""
        return self.select_related("content_day__gathering", "round", "track").prefetch_related(
            "speakers__member__organisation"
        )


class Session(models.Model):
    """Something to go to on Content Day: proposed by a member, or planned by those who make the programme."""

    content_day = models.ForeignKey(ContentDay, models.CASCADE, related_name="sessions")
    title = models.CharField(max_length=120)
    takes_home = models.TextField("what one takes home", max_length=1000)
    kind = models.CharField(
        max_length=10, choices=[(kind.value, label) for kind, label in _OFFERED.items()], default=Kind.SESSION
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="sessions")
    track = models.ForeignKey(Track, models.PROTECT, null=True, blank=True, related_name="sessions")
    room = models.CharField("room or meeting point", max_length=80, blank=True)
    capacity = models.PositiveSmallIntegerField("seats", null=True, blank=True)
    proposed_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="proposed_sessions"
    )
    proposed_at = models.DateTimeField()

    taken: int  # only after `with_seats`
    waiting: int  # likewise
    own_state: str | None  # only after `with_signup_of`

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["round__starts", "track", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.PLANNED) | Q(round__isnull=False),
                name="a_planned_session_has_its_round",
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1), name="a_session_has_a_seat_for_somebody"
            ),
            models.UniqueConstraint(
                "round",
                "track",
                condition=Q(state=State.PLANNED, track__isnull=False),
                name="one_session_of_a_track_each_round",
            ),
            models.UniqueConstraint(
                "round",
                Lower("room"),
                condition=Q(state=State.PLANNED) & ~Q(room=""),
                name="one_session_in_a_room_each_round",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("gatherings:session", args=[self.pk])

    @property
    def is_proposed(self) -> bool:
        return self.state == State.PROPOSED

    @property
    def is_planned(self) -> bool:
        return self.state == State.PLANNED

    @property
    def is_cancelled(self) -> bool:
        return self.state == State.CANCELLED

    @property
    def is_full(self) -> bool:
        """Whether every seat is taken, of one read `with_seats`."""
        return self.capacity is not None and self.taken >= self.capacity

    def has_begun(self, at: datetime) -> bool:
        return self.round is not None and self.round.starts_at <= at

    def takes_check_ins(self, at: datetime) -> bool:
        """Whether somebody may check themselves in: from shortly before the start to the end."""
        return self.round is not None and self.round.starts_at - CHECK_IN_OPENS <= at < self.round.ends_at


class Speaker(models.Model):
    """Who speaks at a session: a member, or somebody from outside by name."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="speakers")
    member = models.ForeignKey(Member, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=True) & ~Q(name="") | Q(member__isnull=False, name=""),
                name="a_speaker_is_a_member_or_a_name",
            ),
            models.UniqueConstraint("session", "member", name="one_place_as_speaker_each"),
        ]

    def __str__(self) -> str:
        return self.member.name if self.member else self.name
