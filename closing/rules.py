"""Who may do what after a meeting."""

import rules

from closing.models import Idea
from meetings.rules import keeps_its_group
from members.models import Member
from peergroups.rules import asked_of, leads


@rules.predicate
def had_it(member: Member, idea: Idea) -> bool:
    return idea.member_id == member.pk


rules.add_perm("closing.close_meeting", keeps_its_group)
rules.add_perm("closing.write_minutes", keeps_its_group)
rules.add_perm("closing.call_absent", asked_of("group", leads))
rules.add_perm("closing.withdraw_idea", had_it)
