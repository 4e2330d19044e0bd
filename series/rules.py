"""Who may do what to a series, and who may bring whom to a light group."""

import rules

from meetings.rules import may_schedule
from members.models import Member
from peergroups.models import Group
from peergroups.rules import asked_of, leads, sits_in
from series.models import Invitation


@rules.predicate
def is_light(_: Member, group: Group) -> bool:
    """Whether the group admits through its members: a table that anybody sets and nobody is counted at."""
    return group.anyone_schedules and not group.takes_attendance


@rules.predicate
def is_invited(member: Member, invitation: Invitation) -> bool:
    return invitation.member_id == member.pk


@rules.predicate
def is_sponsor(member: Member, invitation: Invitation) -> bool:
    return invitation.invited_by_id == member.pk


rules.add_perm("series.start_series", may_schedule)
rules.add_perm("series.keep_series", asked_of("group", may_schedule))
rules.add_perm("series.invite_member", sits_in & is_light)
rules.add_perm("series.answer_invitation", is_invited)
rules.add_perm("series.withdraw_invitation", is_sponsor | asked_of("group", leads))
