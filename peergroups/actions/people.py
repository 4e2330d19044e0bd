"""People coming into the community and going. Here rather than in `members`, which lies below the ledger."""

from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction

from ledger.actions import record
from members.keys import free_key
from members.models import Member
from peergroups.actions.community import leave_to_another_admin
from peergroups.events import Happened


class AddressTaken(Exception):
    """Somebody in the community has this address."""


@transaction.atomic
def add_member(*, name: str, email: str, by: Member | None, on: date, at: datetime, **profile: Any) -> Member:
    """Add a person, who can log in at once with a code sent to that address.

    Raises:
        AddressTaken: they are here already, perhaps by a second click.
    """
    member = Member(key=free_key(Member, name), name=name, email=email, joined_on=on, **profile)
    member.set_unusable_password()
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError as error:
        if Member.objects.filter(email=email).exists():
            raise AddressTaken from error
        raise
    record(Happened.MEMBER_ADDED, by=by, toward=member, at=at)
    return member


@transaction.atomic
def change_address(member: Member, email: str, *, by: Member | None, at: datetime) -> None:
    """Give a person another address to log in with. No session and no password of before lets in any more."""
    member.email = email
    member.set_unusable_password()
    member.save(update_fields=["email", "password"])
    EmailAddress.objects.filter(user=member).delete()
    _log_out_everywhere(member)
    record(Happened.ADDRESS_CHANGED, by=by, toward=member, at=at)


@transaction.atomic
def close_account(member: Member, *, by: Member, on: date, at: datetime) -> None:
    """Let nobody log in as this person any more. Seats and history stay; the account can be reopened.

    Raises:
        LastAdmin: nobody else would look after the community.
    """
    leave_to_another_admin(member, on=on)
    if Member.objects.filter(pk=member.pk, is_active=True).update(is_active=False):
        member.is_active = False
        _log_out_everywhere(member)
        record(Happened.ACCOUNT_CLOSED, by=by, toward=member, at=at)


@transaction.atomic
def reopen_account(member: Member, *, by: Member, at: datetime) -> None:
    """Let the person log in again."""
    if Member.objects.filter(pk=member.pk, is_active=False).update(is_active=True):
        member.is_active = True
        record(Happened.ACCOUNT_REOPENED, by=by, toward=member, at=at)


def _log_out_everywhere(member: Member) -> None:
    for session in UserSession.objects.filter(user=member):
        session.end()
