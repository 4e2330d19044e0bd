"""What gathering pages show of engagement; each of these reads results only."""

from collections.abc import Sequence
from datetime import date

from engagement.boards import Board, board
from engagement.chapters import latest_figures
from engagement.figures import Figure
from engagement.models import Level, MetricResult
from members.models import Member
from peergroups.models import Group

ON_THE_PAGE = ("attendance_rate", "rsvp_reliability", "follow_through")


def group_figures(group: Group, member: Member, *, on: date) -> list[Figure]:
    """The group's own latest figures, for its page; one query."""
    seen = MetricResult.objects.visible_to(member, on=on)
    return latest_figures(seen.filter(level=Level.GROUP, subject_id=group.pk), ON_THE_PAGE)


def board_of(groups: Sequence[Group], member: Member, *, on: date, sort: str) -> Board | None:
    """The groups that somebody leads, side by side; seven queries at most."""
    seen = MetricResult.objects.visible_to(member, on=on)
    ids = [group.pk for group in groups]
    own = seen.filter(level=Level.GROUP, subject_id__in=ids)
    return board(own, Group.objects.filter(pk__in=ids), level=Level.GROUP, sort=sort)
