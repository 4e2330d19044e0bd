"""Taking a seat, leaving it, being away, and what one does in the group."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from ledger.actions import record
from members.models import Member
from peergroups.events import Happened
from peergroups.models import Group, Leave, Membership, RoleTerm

REOPENED_WITHIN = timedelta(days=31)


class AlreadySeated(Exception):
    """The person holds a seat in this group on some day of the new one."""


class EndsEarlier(Exception):
    """The seat has an earlier last day; to put that off is to reopen the seat, which has a limit."""


class GoneTooLong(Exception):
    """The seat ended so long ago that reopening it would let its holder read what was said without them."""


class RoleTaken(Exception):
    """The person has that role already."""


@transaction.atomic
def give_seat(
    group: Group,
    member: Member,
    *,
    joined_on: date,
    is_provisional: bool = False,
    by: Member | None,
    at: datetime,
) -> Membership:
    """Give a person a seat. What was said in the group before that day stays closed to them.

    Raises:
        AlreadySeated: one seat each at a time; PostgreSQL would refuse a second.
    """
    seat = Membership(
        group=group, member=member, joined_on=joined_on, full_on=None if is_provisional else joined_on
    )
    try:
        with transaction.atomic():
            seat.save()
    except IntegrityError as error:
        raise AlreadySeated from error
    record(Happened.MEMBERSHIP_STARTED, by=by, toward=member, about=seat, group_id=group.pk, at=at)
    return seat


@transaction.atomic
def confirm_seat(seat: Membership, *, on: date, by: Member, at: datetime) -> None:
    """Make a provisional member a full one from that day."""
    if Membership.objects.filter(pk=seat.pk, full_on=None).update(full_on=on):
        record(
            Happened.MEMBERSHIP_CONFIRMED,
            by=by,
            toward=seat.member,
            about=seat,
            group_id=seat.group_id,
            at=at,
        )


@transaction.atomic
def end_seat(seat: Membership, *, left_on: date, by: Member, at: datetime) -> None:
    """End a seat with its last day; access ends with that day, and roles and leave end with the seat.

    Raises:
        EndsEarlier: it ends sooner already.
    """
    if seat.left_on and left_on > seat.left_on:
        raise EndsEarlier
    if not Membership.objects.filter(pk=seat.pk).exclude(left_on=left_on).update(left_on=left_on):
        return  # a second click asks for what is already so
    seat.left_on = left_on
    for periods in (seat.roles, seat.leaves):
        periods.filter(starts_on__gt=left_on).delete()
        periods.exclude(ends_on__lte=left_on).update(ends_on=left_on)
    record(Happened.MEMBERSHIP_ENDED, by=by, toward=seat.member, about=seat, group_id=seat.group_id, at=at)


@transaction.atomic
def reopen_seat(seat: Membership, *, by: Member, on: date, at: datetime) -> None:
    """Take back an ending. Roles that ended with the seat are given anew, by hand.

    Raises:
        GoneTooLong: it ended more than `REOPENED_WITHIN` ago; who comes back then takes a new seat.
        AlreadySeated: the person has come back on another seat since.
    """
    if seat.left_on is None:
        return
    if on - seat.left_on > REOPENED_WITHIN:
        raise GoneTooLong
    try:
        with transaction.atomic():
            ended_so = Membership.objects.filter(pk=seat.pk, left_on=seat.left_on)
            is_first = ended_so.update(left_on=None)
    except IntegrityError as error:
        raise AlreadySeated from error
    seat.left_on = None
    if not is_first:  # a second click asks for what is already so
        return
    record(Happened.MEMBERSHIP_REOPENED, by=by, toward=seat.member, about=seat, group_id=seat.group_id, at=at)


@transaction.atomic
def grant_leave(
    seat: Membership, *, starts_on: date, ends_on: date | None, by: Member, at: datetime
) -> Leave:
    """Agree that a seat holder is away: nobody expects them, and the seat stays theirs."""
    Membership.objects.select_for_update(no_key=True).get(pk=seat.pk)  # two clicks come one after the other
    same = seat.leaves.filter(starts_on=starts_on, ends_on=ends_on).first()
    if same:
        return same
    leave = seat.leaves.create(starts_on=starts_on, ends_on=ends_on)
    record(Happened.LEAVE_GRANTED, by=by, toward=seat.member, about=seat, group_id=seat.group_id, at=at)
    return leave


@transaction.atomic
def withdraw_leave(leave: Leave, *, by: Member, at: datetime) -> None:
    """Take a leave back as if it had never been agreed."""
    seat = leave.membership
    leave.delete()
    record(Happened.LEAVE_WITHDRAWN, by=by, toward=seat.member, about=seat, group_id=seat.group_id, at=at)


@transaction.atomic
def give_role(seat: Membership, role: str, *, on: date, by: Member | None, at: datetime) -> RoleTerm:
    """Let a seat holder do something for the group from that day on.

    Raises:
        RoleTaken: they have the role already.
    """
    try:
        with transaction.atomic():
            term = RoleTerm.objects.create(membership=seat, role=role, starts_on=on)
    except IntegrityError as error:
        raise RoleTaken from error
    record(Happened.ROLE_TAKEN, by=by, toward=seat.member, about=seat, group_id=seat.group_id, at=at)
    return term


@transaction.atomic
def lay_down_role(term: RoleTerm, *, on: date, by: Member, at: datetime) -> None:
    """End a role the day before `on`, so that what it allowed ends now; a role begun that day never was.

    What has ended stays as it ended.
    """
    seat, running = term.membership, RoleTerm.objects.current(on).filter(pk=term.pk)
    begun_today, _ = running.filter(starts_on=on).delete()
    if begun_today or running.update(ends_on=on - timedelta(days=1)):
        record(Happened.ROLE_LAID_DOWN, by=by, toward=seat.member, about=seat, group_id=seat.group_id, at=at)
