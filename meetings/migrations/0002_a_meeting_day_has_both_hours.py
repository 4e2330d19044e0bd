"""A day with a start and no end slipped through: to SQL, `ends > starts` is then neither true nor false."""

from django.db import migrations, models
from django.db.models import F, Q

NAME = "a_meeting_day_ends_after_it_begins"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("meetingday", NAME),
        migrations.AddConstraint(
            "meetingday",
            models.CheckConstraint(
                condition=Q(starts=None, ends=None)
                | Q(starts__isnull=False, ends__isnull=False, ends__gt=F("starts")),
                name=NAME,
            ),
        ),
    ]
