"""Who may do what at the table of a meeting."""

import rules

from meetings.rules import keeps_its_group
from members.models import Member
from peergroups.rules import asked_of, sits_in
from topics.models import Topic


@rules.predicate
def proposed_it(member: Member, topic: Topic) -> bool:
    return topic.proposed_by_id == member.pk


rules.add_perm("topics.sit_at_table", asked_of("group", sits_in))
rules.add_perm("topics.set_table", keeps_its_group)
rules.add_perm("topics.remove_topic", proposed_it | asked_of("meeting", keeps_its_group))
