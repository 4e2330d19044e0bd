"""Asking somebody to join a light group."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from members.models import Member
from peergroups.models import Group

STANDS_FOR = timedelta(days=14)
"""How long somebody may think about an invitation."""


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def to(self, member: Member) -> Self:
        return self.filter(member=member)

    def unanswered(self) -> Self:
        return self.filter(accepted_at=None, declined_at=None)

    def standing(self, at: datetime) -> Self:
        """Those that can be accepted: not yet accepted, and not too old. Who declined may think again."""
        return self.filter(accepted_at=None, invited_at__gt=at - STANDS_FOR)


class Invitation(models.Model):
    """A member asks another one to join a group that admits by invitation; who asks is the sponsor."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="invitations")
    member = models.ForeignKey(Member, models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "member"],
                condition=Q(accepted_at=None, declined_at=None),
                name="one_unanswered_invitation_each",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None), name="an_invitation_has_one_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} to {self.group}"
