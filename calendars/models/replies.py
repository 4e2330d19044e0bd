"""Invitations that a calendar program can answer, and what became of the answers."""

from django.db import models
from django.db.models import Q

from meetings.models import Meeting
from members.models import Member

CHANCE_DIGITS = 20
"""Half of a reply address's token: with a short name before it the whole fits the 64 letters of a mailbox."""


class ReplyAddress(models.Model):
    """A member's secret for answering by mail; the address made of it differs from meeting to meeting.

    Whoever writes to that address answers for the member, and the sender's name is not asked. A new chance
    makes every earlier address void, and so does another e-mail address of the member.
    """

    member = models.OneToOneField(Member, models.CASCADE, related_name="reply_address")
    chance = models.CharField(max_length=CHANCE_DIGITS, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "reply addresses"

    def __str__(self) -> str:
        return f"reply address of {self.member_id}"


class Retelling(models.Model):
    """That the new time of a moved meeting went out to calendars, and from which SEQUENCE on.

    A reply with a lower one answers the old time.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="retellings")
    moved_at = models.DateTimeField()
    sequence = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "moved_at"], name="one_retelling_of_a_move")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} from {self.sequence} on"


class Outcome(models.TextChoices):
    """What became of a mail that a calendar program sent."""

    ANSWERED = "answered", "the answer was set"
    UNREADABLE = "unreadable", "there is no reply of a calendar in it"
    UNKNOWN_ADDRESS = "unknown address", "it came to an address that is nobody's, or no longer"
    UNKNOWN_MEETING = "unknown meeting", "it is about no meeting that this address belongs to"
    ANOTHER_MEMBER = "another member", "somebody else answered an invitation that was passed on to them"
    NO_ANSWER = "no answer", "it says neither yes nor no nor maybe"
    SOME_DAYS = "some days", "it declines some of the days, and an answer stands already"
    OLD_TIME = "old time", "it answers the meeting as it was before it was moved"
    OVERTAKEN = "overtaken", "a later answer stands already"
    NOT_EXPECTED = "not expected", "the member is not expected there"
    CLOSED = "closed", "the meeting has begun or does not take place"


class InboundReply(models.Model):
    """A mail from a calendar program: that it came, and what became of it. Nothing of its text is kept."""

    received_at = models.DateTimeField()
    message_id = models.CharField(max_length=250)
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)

    class Meta:
        verbose_name_plural = "inbound replies"
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["received_at"], name="replies_by_time")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "message_id"],
                condition=Q(member__isnull=False),
                name="each_reply_is_heard_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.received_at:%Y-%m-%d %H:%M}: {self.outcome}"
