"""Writing before seeing: everybody writes down their own view, then all views stand side by side."""

from django.db import models
from django.db.models import F, Q

from members.models import Member
from room.models.run import Run


class Prompt(models.Model):
    """A question on which all write at once. Nobody reads what others wrote before it is revealed."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="prompts")
    question = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    revealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run"], condition=Q(revealed_at=None), name="one_open_prompt_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(revealed_at=None) | Q(revealed_at__gte=F("opened_at")),
                name="a_prompt_is_revealed_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_open(self) -> bool:
        return self.revealed_at is None


class View(models.Model):
    """What one person wrote on a prompt; theirs to change until the prompt is revealed."""

    prompt = models.ForeignKey(Prompt, models.CASCADE, related_name="views")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    text = models.TextField(max_length=2000)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prompt", "member"], name="one_view_each"),
            models.CheckConstraint(condition=~Q(text=""), name="a_view_says_something"),
        ]

    def __str__(self) -> str:
        return f"view of {self.member_id}"
