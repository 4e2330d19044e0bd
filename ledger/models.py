"""What happened: one append-only table."""

from django.db import models

from members.models import Member


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, thing: models.Model) -> "EntryQuerySet":
        """What happened to `thing`."""
        return self.filter(kind=thing._meta.label_lower, thing_id=thing.pk)


class Entry(models.Model):
    """One thing that happened: ids and a time, never content.

    Apps above the ledger are named by id only, because nothing points upward. PostgreSQL refuses to change or
    delete a row (migration `append_only`).
    """

    verb = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+", db_index=False)
    toward = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=60, blank=True)  # the model of what it is about, "meetings.meeting"
    thing_id = models.BigIntegerField(null=True)
    group_id = models.BigIntegerField(null=True)
    key = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001 - NULL is "may happen again"
    written_at = models.DateTimeField(auto_now_add=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["kind", "thing_id", "at"], name="entries_about_a_thing"),
            models.Index(fields=["group_id", "at"], name="entries_of_a_group"),
            models.Index(fields=["by", "at"], name="entries_by_a_member"),
            models.Index(fields=["verb", "at"], name="entries_of_a_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} at {self.at:%Y-%m-%d %H:%M}"
