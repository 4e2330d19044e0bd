"""A health survey: a questionnaire put to everybody, or to some groups, from a day to a day."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.crypto import salted_hmac

from members.models import Member
from peergroups.models import Group
from peergroups.seating import seating
from surveys.models.questionnaire import Questionnaire

REST = timedelta(weeks=12)
"""So long a group rests between two surveys: two results a day apart could be set against each other."""


class State(models.TextChoices):
    """How a survey stands on a day; derived, never stored."""

    PLANNED = "planned", "Planned"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    PUBLISHED = "published", "Published"


class SurveyQuerySet(models.QuerySet["Survey"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """Who is asked sees it, and once it is published who sits where it was asked. Admins see all."""
        seats = seating(member, on=on)
        if seats.is_admin:
            return self
        asked = Q(Exists(Asked.objects.filter(survey=OuterRef("pk"), member=member)))
        if not seats.groups:
            return self.filter(asked)
        chosen = Survey.groups.through.objects.filter(survey=OuterRef("pk"), group__in=seats.groups)
        read = Q(Q(asks_everybody=True) | Q(Exists(chosen)), published_at__isnull=False)
        return self.filter(asked | read)

    def to_open(self, on: date) -> Self:
        """Those whose first day has come and whose last is not over."""
        return self.filter(opened_at=None, opens_on__lte=on, closes_on__gte=on)

    def to_publish(self, on: date) -> Self:
        """Those whose last day is over: until then one that was closed early can be opened again."""
        over = self.alias(last_on=Coalesce("closed_on", "closes_on"))
        return over.filter(opened_at__isnull=False, published_at=None, last_on__lt=on)

    def taking_answers(self, on: date) -> Self:
        """As `Survey.state` has it."""
        return self.filter(opened_at__isnull=False, published_at=None, closed_on=None, closes_on__gte=on)


class Survey(models.Model):
    """A questionnaire is answered by those who held a seat on the day of opening.

    While it is open, each answer stands under a pseudonym that only this site can work out. Publishing works
    out what may be shown, then deletes the answers, who answered, and the secret behind the pseudonyms.
    """

    title = models.CharField(max_length=120)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="surveys")
    asks_everybody = models.BooleanField("the whole community is asked", default=True)
    groups = models.ManyToManyField(Group, related_name="surveys", blank=True)
    opens_on = models.DateField("first day to answer")
    closes_on = models.DateField("last day to answer")
    planned_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    planned_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField("closed early", null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    secret = models.CharField(max_length=64, blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="a_survey_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=False) | Q(published_at=None, closed_on=None),
                name="only_what_was_open_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(secret=""), name="a_published_survey_has_no_secret"
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(published_at__isnull=False) | ~Q(secret=""),
                name="an_open_survey_has_a_secret",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("surveys:survey", args=[self.pk])

    @property
    def last_on(self) -> date:
        """The last day on which somebody could answer."""
        return self.closed_on or self.closes_on

    def state(self, on: date) -> State:
        if self.published_at:
            return State.PUBLISHED
        if self.opened_at is None:
            return State.PLANNED
        return State.OPEN if self.closed_on is None and on <= self.closes_on else State.CLOSED

    def asks(self, member: Member) -> bool:
        """Whether this member held a seat that is asked; one query."""
        return self.asked.filter(member=member).exists()

    def has_answer_of(self, member: Member) -> bool:
        """Whether this member has answered, for whichever of their groups; one query."""
        return self.took.filter(member=member).exists()

    def pseudonym(self, member: Member) -> str:
        """The name under which a member answers; made with the survey's secret and the key of the site."""
        return salted_hmac(self.secret, str(member.pk), algorithm="sha256").hexdigest()


class Asked(models.Model):
    """Somebody who held this seat on the day the survey opened. Who joins later is asked the next time."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="asked")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "member", "group"], name="each_seat_is_asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.group}"
