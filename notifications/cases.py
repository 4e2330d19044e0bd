"""Notices that are about to be sent, each with all that judging and writing it asks about.

Read for a whole batch at once and at the last moment, because what was so when a notice came to be owed may
have changed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F

from commitments.models import Commitment
from meetings.models import Answer, Meeting
from notifications import audience, kinds, moments
from notifications.dues import clock_of, today_in
from notifications.models import Notice, NoticePreference
from notifications.moments import Moment
from peergroups.models import Community

MEETING, COMMITMENT = Meeting._meta.label_lower, Commitment._meta.label_lower


@dataclass(frozen=True, kw_only=True)
class Case:
    """A notice and what is known of its recipient; by itself, of a notice about something that is gone."""

    notice: Notice
    community: Community
    clock: ZoneInfo  # that the recipient lives by
    may_hear: bool
    unwanted: Collection[str] = ()  # kinds that the recipient does not want

    @cached_property
    def moments(self) -> list[Moment]:
        """What is due to the recipient about the same thing, as things stand now."""
        return []

    @property
    def moment(self) -> Moment | None:
        """When this very notice is due; none if what it counted from has changed."""
        mine = (self.notice.kind, self.notice.occurrence)
        return next((moment for moment in self.moments if moment[:2] == mine), None)


@dataclass(frozen=True, kw_only=True)
class MeetingCase(Case):
    """A notice about a meeting."""

    meeting: Meeting
    answer: Answer | None  # the recipient's, if it holds
    news: Sequence[Notice]  # other news of the meeting, owed or sent to the recipient, the latest first
    open_commitments: int  # of the recipient, in the group

    @cached_property
    def moments(self) -> list[Moment]:
        return moments.of_meeting(self.meeting, self.clock)


@dataclass(frozen=True, kw_only=True)
class CommitmentCase(Case):
    """A notice about a commitment."""

    commitment: Commitment

    @cached_property
    def moments(self) -> list[Moment]:
        return moments.of_commitment(self.commitment, self.notice.recipient_id, self.clock)

    @property
    def is_own(self) -> bool:
        """Whether it goes to the committed, and not to the partner."""
        return self.commitment.member_id == self.notice.recipient_id


def read_cases(notices: Sequence[Notice], *, at: datetime) -> list[Case]:
    """Return a case for each notice, in a number of queries that does not depend on how many there are."""
    docket = Docket(notices, at)
    return [docket.case(notice) for notice in notices]


class Docket:
    """All that the cases of a batch ask about."""

    def __init__(self, notices: Sequence[Notice], at: datetime) -> None:
        self._community = Community.current()
        self._meetings, self._commitments = _meetings(notices), _commitments(notices)
        self._hearing = _hearing(notices, today_in(self._community, at))
        self._unwanted = _unwanted(notices)
        self._answers = _answers(notices)
        self._news = _news(notices)
        self._open_commitments = _open_commitments(notices)

    def case(self, notice: Notice) -> Case:
        person: dict[str, Any] = {
            "notice": notice,
            "community": self._community,
            "clock": clock_of(notice.recipient.timezone, self._community),
            "may_hear": (notice.subject, notice.subject_id, notice.recipient_id) in self._hearing,
            "unwanted": self._unwanted[notice.recipient_id],
        }
        if notice.subject == MEETING and notice.subject_id in self._meetings:
            return MeetingCase(
                **person,
                meeting=self._meetings[notice.subject_id],
                answer=self._answers.get((notice.subject_id, notice.recipient_id)),
                news=[n for n in self._news[notice.subject_id, notice.recipient_id] if n != notice],
                open_commitments=self._open_commitments.get((notice.group_id, notice.recipient_id), 0),
            )
        if notice.subject == COMMITMENT and notice.subject_id in self._commitments:
            return CommitmentCase(**person, commitment=self._commitments[notice.subject_id])
        return Case(**person)


def _ids(notices: Iterable[Notice], subject: str) -> set[int]:
    return {notice.subject_id for notice in notices if notice.subject == subject}


def _recipients(notices: Iterable[Notice]) -> set[int]:
    return {notice.recipient_id for notice in notices}


def _meetings(notices: Iterable[Notice]) -> dict[int, Meeting]:
    found = Meeting.objects.select_related("group").prefetch_related("days")
    return found.in_bulk(_ids(notices, MEETING))


def _commitments(notices: Iterable[Notice]) -> dict[int, Commitment]:
    return Commitment.objects.select_related("member").in_bulk(_ids(notices, COMMITMENT))


def _hearing(notices: Iterable[Notice], on: date) -> set[tuple[str, int, int]]:
    """Return who may hear of what: model, id of the meeting or commitment, id of the member."""
    of_meetings = audience.of_meetings(_ids(notices, MEETING), on=on, among=_recipients(notices))
    of_commitments = audience.of_commitments(_ids(notices, COMMITMENT), on=on)
    return {(MEETING, hearer.thing_id, hearer.member_id) for hearer in of_meetings} | {
        (COMMITMENT, hearer.thing_id, hearer.member_id) for hearer in of_commitments
    }


def _unwanted(notices: Iterable[Notice]) -> dict[int, set[str]]:
    refusals = NoticePreference.objects.filter(member__in=_recipients(notices))
    unwanted = defaultdict(set)
    for member_id, kind in refusals.values_list("member", "kind"):
        unwanted[member_id].add(kind)
    return unwanted


def _answers(notices: Iterable[Notice]) -> dict[tuple[int, int], Answer]:
    mine = Answer.objects.filter(meeting__in=_ids(notices, MEETING), member__in=_recipients(notices))
    return {(answer.meeting_id, answer.member_id): answer for answer in mine.holding()}


def _news(notices: Iterable[Notice]) -> dict[tuple[int, int], list[Notice]]:
    news = [notice for notice in notices if notice.kind in kinds.NEWS]
    told = Notice.objects.filter(
        subject=MEETING,
        subject_id__in=_ids(news, MEETING),
        recipient__in=_recipients(news),
        kind__in=kinds.NEWS,
    )
    by_pair = defaultdict(list)
    for notice in told.order_by(F("settled_at").desc(nulls_first=True)):
        by_pair[notice.subject_id, notice.recipient_id].append(notice)
    return by_pair


def _open_commitments(notices: Iterable[Notice]) -> dict[tuple[int, int], int]:
    summaries = [notice for notice in notices if notice.kind == kinds.SUMMARY]
    mine = Commitment.objects.open().filter(
        member__in=_recipients(summaries), group__in={notice.group_id for notice in summaries}
    )
    counts = mine.order_by().values_list("group", "member").annotate(count=Count("pk"))
    return {(group, member): count for group, member, count in counts}
