"""What one metric says of those about whom somebody may know it: themselves, their groups, the community."""

from datetime import date
from typing import NamedTuple

from django.db.models import Q

from engagement.catalogue import Metric
from engagement.chapters import Chapter, chapters_by_subject, chapters_of
from engagement.models import Level, MetricResult
from engagement.own import own_rows
from members.models import Member
from peergroups.seating import seating


class Part(NamedTuple):
    """Whom a chapter is about."""

    about: str
    chapter: Chapter


def told_to(member: Member, metric: Metric, *, on: date) -> list[Part]:
    """Return the chapters of a metric that are about somebody, their groups, and for admins the whole.

    The other groups are not among them: they stand in the board, and each has a page. Two queries.
    """
    groups = seating(member, on=on).groups
    own = Q(level=Level.GROUP, subject_id__in=[group.pk for group in groups])
    seen = MetricResult.objects.visible_to(member, on=on).filter(metric=metric.name)
    told = chapters_by_subject(seen.filter(~Q(level=Level.GROUP) | own))
    subjects: list[tuple[str, str, int | None]] = [(group.name, Level.GROUP, group.pk) for group in groups]
    subjects.append(("The whole community", Level.COMMUNITY, None))
    return [Part("You", chapter) for chapter in chapters_of(own_rows(member.pk, metric.name))] + [
        Part(about, chapter)
        for about, level, subject in subjects
        for chapter in told.get((level, subject), ())
    ]
