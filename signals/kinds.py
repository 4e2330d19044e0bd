"""The kinds of signals: what each is called, whom it is about, and what one can do."""

from typing import NamedTuple

from django.db import models

from engagement.models import Level


class Kind(models.TextChoices):
    CHANGE = "change", "Attendance has fallen"
    WATCH = "watch", "Attendance may be falling"
    CHECK_IN = "check-in", "Worth a call"
    NEWCOMERS = "newcomers", "Newcomers without ties"
    BRIDGES = "bridges", "Bridges that hang on one person"
    CENTRE = "centre", "Much runs through few"
    SAMENESS = "sameness", "Much alike"
    INWARD = "inward", "At home in the group, strangers outside"


class About(NamedTuple):
    """What a page says of a kind besides its name."""

    levels: tuple[Level, ...]
    metric: str  # whose figure before and after tells what came of it
    plays: tuple[str, ...]  # of the playbook, the nearest first


ABOUT = {
    Kind.CHANGE: About((Level.GROUP,), "attendance_rate", ("candour round", "date and place", "merge")),
    Kind.WATCH: About((Level.GROUP,), "attendance_rate", ("candour round", "date and place")),
    Kind.CHECK_IN: About((Level.MEMBER,), "attendance_rate", ("care talk", "introductions", "coaching")),
    Kind.NEWCOMERS: About((Level.GROUP, Level.COMMUNITY), "newcomer_integration", ("buddy", "introductions")),
    Kind.BRIDGES: About((Level.COMMUNITY,), "bridge_dependence", ("introductions", "mixed tables")),
    Kind.CENTRE: About((Level.GROUP,), "leadership_spread", ("turns", "coaching")),
    Kind.SAMENESS: About((Level.GROUP,), "diversity_industry", ("invitations", "mixed tables")),
    Kind.INWARD: About((Level.GROUP,), "cross_group_ties", ("mixed tables", "introductions")),
}

FOR_LEADERS = (Kind.WATCH, Kind.CHECK_IN)
"""Kinds that admins see at most as a count."""
