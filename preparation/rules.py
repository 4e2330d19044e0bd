"""Who may do what before a meeting."""

import rules

from members.models import Member
from peergroups.rules import leads
from preparation.models import Leftover


@rules.predicate
def leads_its_group(member: Member, leftover: Leftover) -> bool:
    return bool(leads(member, leftover.group)) or leftover.group.anyone_schedules


rules.add_perm("preparation.keep_leftover", leads_its_group)
