"""Who may do what to a commitment."""

import rules

from commitments.models import Commitment
from members.models import Member
from peergroups.models import Group
from peergroups.rules import asked_of, leads, sits_in


@rules.predicate
def group_makes_commitments(member: Member, group: Group) -> bool:
    return group.makes_commitments


@rules.predicate
def made_it(member: Member, commitment: Commitment) -> bool:
    return commitment.member_id == member.pk


leads_its_group = asked_of("group", leads)

rules.add_perm("commitments.make_commitment", sits_in & group_makes_commitments)
rules.add_perm("commitments.make_commitment_for_others", leads & group_makes_commitments)
rules.add_perm("commitments.keep_commitment", made_it | leads_its_group)
rules.add_perm("commitments.reword_commitment", made_it & asked_of("group", sits_in) | leads_its_group)
