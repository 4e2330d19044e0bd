"""Who comes to the week."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from gatherings.actions.taking_part import leave_session
from gatherings.events import Happened
from gatherings.models import Gathering, Registration, Signup
from ledger.actions import record
from members.models import Member


class RegistrationClosed(Exception):
    """Registration has not been opened, or its last day is over."""


@transaction.atomic
def register(
    gathering: Gathering, member: Member, *, by: Member, on: date, at: datetime, **answers: Any
) -> Registration:
    """Say that one comes, or say it better; registering again after a withdrawal counts from then on.

    Raises:
        RegistrationClosed: nobody new can register that day. Who is registered may still correct it.
    """
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)  # two clicks come one after the other
    registration = Registration.objects.filter(gathering=gathering, member=member).first()
    is_new = registration is None or registration.withdrawn_at is not None
    if is_new and not gathering.takes_registrations(on):
        raise RegistrationClosed
    registration = registration or Registration(gathering=gathering, member=member, registered_at=at)
    for field, value in answers.items():
        setattr(registration, field, value)
    if is_new:
        registration.registered_at, registration.withdrawn_at = at, None
    registration.save()
    record(Happened.REGISTERED if is_new else Happened.REGISTRATION_CHANGED, by=by, about=gathering, at=at)
    return registration


@transaction.atomic
def withdraw_registration(gathering: Gathering, member: Member, *, by: Member, at: datetime) -> None:
    """Say that one does not come after all; the seats one holds on Content Day are free for others."""
    standing = Registration.objects.standing().filter(gathering=gathering, member=member)
    if not standing.update(withdrawn_at=at):
        return  # a second click asks for what is already so
    record(Happened.REGISTRATION_WITHDRAWN, by=by, about=gathering, at=at)
    signups = Signup.objects.filter(member=member, session__content_day__gathering=gathering)
    # In the order of rounds, so that two who leave at once never wait for each other.
    for signup in signups.select_related("session__round__content_day__gathering").order_by("round"):
        if not signup.session.has_begun(at):
            leave_session(signup.session, member, by=by, at=at)
