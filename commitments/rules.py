"""Who may do what to a commitment."""

import rules

from commitments.models import Commitment
from members.models import Member
from peergroups.models import Group
from peergroups.rules import leads, sits_in


@rules.predicate
def group_makes_commitments(member: Member, group: Group) -> bool:
    return group.makes_commitments


@rules.predicate
def made_it(member: Member, commitment: Commitment) -> bool:
    return commitment.member_id == member.pk


@rules.predicate
def leads_its_group(member: Member, commitment: Commitment) -> bool:
    return bool(leads(member, commitment.group))


@rules.predicate
def sits_in_its_group(member: Member, commitment: Commitment) -> bool:
    return bool(sits_in(member, commitment.group))


rules.add_perm("commitments.make_commitment", sits_in & group_makes_commitments)
rules.add_perm("commitments.make_commitment_for_others", leads & group_makes_commitments)
rules.add_perm("commitments.keep_commitment", made_it | leads_its_group)
rules.add_perm("commitments.reword_commitment", made_it & sits_in_its_group | leads_its_group)
