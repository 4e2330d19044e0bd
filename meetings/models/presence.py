"""Who will come, and who came."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from meetings.models.meeting import Meeting, MeetingDay
from members.models import Member


class Reply(models.TextChoices):
    YES = "yes", "Yes"
    MAYBE = "maybe", "Maybe"
    NO = "no", "No"


class AnswerQuerySet(models.QuerySet["Answer"]):
    def holding(self) -> Self:
        """Answers to the meeting as it is now; who answered before it was moved is asked again."""
        return self.filter(Q(meeting__moved_at=None) | Q(answered_at__gte=F("meeting__moved_at")))


class Answer(models.Model):
    """A member's latest answer to the invitation. Earlier ones are in the ledger."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, models.CASCADE, related_name="answers")
    reply = models.CharField(max_length=5, choices=Reply.choices)
    answered_at = models.DateTimeField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="one_answer_each")]

    def __str__(self) -> str:
        return f"{self.member}: {self.reply}"


class Mark(models.TextChoices):
    """How somebody attended a day. A day is recorded once it has a mark other than “not recorded”."""

    PRESENT = "present", "Present"
    LATE = "late", "Late"
    PARTIAL = "partial", "Partly"
    EXCUSED = "excused", "Excused"
    ABSENT = "absent", "Absent"
    NOT_RECORDED = "not recorded", "Not recorded"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def recorded(self) -> Self:
        """Marks that say something."""
        return self.exclude(mark=Mark.NOT_RECORDED)


class Attendance(models.Model):
    """How one person attended one day.

    On a recorded day, somebody who was expected and has no row was absent; a row for somebody who was not
    expected is a guest's.
    """

    day = models.ForeignKey(MeetingDay, models.CASCADE, related_name="attendance")
    member = models.ForeignKey(Member, models.CASCADE, related_name="attendance")
    mark = models.CharField(max_length=12, choices=Mark.choices)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "attendance"
        constraints = [models.UniqueConstraint(fields=["day", "member"], name="one_mark_each_day")]

    def __str__(self) -> str:
        return f"{self.member}: {self.mark}"


class Half(models.TextChoices):
    """A part of a meeting day for which attendance is taken; a short day is one part."""

    MORNING = "morning", "Morning"
    AFTERNOON = "afternoon", "Afternoon"
    WHOLE = "whole", "Whole day"


class Source(models.TextChoices):
    """Who says so: whoever takes attendance, or the person at the door."""

    ROLL = "roll", "From the roll"
    SELF = "self", "By the person"


class Presence(models.Model):
    """How one person attended one half of a day; the mark of the day follows (`halves.day_mark`)."""

    day = models.ForeignKey(MeetingDay, models.CASCADE, related_name="presence")
    half = models.CharField(max_length=10, choices=Half.choices)
    member = models.ForeignKey(Member, models.CASCADE, related_name="presence")
    mark = models.CharField(max_length=12, choices=Mark.choices)
    source = models.CharField(max_length=5, choices=Source.choices)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "presence"
        constraints = [
            models.UniqueConstraint(fields=["day", "half", "member"], name="one_mark_each_half"),
            models.CheckConstraint(
                condition=Q(mark__in=[Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT]),
                name="a_half_is_attended_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.half}: {self.mark}"
