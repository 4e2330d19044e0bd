"""Who will come, and who came."""

from django.db import models

from meetings.models.meeting import Meeting, MeetingDay
from members.models import Member


class Reply(models.TextChoices):
    YES = "yes", "Yes"
    MAYBE = "maybe", "Maybe"
    NO = "no", "No"


class Answer(models.Model):
    """A member's latest answer to the invitation. Earlier ones are in the ledger."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, models.CASCADE, related_name="answers")
    reply = models.CharField(max_length=5, choices=Reply.choices)
    answered_at = models.DateTimeField()

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
    def recorded(self) -> "AttendanceQuerySet":
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
