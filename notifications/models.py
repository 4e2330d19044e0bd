"""What is owed to whom, what became of it, and what a member does not want to get."""

from datetime import date, datetime
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q

from members.models import Member
from notifications.kinds import CHOICES, KINDS, LISTED, Kind
from peergroups.models import Group


class State(models.TextChoices):
    OWED = "owed", "Owed"
    CLAIMED = "claimed", "In hand"  # a worker is about to send it
    SENDING = "sending", "Going out"  # the next thing that worker does is to let go of it
    SENT = "sent", "Sent"
    SKIPPED = "skipped", "Skipped"
    FAILED = "failed", "Failed"


class Reason(models.TextChoices):
    """Why a notice was not sent, or what is to be known about its sending."""

    GONE = "gone", "what it was about no longer exists"
    CANCELLED = "cancelled", "the meeting was cancelled"
    OVERTAKEN = "overtaken", "it was changed since"
    NOT_EXPECTED = "not expected", "has left, is away, or is not expected there"
    ANSWERED = "answered", "has answered"
    NOT_COMING = "not coming", "has not said they are coming"
    DONE = "done", "it is done already"
    NOTHING_NEW = "nothing new", "knows it already"
    UNWANTED = "unwanted", "does not want this kind"
    TOO_LATE = "too late", "the time for it had passed"
    SUPERSEDED = "superseded", "a nearer reminder was due too"
    REFUSED = "refused", "the mail server refused it"
    UNREADABLE = "unreadable", "it could not be written"
    WORKER_LOST = "worker lost", "the worker died with it again and again"
    UNCONFIRMED = "unconfirmed", "handed over, but the mail server's answer was lost"


REVIVABLE = (Reason.CANCELLED, Reason.OVERTAKEN)
"""Skipped for one of these, a notice is owed again when what it was about is as it was before."""

DEEDS = (Reason.ANSWERED, Reason.NOT_COMING, Reason.DONE, Reason.NOTHING_NEW, Reason.UNWANTED)
"""They tell what a person did, which is no business of who looks after the mails."""

IN_TURN = ["attempts", "due_at", "pk"]
"""In which order notices are sent, those never tried first."""

IN_HAND = [State.CLAIMED, State.SENDING]
SETTLED = [State.SENT, State.SKIPPED, State.FAILED]


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, member: Member, *, on: date) -> Self:
        """What is owed or was sent to this member."""
        return self.filter(recipient=member)

    def due(self, at: datetime) -> Self:
        """To be sent now, in turn, so that a mail that kills its worker holds up nobody else."""
        rested = Q(not_before=None) | Q(not_before__lte=at)
        return self.filter(rested, state=State.OWED, due_at__lte=at).order_by(*IN_TURN)

    def abandoned(self, at: datetime) -> Self:
        """In the hands of a worker that has been silent for longer than it may."""
        return self.filter(state__in=IN_HAND, claimed_until__lte=at)

    def since(self, at: datetime) -> Self:
        return self.filter(due_at__gte=at)

    def fit_to_list(self) -> Self:
        """Those that admins see one by one: what goes to everybody alike, and what failed.

        Whether a reminder went out tells what its recipient answered, promised or kept.
        """
        return self.filter(Q(kind__in=LISTED) | Q(state=State.FAILED))


class Notice(models.Model):
    """That one person be told of one thing, then: what is owed, and how it was settled.

    What it is about is named as in the ledger, by model and id. `occurrence` says which of several times is
    meant, and holds the instant or the day that it counts from: a meeting that moves gets reminders of its
    own, and one that moves back finds its old ones.
    """

    kind = models.CharField(max_length=20, choices=CHOICES)
    subject = models.CharField(max_length=60)  # the model, "meetings.meeting"
    subject_id = models.BigIntegerField()
    occurrence = models.CharField(max_length=60)
    recipient = models.ForeignKey(Member, models.CASCADE, related_name="notices")
    channel = models.CharField(max_length=10, default="mail")
    group = models.ForeignKey(  # none of what belongs to the whole community
        Group, models.CASCADE, null=True, blank=True, related_name="notices"
    )

    due_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True, blank=True)  # put off: at night, or by a mail server
    owed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OWED)
    claim = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    detail = models.CharField(max_length=300, blank=True)  # what the mail server said
    told = models.CharField(max_length=32, blank=True)  # digest of the when and where that a sent one told

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-due_at", "-pk"]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state=State.OWED), name="notices_to_send"),
            models.Index(fields=["claimed_until"], condition=Q(state__in=IN_HAND), name="notices_in_hand"),
            models.Index(fields=["subject", "subject_id"], name="notices_about_a_thing"),
            models.Index(fields=["recipient", "due_at"], name="notices_of_a_member"),
            models.Index(fields=["due_at"], name="notices_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "subject_id", "occurrence", "recipient", "channel"],
                name="each_thing_is_owed_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=IN_HAND, claim__isnull=False, claimed_until__isnull=False)
                | (~Q(state__in=IN_HAND) & Q(claim=None, claimed_until=None)),
                name="a_notice_in_hand_has_a_claim",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SETTLED, settled_at__isnull=False)
                | (~Q(state__in=SETTLED) & Q(settled_at=None)),
                name="a_settled_notice_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient_id}"

    @property
    def nature(self) -> Kind:
        """The kind of notice this is, with all that is known of it."""
        return KINDS[self.kind]

    @property
    def reason_to_list(self) -> str:
        """Why, as far as it may stand beside the recipient's name."""
        return "not called for" if self.reason in DEEDS else self.get_reason_display()

    @property
    def message_id(self) -> str:
        """The same at every attempt, so that a mail server can recognise a second delivery."""
        host = urlsplit(settings.BASE_URL).hostname
        return f"<{self.kind}.{self.pk}.{self.owed_at:%Y%m%d%H%M%S}@{host}>"

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED


class NoticePreference(models.Model):
    """A kind of notice that a member does not want. No row means they want it."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=20, choices=CHOICES)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "kind"], name="a_kind_is_turned_off_once")]

    def __str__(self) -> str:
        return f"{self.member_id} does not want {self.kind}"
