"""What a group writes down, and how often one may miss a meeting. Groups of before have no rule for the latter."""

import django.core.validators
from django.db import migrations, models


LIGHT = ["thinking group", "network"]


def write_nothing_down_in_light_groups(apps, schema_editor):
    apps.get_model("peergroups", "Group").objects.filter(kind__in=LIGHT).update(keeps="nothing")


class Migration(migrations.Migration):
    dependencies = [
        ("peergroups", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="group",
            name="allowed_misses",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[django.core.validators.MaxValueValidator(52)],
                verbose_name="meetings one may miss in twelve months",
            ),
        ),
        migrations.AddField(
            model_name="group",
            name="keeps",
            field=models.CharField(
                choices=[
                    ("nothing", "Nothing"),
                    ("titles", "Titles of what was talked about"),
                    ("commitments", "Titles and commitments"),
                    ("notes", "Titles, commitments and notes"),
                ],
                default="notes",
                max_length=12,
                verbose_name="what is written down",
            ),
        ),
        migrations.AddField(
            model_name="group",
            name="late_is_half",
            field=models.BooleanField(default=True, verbose_name="coming late counts as half a miss"),
        ),
        migrations.AddField(
            model_name="group",
            name="notice_hours",
            field=models.PositiveSmallIntegerField(
                default=48,
                validators=[django.core.validators.MaxValueValidator(336)],
                verbose_name="hours before which one says that one cannot come",
            ),
        ),
        migrations.RunPython(write_nothing_down_in_light_groups, migrations.RunPython.noop),
    ]
