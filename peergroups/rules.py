"""Who may do what to the community and its groups."""

from operator import attrgetter

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


def asked_of(path: str, rule: rules.Predicate) -> rules.Predicate:
    """`rule` about what a thing belongs to: `asked_of("meeting.group", leads)` asks `thing.meeting.group`."""
    whole = attrgetter(path)
    return rules.predicate(
        lambda member, thing: bool(rule(member, whole(thing))), name=f"{rule.name} of its {path}"
    )


rules.add_perm("peergroups.keep_community", looks_after_the_community)
rules.add_perm("peergroups.keep_seats", looks_after_the_community)
rules.add_perm("peergroups.keep_group", leads | looks_after_the_community)
