"""Asking for a date, saying what suits, and making a meeting of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ledger.actions import record
from meetings.actions import Hours, NotInvited, Place, answer_invitation, schedule_meeting
from meetings.models import Meeting
from meetings.walltime import instant
from members.models import Member
from peergroups.models import Group
from polls.events import Happened
from polls.models import ANSWER_TO, Option, Poll, Suits, Vote


class AlreadyAsked(Exception):
    """The group has an open poll of this title: the form was sent twice."""

    def __init__(self, poll: Poll) -> None:
        self.poll = poll


class PollClosed(Exception):
    """Nobody votes any more, and nothing changes in what is offered."""


class AlreadyPicked(Exception):
    """Somebody made a meeting of the poll first."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting


class OptionGone(Exception):
    """The date was removed from the poll, or is over."""


class MeetingStands(Exception):
    """The meeting that came of the poll takes place; it is cancelled first, or moved."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting


@transaction.atomic
def make_poll(
    group: Group,
    *,
    title: str,
    where: Place,
    options: Sequence[Hours],
    closes_on: date | None = None,
    by: Member,
    at: datetime,
) -> Poll:
    """Ask the group which of these dates suit. Their clock is that of the poll's zone from now on.

    Raises:
        AlreadyAsked: the same question is open already.
        ValidationError: a time does not exist in the zone.
    """
    Group.objects.select_for_update(no_key=True).get(pk=group.pk)  # two clicks come one after the other
    same = Poll.objects.open().filter(group=group, title=title).first()
    if same:
        raise AlreadyAsked(same)
    poll = Poll.objects.create(
        group=group, title=title, closes_on=closes_on, made_by=by, made_at=at, **where._asdict()
    )
    _offer(poll, options)
    _note(Happened.POLL_MADE, poll, by=by, at=at)
    return poll


@transaction.atomic
def change_poll(poll: Poll, *, by: Member, at: datetime, **changes: Any) -> None:
    """Change the title, the place or the last day to vote; never the zone, which would move every date.

    Raises:
        PollClosed: it is too late.
    """
    _lock_open(poll)
    for field, value in changes.items():
        setattr(poll, field, value)
    poll.save(update_fields=list(changes))
    _note(Happened.POLL_CHANGED, poll, by=by, at=at)


@transaction.atomic
def add_options(poll: Poll, options: Sequence[Hours], *, by: Member, at: datetime) -> None:
    """Offer more dates; all votes stay. One that was removed comes back with the votes it had.

    Raises:
        PollClosed: it is too late.
        ValidationError: a time does not exist in the poll's zone.
    """
    _lock_open(poll)
    _offer(poll, options)
    _note(Happened.OPTIONS_ADDED, poll, by=by, at=at)


@transaction.atomic
def remove_option(option: Option, *, by: Member, at: datetime) -> None:
    """Offer a date no longer; a second click finds it gone. Its votes wait in case it is put back.

    Raises:
        PollClosed: it is too late.
    """
    _lock_open(option.poll)
    if Option.objects.offered().filter(pk=option.pk).update(removed_at=at):
        _note(Happened.OPTION_REMOVED, option.poll, by=by, at=at)


@transaction.atomic
def put_back_option(option: Option, *, by: Member, at: datetime) -> None:
    """Offer a removed date again, with the votes that it had.

    Raises:
        PollClosed: it is too late.
    """
    _lock_open(option.poll)
    if Option.objects.filter(pk=option.pk).exclude(removed_at=None).update(removed_at=None):
        _note(Happened.OPTION_PUT_BACK, option.poll, by=by, at=at)


@transaction.atomic
def cast_votes(
    poll: Poll, member: Member, votes: Mapping[Option, Suits], *, by: Member, at: datetime
) -> None:
    """Say what suits a member; dates not named stay as they are. One statement, so nobody waits for another.

    A vote that comes as somebody picks or removes a date does no harm: it is kept and no longer counts.

    Raises:
        PollClosed: votes are no longer taken.
    """
    if not Poll.objects.get(pk=poll.pk).takes_votes(at):
        raise PollClosed
    said = Vote.objects.filter(option__in=votes, member=member)
    before = dict(said.values_list("option_id", "suits"))
    changed = [option for option in votes if before.get(option.pk) != votes[option]]
    if not changed:
        return
    Vote.objects.bulk_create(
        [
            Vote(option=option, member=member, suits=votes[option], voted_at=at)
            for option in sorted(changed, key=lambda option: option.pk)  # two taps lock in one order
        ],
        update_conflicts=True,
        unique_fields=["option", "member"],
        update_fields=["suits", "voted_at"],
    )
    _note(Happened.VOTED, poll, by=by, toward=None if by == member else member, at=at)


@transaction.atomic
def pick_option(option: Option, *, by: Member, at: datetime) -> Meeting:
    """Make a meeting of a date, in the poll's zone, and close the poll. Votes become answers to the meeting.

    Only the first of two who pick at once succeeds.

    Raises:
        AlreadyPicked: a meeting came of the poll already.
        PollClosed: somebody closed it without a date.
        OptionGone: the date is not offered any more, or has begun.
        AlreadyScheduled: the group has a meeting of this title at that time.
    """
    poll = Poll.objects.select_for_update().get(pk=option.poll_id)  # its meeting is read under the lock
    if poll.meeting:
        raise AlreadyPicked(poll.meeting)
    if poll.closed_at:
        raise PollClosed
    picked = poll.options.offered().filter(pk=option.pk).first()
    if picked is None or picked.has_begun(at):
        raise OptionGone
    poll.meeting = schedule_meeting(
        poll.group,
        title=poll.title,
        days=[Hours(picked.on, picked.starts, picked.ends)],
        where=Place(poll.timezone, poll.place, poll.link),
        by=by,
        at=at,
    )
    poll.picked, poll.closed_at = picked, at
    poll.save(update_fields=["meeting", "picked", "closed_at"])
    _answer_for_voters(picked, poll.meeting)
    _note(Happened.OPTION_PICKED, poll, by=by, at=at)
    return poll.meeting


@transaction.atomic
def close_poll(poll: Poll, *, by: Member, at: datetime) -> None:
    """End a poll without a date; a second click finds it closed."""
    if Poll.objects.open().filter(pk=poll.pk).update(closed_at=at):
        _note(Happened.POLL_CLOSED, poll, by=by, at=at)


@transaction.atomic
def reopen_poll(poll: Poll, *, by: Member, at: datetime) -> None:
    """Ask again, with all votes as they were. A last day that is over is taken off.

    Raises:
        MeetingStands: the meeting that came of it has not been cancelled.
    """
    now = Poll.objects.select_for_update().get(pk=poll.pk)
    if now.closed_at is None:  # a second click asks for what is already so
        return
    if now.meeting and not now.meeting.is_cancelled:
        raise MeetingStands(now.meeting)
    now.closed_at = now.picked = now.meeting = None
    if not now.takes_votes(at):
        now.closes_on = None
    now.save(update_fields=["closed_at", "picked", "meeting", "closes_on"])
    _note(Happened.POLL_REOPENED, now, by=by, at=at)


def _lock_open(poll: Poll) -> None:
    if not Poll.objects.open().select_for_update(no_key=True).filter(pk=poll.pk).exists():
        raise PollClosed


def _offer(poll: Poll, options: Sequence[Hours]) -> None:
    for option in options:
        for wall in filter(None, (option.starts, option.ends)):
            instant(option.on, wall, poll.timezone)  # refuses a time that clocks go over
    Option.objects.bulk_create(
        [Option(poll=poll, removed_at=None, **option._asdict()) for option in dict.fromkeys(options)],
        update_conflicts=True,
        unique_fields=["poll", "on", "starts", "ends"],
        update_fields=["removed_at"],
    )


def _answer_for_voters(picked: Option, meeting: Meeting) -> None:
    """Take each vote for the answer that it is: the voter's own word, given when they voted."""
    for vote in picked.votes.select_related("member"):
        try:
            reply = ANSWER_TO[Suits(vote.suits)]
            answer_invitation(meeting, vote.member, reply, by=vote.member, at=vote.voted_at)
        except NotInvited:  # has left since, or is on leave that day
            continue


def _note(verb: Happened, poll: Poll, *, by: Member, at: datetime, toward: Member | None = None) -> None:
    record(verb, by=by, toward=toward, about=poll, group_id=poll.group_id, at=at)
