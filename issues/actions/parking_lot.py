"""Offering something to work on, saying it better, taking it back, and working it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from issues.events import Happened
from issues.models import HotSeat, Issue
from ledger.actions import record
from meetings.models import Meeting
from members.models import Member
from peergroups.models import Group


class AlreadyOffered(Exception):
    """The same issue of the same person waits already: the form was sent twice."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue


class IssueClosed(Exception):
    """The issue was worked or withdrawn; perhaps somebody got there first."""


class IsChosen(Exception):
    """The issue has a hot seat at a meeting to come, which is to be given up first."""

    def __init__(self, hot_seat: HotSeat) -> None:
        self.hot_seat = hot_seat


@transaction.atomic
def offer_issue(
    group: Group, member: Member, *, title: str, by: Member, on: date, at: datetime, **fields: Any
) -> Issue:
    """Put something into the parking lot of a group.

    Raises:
        AlreadyOffered: the same person has the same words waiting there.
    """
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)  # two clicks come one after the other
    same = Issue.objects.open().filter(group=group, member=member, title=title).first()
    if same:
        raise AlreadyOffered(same)
    issue = Issue.objects.create(
        group=group, member=member, title=title, offered_on=on, changed_at=at, **fields
    )
    _note(Happened.ISSUE_OFFERED, issue, by=by, at=at)
    return issue


@transaction.atomic
def change_issue(issue: Issue, *, by: Member, at: datetime, **changes: Any) -> None:
    """Say better what it is about; who could read it can read that, too.

    Raises:
        IssueClosed: there is nothing to prepare any more.
    """
    _lock_open(issue)
    for field, value in changes.items():
        setattr(issue, field, value)
    issue.changed_at = at
    issue.save(update_fields=[*changes, "changed_at"])
    _note(Happened.ISSUE_CHANGED, issue, by=by, at=at)


@transaction.atomic
def offer_issue_again(issue: Issue, *, by: Member, on: date, at: datetime) -> None:
    """Offer it anew as of that day: who has joined since the first time can read it from now on.

    Raises:
        IssueClosed: it was worked or withdrawn.
    """
    _lock_open(issue)
    if issue.offered_on == on:  # a second click asks for what is already so
        return
    issue.offered_on, issue.changed_at = on, at
    issue.save(update_fields=["offered_on", "changed_at"])
    _note(Happened.ISSUE_OFFERED_AGAIN, issue, by=by, at=at)


@transaction.atomic
def withdraw_issue(issue: Issue, *, by: Member, at: datetime) -> None:
    """Take an issue out of the parking lot. Its dots lie still, should it be put back.

    Raises:
        IssueClosed: it was worked or withdrawn before.
        IsChosen: it has a hot seat at a meeting to come.
    """
    _lock_open(issue)
    chosen = issue.hot_seats.standing().filter(meeting__ends_at__gt=at, meeting__cancelled_at=None).first()
    if chosen:
        raise IsChosen(chosen)
    issue.withdrawn_at = at
    issue.save(update_fields=["withdrawn_at"])
    _note(Happened.ISSUE_WITHDRAWN, issue, by=by, at=at)


@transaction.atomic
def put_back_issue(issue: Issue, *, by: Member, at: datetime) -> None:
    """Undo a withdrawal."""
    if Issue.objects.filter(pk=issue.pk, withdrawn_at__isnull=False).update(withdrawn_at=None):
        issue.withdrawn_at = None
        _note(Happened.ISSUE_PUT_BACK, issue, by=by, at=at)


@transaction.atomic
def work_issue(issue: Issue, *, meeting: Meeting, by: Member, at: datetime) -> None:
    """Note that the group has worked on it, at that meeting.

    Raises:
        IssueClosed: it was worked or withdrawn before; only the first of two callers succeeds.
    """
    if not Issue.objects.open().filter(pk=issue.pk).update(worked_at=at, worked_at_meeting=meeting):
        raise IssueClosed
    issue.worked_at, issue.worked_at_meeting = at, meeting
    _note(Happened.ISSUE_WORKED, issue, by=by, at=at)


@transaction.atomic
def carry_over_issue(issue: Issue, *, by: Member, at: datetime) -> None:
    """Let an issue that was worked wait again: the group wants to come back to it, or it was a slip."""
    worked = Issue.objects.filter(pk=issue.pk, worked_at__isnull=False)
    if worked.update(worked_at=None, worked_at_meeting=None):
        issue.worked_at = issue.worked_at_meeting = None
        _note(Happened.ISSUE_CARRIED_OVER, issue, by=by, at=at)


def _lock_open(issue: Issue) -> None:
    """Lock an issue that waits still, whatever the caller has read of it."""
    if not Issue.objects.open().select_for_update().filter(pk=issue.pk).exists():
        raise IssueClosed


def _note(verb: Happened, issue: Issue, *, by: Member, at: datetime) -> None:
    toward = None if by.pk == issue.member_id else issue.member
    record(verb, by=by, toward=toward, about=issue, group_id=issue.group_id, at=at)
