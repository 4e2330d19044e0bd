"""Who may do what at the table of a meeting."""

import rules

from meetings.models import Meeting
from meetings.rules import keeps_its_group
from members.models import Member
from peergroups.rules import sits_in
from topics.models import Topic


@rules.predicate
def sits_in_its_group(member: Member, meeting: Meeting) -> bool:
    return bool(sits_in(member, meeting.group))


@rules.predicate
def proposed_it(member: Member, topic: Topic) -> bool:
    return topic.proposed_by_id == member.pk


@rules.predicate
def keeps_its_meeting(member: Member, topic: Topic) -> bool:
    return bool(keeps_its_group(member, topic.meeting))


rules.add_perm("topics.sit_at_table", sits_in_its_group)
rules.add_perm("topics.set_table", keeps_its_group)
rules.add_perm("topics.remove_topic", proposed_it | keeps_its_meeting)
