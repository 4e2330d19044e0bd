"""Whether a notice that is due shall be sent now, never, or later."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from notifications.kinds import KINDS
from notifications.models import Reason
from notifications.moments import Moment, after_quiet_hours
from notifications.occasion import Case

SOON = timedelta(minutes=1)


class Verdict(NamedTuple):
    """Skip it for a reason, put it off until an instant, or, with neither, send it."""

    skip: Reason | None = None
    put_off: datetime | None = None


def judge(case: Case[Any], *, at: datetime) -> Verdict:
    """Judge a notice by how things stand at this moment."""
    if case.hearer is None:
        return Verdict(skip=Reason.NOT_EXPECTED)
    moment = case.moment
    if moment is None:
        return Verdict(skip=case.why_no_moment())
    if reason := _objection(case, moment, at):
        return Verdict(skip=reason)
    if _is_superseded(case, moment, at):
        return Verdict(skip=Reason.SUPERSEDED)
    return Verdict(put_off=_not_yet(case, moment, at))


def _objection(case: Case[Any], moment: Moment, at: datetime) -> Reason | None:
    if at >= moment.until:
        return Reason.TOO_LATE
    return Reason.UNWANTED if moment.kind in case.unwanted else case.objection(moment.kind)


def _is_superseded(case: Case[Any], moment: Moment, at: datetime) -> bool:
    """Whether a nearer reminder of its family is due too, or was; of two due together the later listed."""
    if KINDS[moment.kind].is_news:
        return False
    place = case.due.index(moment)
    return any(
        KINDS[other.kind].lineage == KINDS[moment.kind].lineage
        and (moment.due_at, place) < (other.due_at, n)
        and other.due_at <= at
        and not _objection(case, other, at)
        for n, other in enumerate(case.due)
    )


def _not_yet(case: Case[Any], moment: Moment, at: datetime) -> datetime | None:
    """Return until when it has to wait, if it has to."""
    if moment.due_at > at:
        return moment.due_at
    if case.has_to_wait:
        return at + SOON
    night_over_at = after_quiet_hours(at, case.clock, case.begins_at)
    return night_over_at if night_over_at > at else None
