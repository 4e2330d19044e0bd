"""Whether a notice that is due shall be sent now, never, or later."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from meetings.models import Meeting, Reply
from notifications import kinds
from notifications.cases import Case, CommitmentCase, MeetingCase
from notifications.models import Reason
from notifications.moments import Moment, after_quiet_hours, asks_for_answers, begins_at

SOON = timedelta(minutes=1)


class Verdict(NamedTuple):
    """Skip it for a reason, put it off until an instant, or, with neither, send it."""

    skip: Reason | None = None
    put_off: datetime | None = None


def judge(case: Case, *, at: datetime) -> Verdict:
    """Judge a notice by how things stand at this moment."""
    if not isinstance(case, MeetingCase | CommitmentCase):
        return Verdict(skip=Reason.GONE)
    if not case.may_hear:
        return Verdict(skip=Reason.NOT_EXPECTED)
    moment = case.moment
    if moment is None:
        return Verdict(skip=_why_no_moment(case))
    if reason := _objection(case, moment, at):
        return Verdict(skip=reason)
    if _is_superseded(case, moment, at):
        return Verdict(skip=Reason.SUPERSEDED)
    return Verdict(put_off=_not_yet(case, moment, at))


def digest(meeting: Meeting) -> str:
    """Return a short text that is the same as long as there is nothing new to tell about when and where.

    The title is not in it, nor the agenda: both are content. That answers no longer hold is news.
    """
    if meeting.is_cancelled:
        return "cancelled"
    days = [(day.on, day.starts, day.ends) for day in meeting.days.all()]
    facts = (meeting.moved_at, meeting.timezone, meeting.place, meeting.link, days)
    return blake2b(repr(facts).encode(), digest_size=16).hexdigest()


def _why_no_moment(case: MeetingCase | CommitmentCase) -> Reason:
    if isinstance(case, CommitmentCase):
        return Reason.OVERTAKEN if case.commitment.is_open else Reason.DONE
    return Reason.CANCELLED if case.meeting.is_cancelled else Reason.OVERTAKEN


def _objection(case: MeetingCase | CommitmentCase, moment: Moment, at: datetime) -> Reason | None:
    if at >= moment.until:
        return Reason.TOO_LATE
    if moment.kind in case.unwanted:
        return Reason.UNWANTED
    if isinstance(case, CommitmentCase):
        return _step_is_taken(case) if moment.kind == kinds.FIRST_STEP else None
    ask = _OF_MEETINGS.get(moment.kind)
    return ask(case) if ask else None


def _is_superseded(case: MeetingCase | CommitmentCase, moment: Moment, at: datetime) -> bool:
    """Whether a reminder nearer to the event is due too, or was; of two due together the later listed."""
    if moment.kind not in kinds.REMINDERS:
        return False
    place = case.moments.index(moment)
    return any(
        other.kind in kinds.REMINDERS
        and (moment.due_at, place) < (other.due_at, n)
        and other.due_at <= at
        and not _objection(case, other, at)
        for n, other in enumerate(case.moments)
    )


def _not_yet(case: MeetingCase | CommitmentCase, moment: Moment, at: datetime) -> datetime | None:
    """Return until when it has to wait, if it has to."""
    if moment.due_at > at:
        return moment.due_at
    begins = None
    if isinstance(case, MeetingCase):
        begins = begins_at(case.meeting)
        if moment.kind in kinds.NEWS and _is_being_announced(case):
            return at + SOON
    night_over_at = after_quiet_hours(at, case.clock, begins)
    return night_over_at if night_over_at > at else None


def _is_being_announced(case: MeetingCase) -> bool:
    """Whether the invitation has not gone out yet: what changed is told after it, or by it."""
    return any(news.kind == kinds.SAVE_THE_DATE and not news.is_settled for news in case.news)


def _has_answered(case: MeetingCase) -> Reason | None:
    return Reason.ANSWERED if case.answer else None


def _stays_away(case: MeetingCase) -> Reason | None:
    """Who said yes or maybe is coming; where nobody is asked, whoever did not say no."""
    if case.answer is None:
        return Reason.NOT_COMING if asks_for_answers(case.meeting) else None
    return Reason.NOT_COMING if case.answer.reply == Reply.NO else None


def _knows_it(case: MeetingCase) -> Reason | None:
    """The last news told the same; or nobody had heard of the meeting before it was cancelled."""
    last = next((news.told for news in case.news if news.told), None)
    if last is None:
        unheard = case.answer is None and any(news.reason == Reason.CANCELLED for news in case.news)
        return Reason.NOTHING_NEW if case.meeting.is_cancelled and unheard else None
    return Reason.NOTHING_NEW if last == digest(case.meeting) else None


def _step_is_taken(case: CommitmentCase) -> Reason | None:
    """The committed are not asked for a step they have taken; the partner may well ask how it went."""
    return Reason.DONE if case.is_own and case.commitment.first_step_taken_at else None


_OF_MEETINGS: dict[str, Callable[[MeetingCase], Reason | None]] = {
    kinds.REPLY_NUDGE: _has_answered,
    kinds.SUMMARY: _stays_away,
    kinds.DAY_OF: _stays_away,
    kinds.MEETING_CHANGED: _knows_it,
    kinds.MEETING_CANCELLED: _knows_it,
}
"""What each kind asks besides what all ask."""
