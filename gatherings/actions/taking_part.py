"""Signing up for a session, leaving it, being there, and saying how it was."""

from datetime import datetime

from django.db import transaction

from gatherings.actions.line import HeldElsewhere, fill, free_seats, lock
from gatherings.actions.speaking import refuse_who_speaks_elsewhere
from gatherings.actions.standing import refuse_when_cancelled
from gatherings.events import Happened
from gatherings.models import Rating, Session, Signup
from gatherings.models.programme import CHECK_IN_OPENS
from gatherings.models.taking_part import Hold
from ledger.actions import record
from members.models import Member

_WITH_HOURS = ("session__round__content_day__gathering", "member")


class SignupClosed(Exception):
    """The session is not in a programme that stands, or it has begun."""


class NoSeat(Exception):
    """The person holds no seat in the session."""


class NotThere(Exception):
    """Others have checked in to the session, and the person has not."""


class NotTheTime(Exception):
    """It is too early, or too late."""


@transaction.atomic
def sign_up(session: Session, member: Member, *, instead: bool = False, by: Member, at: datetime) -> Signup:
    """Take a seat, or a place in the line where none is free. `instead` gives up the one held elsewhere.

    Raises:
        WeekCancelled: the week was called off.
        SignupClosed: there is nothing to sign up for, or not any more.
        HeldElsewhere: nobody sits in two sessions of a round, nor waits for two.
        SpeaksElsewhere: nobody sits in a session while they speak at another.
    """
    now = lock(session)
    refuse_when_cancelled(session.content_day.gathering)
    if not (now.round and now.is_planned and now.content_day.is_set) or now.has_begun(at):
        raise SignupClosed
    own = now.signups.filter(member=member).first()
    if own:
        return own
    refuse_who_speaks_elsewhere(now, now.round, [member.pk])
    state = Hold.WAITING if free_seats(now) == 0 else Hold.SEAT
    other = (
        Signup.objects.select_related(*_WITH_HOURS)
        .filter(round=now.round, member=member, state=state)
        .first()
    )
    if other and not instead:
        raise HeldElsewhere(other)
    if other:
        _give_up(other, by=by, at=at)
    signup = Signup.objects.create(session=now, round=now.round, member=member, state=state, at=at)
    verb = Happened.SIGNED_UP if state == Hold.SEAT else Happened.WAITS
    record(verb, by=by, toward=None if by == member else member, about=session, at=at)
    return signup


@transaction.atomic
def leave_session(session: Session, member: Member, *, by: Member, at: datetime) -> None:
    """Give up a seat or a place in line; the first in line comes in at once.

    Raises:
        SignupClosed: the session has begun.
    """
    now = lock(session)
    own = now.signups.select_related(*_WITH_HOURS).filter(member=member).first()
    if own is None:
        return  # a second click asks for what is already so
    if now.has_begun(at):
        raise SignupClosed
    _give_up(own, by=by, at=at)


@transaction.atomic
def check_in(session: Session, member: Member, *, by: Member, at: datetime) -> None:
    """Note that somebody is there. Oneself only while it lasts; who keeps the list also afterwards.

    Raises:
        NotTheTime: the doors are not open, or for oneself not any more.
        NoSeat: the person holds no seat.
    """
    now = _with_hours(session)
    opens = now.takes_check_ins(at) or (by != member and _doors_have_opened(now, at))
    if not opens:
        raise NotTheTime
    seat = now.signups.seated().filter(member=member)
    if not seat.exists():
        raise NoSeat
    if seat.filter(checked_in_at=None).update(checked_in_at=at):
        record(Happened.CHECKED_IN, by=by, toward=member, about=session, at=at)


@transaction.atomic
def undo_check_in(session: Session, member: Member, *, by: Member, at: datetime) -> None:
    """Take that note back."""
    seat = session.signups.filter(member=member).exclude(checked_in_at=None)
    if seat.update(checked_in_at=None):
        record(Happened.CHECK_IN_UNDONE, by=by, toward=member, about=session, at=at)


@transaction.atomic
def rate_session(session: Session, member: Member, stars: int, *, by: Member, at: datetime) -> None:
    """Say how it was, from one star to five; the latest word counts.

    Who held a seat was there, unless people checked in and they did not: many sessions never take check-ins.

    Raises:
        NotTheTime: it has not begun.
        NoSeat: the person held no seat.
        NotThere: others checked in and they did not.
    """
    if not _with_hours(session).has_begun(at):
        raise NotTheTime
    seats = session.signups.seated()
    if not seats.filter(member=member).exists():
        raise NoSeat
    there = seats.exclude(checked_in_at=None)
    if there.exists() and not there.filter(member=member).exists():
        raise NotThere
    Rating.objects.update_or_create(session=session, member=member, defaults={"stars": stars})
    record(Happened.RATED, by=by, about=session, at=at)


def _give_up(signup: Signup, *, by: Member, at: datetime) -> None:
    """Let go of a seat or a place in line; the round is locked."""
    signup.delete()
    toward = None if by == signup.member else signup.member
    record(Happened.LEFT, by=by, toward=toward, about=signup.session, at=at)
    fill(signup.session, at=at)


def _with_hours(session: Session) -> Session:
    return Session.objects.select_related("round__content_day__gathering").get(pk=session.pk)


def _doors_have_opened(session: Session, at: datetime) -> bool:
    return session.round is not None and session.round.starts_at - CHECK_IN_OPENS <= at
