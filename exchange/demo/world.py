"""The demo as it grows in memory, and how it is written."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any, TypeVar

from allauth.account.models import EmailAddress
from django.db import models

from closing import models as closing
from commitments.models import Commitment, Rollover
from exchange.demo.chances import Chances
from exchange.demo.gatherings import HOME_ZONE, Gathering, gatherings
from gatherings import models as weeks
from issues import models as issues
from ledger.actions import entry, record_all
from ledger.models import Entry
from meetings.models import AgendaItem, Answer, Attendance, Meeting, MeetingDay, Presence
from meetings.walltime import start_of_day
from members.models import Member, Organisation
from peergroups.models import CommunityAdmin, Group, Leave, Membership, RoleTerm
from polls import models as polls
from preparation.models import Leftover
from reviews import models as reviews
from room import models as room
from series import models as series
from surveys import models as surveys
from topics import models as topics

M = TypeVar("M", bound=models.Model)

TABLES: tuple[type[models.Model], ...] = (
    Organisation,
    Member,
    EmailAddress,
    CommunityAdmin,
    Group,
    Membership,
    RoleTerm,
    Leave,
    Meeting,
    MeetingDay,
    AgendaItem,
    Answer,
    Attendance,
    Presence,
    Commitment,
    Rollover,
    weeks.Gathering,
    weeks.Wave,
    weeks.WaveGroup,
    weeks.ContentDay,
    weeks.Round,
    weeks.Track,
    weeks.Session,
    weeks.Speaker,
    weeks.ProposalVote,
    weeks.Signup,
    weeks.Rating,
    weeks.Registration,
    series.Series,
    series.Occurrence,
    series.SkippedDate,
    series.Invitation,
    polls.Poll,
    polls.Option,
    polls.Vote,
    topics.Table,
    topics.Topic,
    topics.Dot,
    reviews.Review,
    reviews.ReviewArea,
    reviews.Reading,
    reviews.Remark,
    issues.Issue,
    issues.Dot,
    issues.HotSeat,
    issues.HotSeatNote,
    Leftover,
    room.Run,
    room.RunItem,
    closing.Closing,
    closing.Confirmation,
    closing.Pulse,
    closing.Idea,
    closing.IdeaVote,
    closing.Learning,
    closing.Minute,
    closing.CareCall,
    surveys.Survey,
    surveys.Asked,
    surveys.Took,
    surveys.Finding,
)
"""Each builds on those before it."""


class World:
    """A fictional community. Everything in it happened before today began; meetings may lie ahead."""

    def __init__(self, *, seed: int, today: date) -> None:
        self.seed, self.today = seed, today
        self.now = start_of_day(today, HOME_ZONE)
        self.gatherings = gatherings(today)
        self._rows: defaultdict[type[models.Model], list[Any]] = defaultdict(list)
        self._told: list[dict[str, Any]] = []

    @property
    def past(self) -> list[Gathering]:
        return self.gatherings[:-1]

    @property
    def coming(self) -> Gathering:
        return self.gatherings[-1]

    def chances(self, part: str) -> Chances:
        """Return the chances of one part of the world."""
        return Chances(f"{self.seed} {part}")

    def add(self, thing: M) -> M:
        self._rows[type(thing)].append(thing)
        return thing

    def rows(self, model: type[M]) -> list[M]:
        """Return what has been added of a kind, in order."""
        return self._rows[model]

    def tell(self, verb: str, *, at: datetime, group: Group | None = None, **who: Any) -> None:
        """Let the ledger know, as `ledger.actions.entry` does, of a thing that has no id yet."""
        self._told.append({"verb": verb, "at": min(at, self.now), "group": group, **who})

    def save(self) -> None:
        """Write everything, and the ledger in the order of time."""
        for model in TABLES:
            model._default_manager.bulk_create(self._rows[model], batch_size=2000)
        record_all(map(_entry, sorted(self._told, key=lambda told: told["at"])), quietly=True)


def _entry(told: dict[str, Any]) -> Entry:
    group = told.pop("group")
    return entry(told.pop("verb"), group_id=group.pk if group else None, **told)
