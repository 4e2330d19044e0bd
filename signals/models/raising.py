"""When signals were last looked for."""

from django.db import models


class Raising(models.Model):
    """The results of one day were looked through for signals. One row a day, so that it is done once."""

    as_of = models.DateField(unique=True)
    raised_at = models.DateTimeField()

    class Meta:
        ordering = ["-as_of"]

    def __str__(self) -> str:
        return f"as of {self.as_of}"
