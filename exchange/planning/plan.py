"""What an import is going to write; nothing is written while it grows."""

from collections import Counter, defaultdict
from datetime import date, datetime
from typing import Any

from commitments.models import Commitment
from exchange.planning.batch import Batch
from exchange.reading.files import Row
from meetings.models import AgendaItem, Attendance, Meeting, MeetingDay
from members.models import Member, Organisation
from peergroups.models import Community, Group, Membership, RoleTerm


class Plan:
    """Batches in the order in which they can be written, and what they come to, file by file."""

    def __init__(self, community: Community, *, today: date, at: datetime) -> None:
        self.community, self.today, self.at = community, today, at
        self.groups = Batch(Group)
        self.organisations = Batch(Organisation)
        self.members = Batch(Member)
        self.addresses: dict[Member, str] = {}  # of members in the database who get another one
        self.memberships = Batch(Membership)
        self.roles = Batch(RoleTerm)
        self.meetings = Batch(Meeting)
        self.days = Batch(MeetingDay)
        self.attendance = Batch(Attendance)
        self.agenda = Batch(AgendaItem)
        self.commitments = Batch(Commitment)
        self.tally: defaultdict[str, Counter[str]] = defaultdict(Counter)

    @property
    def batches(self) -> list[Batch[Any]]:
        """Everything but the addresses, so that each batch builds on those before it."""
        return [batch for batch in vars(self).values() if isinstance(batch, Batch)]

    def count(self, row: Row, *, changed: bool) -> None:
        """Count a row that the database knows."""
        self.tally[row.FILE]["changed" if changed else "unchanged"] += 1

    def count_new(self, row: Row) -> None:
        self.tally[row.FILE]["added"] += 1

    def zone_of(self, group: Group) -> str:
        """The time zone of a group: its own, or else the community's."""
        zone: str = group.timezone or self.community.timezone
        return zone
