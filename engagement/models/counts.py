"""What was counted of each person in a group and a quarter, before anything is made of it.

A member's figures are sums over groups, a group's over members, the community's over groups. Each family of
metrics has a table of its own, wide rather than long: one row holds all that it counts.
"""

from django.db import models
from django.db.models import F, Q


class Count(models.Model):
    """What was counted in a group and a quarter."""

    group_id = models.BigIntegerField()
    period_id = models.SmallIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"group {self.group_id}, {self.period_id}"


class PersonCount(Count):
    """What was counted of one person there."""

    pk = models.CompositePrimaryKey("group_id", "period_id", "member_id")
    member_id = models.BigIntegerField()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["member_id", "period_id"], name="%(class)s_of_a_member")]


class SeatCount(PersonCount):
    """Who held a seat on any day of the quarter."""

    at_end = models.PositiveSmallIntegerField()  # 1 if also on the day at which the quarter is looked at
    filling = models.PositiveSmallIntegerField()  # 1 if that seat is one of those to fill


class RosterCount(Count):
    """What follows from the seats of a group as a whole. A group has one in every quarter since it began."""

    pk = models.CompositePrimaryKey("group_id", "period_id")
    people = models.PositiveIntegerField()  # who held a seat in the quarter
    pairs_before = models.PositiveIntegerField()
    pairs_kept = models.PositiveIntegerField()
    open = models.PositiveIntegerField()
    seats = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pairs_kept__lte=F("pairs_before")), name="pairs_kept_were_there_before"
            ),
            models.CheckConstraint(condition=Q(open__lte=F("seats")), name="open_seats_are_seats"),
        ]


class MeetingCount(PersonCount):
    """How often a person was expected, came, and had answered."""

    attended = models.FloatField()  # a meeting attended in part is a part of one
    expected = models.PositiveIntegerField()
    came = models.PositiveIntegerField()  # of those who had said yes
    no_shows = models.PositiveIntegerField(default=0)  # of these too: absent, and not excused
    said_yes = models.PositiveIntegerField()
    silent = models.PositiveIntegerField()
    invited = models.PositiveIntegerField()
    in_a_row = models.PositiveIntegerField(default=0)  # there since the last absence, or the first day
    broken = models.PositiveSmallIntegerField(
        default=0
    )  # 1 if by an absence: what was before is no part of it
    settled = models.PositiveSmallIntegerField(default=0)  # 1 if in the group for ninety days by then

    class Meta(PersonCount.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    attended__lte=F("expected"),
                    said_yes__gte=F("came") + F("no_shows"),
                    silent__lte=F("invited"),
                ),
                name="a_part_of_the_meetings_is_no_more_than_all",
            )
        ]


class CommitmentCount(PersonCount):
    """What a person promised, and what became of what was due."""

    kept = models.FloatField()  # what was partly kept is half of one
    due = models.PositiveIntegerField()
    partnered = models.PositiveIntegerField(default=0)  # of what was due, with a partner
    short = models.PositiveIntegerField(default=0)  # steps below what was promised, of all that was due
    as_planned = models.PositiveIntegerField(default=0)  # kept, and its date never moved
    closed = models.PositiveIntegerField(default=0)  # of what was due
    withdrawn = models.PositiveIntegerField(default=0)  # before it was due
    falling = models.PositiveIntegerField(default=0)  # due or withdrawn
    on_time = models.PositiveIntegerField()
    first_due = models.PositiveIntegerField()
    made = models.PositiveIntegerField()

    class Meta(PersonCount.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kept__lte=F("due"),
                    partnered__lte=F("due"),
                    as_planned__lte=F("closed"),
                    closed__lte=F("due"),
                    falling=F("due") + F("withdrawn"),
                    on_time__lte=F("first_due"),
                ),
                name="a_part_of_the_commitments_is_no_more_than_all",
            )
        ]


class TurnCount(PersonCount):
    """How often a person took a turn at leading."""

    turns = models.PositiveIntegerField()


class AirtimeCount(Count):
    """How evenly the word was shared at the meetings of a group that let it be counted."""

    pk = models.CompositePrimaryKey("group_id", "period_id")
    evenness = models.FloatField()  # the sum over these meetings
    heard = models.PositiveIntegerField()  # how many they are
