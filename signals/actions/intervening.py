"""Beginning something, looking back at it, and taking back what was a slip."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from engagement.periods import Quarter
from ledger.actions import record
from members.models import Member
from peergroups.models import Group
from signals import readings
from signals.detecting.finding import Subject
from signals.events import Happened
from signals.models import Intervention, Signal

A_YEAR = 4  # quarters: an older figure is not where something began


class AlreadyBegun(Exception):
    """The same was begun on the same day: the form was sent twice."""

    def __init__(self, intervention: Intervention) -> None:
        self.intervention = intervention


class AlreadyReviewed(Exception):
    """Somebody, perhaps the same person, has looked back at it."""


@transaction.atomic
def begin_intervention(
    group: Group | None,
    *,
    kind: str,
    metric: str,
    begun_on: date,
    review_on: date,
    note: str = "",
    signal: Signal | None = None,
    by: Member,
    at: datetime,
) -> Intervention:
    """Begin something for a group, for the community (no group), or after a check-in with one person.

    The figure before is frozen now: that of the quarter, or the last of the year before that says something.

    Raises:
        AlreadyBegun: the same is under way since the same day.
    """
    member = signal.member if signal else None
    intervention, is_new = Intervention.objects.get_or_create(
        kind=kind,
        group=group,
        member=member,
        begun_on=begun_on,
        reviewed_at=None,
        defaults={
            "signal": signal,
            "review_on": review_on,
            "note": note,
            "metric": metric,
            "before": _figure_before(group, member, metric, Quarter.of(begun_on)),
            "begun_by": by,
            "begun_at": at,
        },
    )
    if not is_new:
        raise AlreadyBegun(intervention)
    _note(Happened.INTERVENTION_BEGUN, intervention, by=by, at=at)
    return intervention


@transaction.atomic
def review_intervention(intervention: Intervention, *, by: Member, on: date, at: datetime) -> None:
    """Look back: write the latest figure beside the one from before, if it is of a later quarter.

    Raises:
        AlreadyReviewed: only the first of two callers succeeds.
    """
    under_way = Intervention.objects.under_way().filter(pk=intervention.pk)
    if not under_way.update(reviewed_at=at, reviewed_by=by, after=_figure_after(intervention, on)):
        raise AlreadyReviewed
    intervention.refresh_from_db()
    _note(Happened.INTERVENTION_REVIEWED, intervention, by=by, at=at)


@transaction.atomic
def reopen_intervention(intervention: Intervention, *, by: Member, at: datetime) -> None:
    """Take a review back, to look again later."""
    reviewed = Intervention.objects.filter(pk=intervention.pk, reviewed_at__isnull=False)
    if reviewed.update(reviewed_at=None, reviewed_by=None, after=None):
        intervention.refresh_from_db()
        _note(Happened.INTERVENTION_REOPENED, intervention, by=by, at=at)


@transaction.atomic
def withdraw_intervention(intervention: Intervention, *, by: Member, at: datetime) -> None:
    """Delete what was not begun after all."""
    gone = Intervention.objects.under_way().select_for_update().filter(pk=intervention.pk).first()
    if gone is None:
        raise AlreadyReviewed
    _note(Happened.INTERVENTION_WITHDRAWN, gone, by=by, at=at)
    gone.delete()


def _figure_before(
    group: Group | None, member: Member | None, metric: str, now: Quarter
) -> dict[str, Any] | None:
    subject = Subject(group.pk if group else None, member.pk if member else None)
    found = readings.reading(subject, metric, now, earliest=now.shifted(-A_YEAR))
    return found._asdict() if found else None


def _figure_after(intervention: Intervention, on: date) -> dict[str, Any] | None:
    subject = Subject(intervention.group_id, intervention.member_id)
    later = intervention.quarter
    if intervention.before:
        later = max(later, Quarter(intervention.before["period_id"]).next)
    now = Quarter.of(on)
    found = readings.reading(subject, intervention.metric, now, earliest=later)
    return found._asdict() if found else None


def _note(verb: Happened, intervention: Intervention, *, by: Member, at: datetime) -> None:
    record(verb, by=by, about=intervention, group_id=intervention.group_id, at=at)
