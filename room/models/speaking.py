"""Whose turn it is to speak, and how long each has spoken."""

from django.db import models
from django.db.models import F, Q

from members.models import Member
from room.models.run import Run


class Turn(models.Model):
    """A person's place when the word goes round."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="turns")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "member"], name="one_turn_each"),
            models.UniqueConstraint(fields=["run", "position"], name="one_turn_at_each_place"),
            models.UniqueConstraint(
                fields=["run"],
                condition=Q(began_at__isnull=False, ended_at=None),
                name="one_person_speaks_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="a_turn_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.member_id}"

    @property
    def is_on(self) -> bool:
        return self.began_at is not None and self.ended_at is None


class Consent(models.Model):
    """Somebody agreed that the seconds for which they speak at this meeting are counted."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="consents")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "member"], name="one_consent_each")]

    def __str__(self) -> str:
        return f"{self.member_id} agrees"


class Airtime(models.Model):
    """For how many seconds a person had the word at a meeting: a number, never a sound."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="airtimes")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-seconds"]
        constraints = [models.UniqueConstraint(fields=["run", "member"], name="one_airtime_each")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.seconds} s"
