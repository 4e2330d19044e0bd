from django.db import migrations, models
from django.db.models import F, Q

# Frozen quarters are counted once more: nought would be a false answer to what is counted from now on.
COUNT_ALL_AGAIN = """
UPDATE engagement_commitmentcount SET falling = due;
UPDATE engagement_frozenquarter SET frozen_at = NULL, late = 0
"""

OF_COMMITMENTS = "a_part_of_the_commitments_is_no_more_than_all"
OF_MEETINGS = "a_part_of_the_meetings_is_no_more_than_all"


class Migration(migrations.Migration):
    dependencies = [
        ("engagement", "0004_more_counts"),
    ]

    operations = [
        migrations.RemoveConstraint("commitmentcount", OF_COMMITMENTS),
        migrations.RemoveConstraint("meetingcount", OF_MEETINGS),
        *(
            migrations.AddField("commitmentcount", name, models.PositiveIntegerField(default=0))
            for name in ("partnered", "short", "as_planned", "closed", "withdrawn", "falling")
        ),
        *(
            migrations.AddField("meetingcount", name, models.PositiveIntegerField(default=0))
            for name in ("no_shows", "in_a_row")
        ),
        *(
            migrations.AddField("meetingcount", name, models.PositiveSmallIntegerField(default=0))
            for name in ("broken", "settled")
        ),
        migrations.RunSQL(COUNT_ALL_AGAIN, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "commitmentcount",
            models.CheckConstraint(
                condition=Q(
                    kept__lte=F("due"),
                    partnered__lte=F("due"),
                    as_planned__lte=F("closed"),
                    closed__lte=F("due"),
                    falling=F("due") + F("withdrawn"),
                    on_time__lte=F("first_due"),
                ),
                name=OF_COMMITMENTS,
            ),
        ),
        migrations.AddConstraint(
            "meetingcount",
            models.CheckConstraint(
                condition=Q(
                    attended__lte=F("expected"),
                    said_yes__gte=F("came") + F("no_shows"),
                    silent__lte=F("invited"),
                ),
                name=OF_MEETINGS,
            ),
        ),
    ]
