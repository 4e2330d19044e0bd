"""Asking people to a light group, and answering."""

from contextlib import suppress
from datetime import date, datetime

from django.db import transaction

from ledger.actions import record
from members.models import Member
from peergroups.actions import AlreadySeated, give_seat
from peergroups.models import Group
from series.events import Happened
from series.models import Invitation
from series.rules import is_light


class InvitationOver(Exception):
    """It was withdrawn, has been answered, is too old, or the group admits in another way now."""


@transaction.atomic
def invite_member(group: Group, member: Member, *, by: Member, on: date, at: datetime) -> Invitation:
    """Ask a member of the community to join; whoever asks is the sponsor.

    Who was asked lately is not asked twice; an invitation that nobody answered in time is renewed.

    Raises:
        AlreadySeated: they sit there.
    """
    if group.memberships.current(on).filter(member=member).exists():
        raise AlreadySeated
    standing = Invitation.objects.standing(at).filter(group=group, member=member).first()
    if standing:
        return standing
    invitation, _ = Invitation.objects.unanswered().update_or_create(
        {"invited_by": by, "invited_at": at}, group=group, member=member
    )
    record(Happened.INVITED, by=by, toward=member, about=invitation, group_id=group.pk, at=at)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: Member, on: date, at: datetime) -> None:
    """Take the seat. Who has declined may think again for as long as the invitation stands.

    Raises:
        InvitationOver: there is nothing to accept any more.
    """
    standing = Invitation.objects.standing(at).filter(pk=invitation.pk)
    if not is_light(by, invitation.group) or not standing.update(accepted_at=at, declined_at=None):
        raise InvitationOver
    with suppress(AlreadySeated):  # an admin was faster
        give_seat(invitation.group, invitation.member, joined_on=on, by=by, at=at)
    _note(Happened.INVITATION_ACCEPTED, invitation, toward=invitation.invited_by, by=by, at=at)


@transaction.atomic
def decline_invitation(invitation: Invitation, *, by: Member, at: datetime) -> None:
    """Stay away, without a reason and without a trace in the group."""
    if Invitation.objects.unanswered().filter(pk=invitation.pk).update(declined_at=at):
        _note(Happened.INVITATION_DECLINED, invitation, toward=invitation.invited_by, by=by, at=at)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Member, at: datetime) -> None:
    """Take an invitation back that nobody has answered, as if it had never been sent."""
    open_still = Invitation.objects.unanswered().select_for_update().filter(pk=invitation.pk)
    if open_still.exists():
        _note(Happened.INVITATION_WITHDRAWN, invitation, toward=invitation.member, by=by, at=at)
        invitation.delete()


def _note(verb: Happened, invitation: Invitation, *, toward: Member | None, by: Member, at: datetime) -> None:
    record(verb, by=by, toward=toward, about=invitation, group_id=invitation.group_id, at=at)
