"""Who may do what to the community and its groups."""

import rules

from members.models import Member
from peergroups.models import Group
from peergroups.seating import seating


@rules.predicate
def looks_after_the_community(member: Member) -> bool:
    return seating(member).is_admin


@rules.predicate
def sits_in(member: Member, group: Group) -> bool:
    return seating(member).sits_in(group)


@rules.predicate
def leads(member: Member, group: Group) -> bool:
    return seating(member).leads(group)


rules.add_perm("peergroups.keep_community", looks_after_the_community)
rules.add_perm("peergroups.keep_seats", looks_after_the_community)
rules.add_perm("peergroups.keep_group", leads | looks_after_the_community)
