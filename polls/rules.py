"""Who may ask for a date, and who may say what suits."""

import rules

from meetings.rules import may_schedule
from members.models import Member
from peergroups.rules import sits_in
from polls.models import Poll


@rules.predicate
def may_schedule_in_its_group(member: Member, poll: Poll) -> bool:
    return bool(may_schedule(member, poll.group))


@rules.predicate
def sits_in_its_group(member: Member, poll: Poll) -> bool:
    return bool(sits_in(member, poll.group))


rules.add_perm("polls.make_poll", may_schedule)
rules.add_perm("polls.keep_poll", may_schedule_in_its_group)
rules.add_perm("polls.vote", sits_in_its_group)
