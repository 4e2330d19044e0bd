"""Who may do what with a review."""

import rules

from meetings.models import Meeting
from members.models import Member
from peergroups.rules import asked_of, sits_in
from reviews.asking import asked, is_asking
from reviews.models import Remark, Review


@rules.predicate
def is_asked(member: Member, meeting: Meeting) -> bool:
    return is_asking(meeting) and asked(meeting).filter(member=member).exists()


@rules.predicate
def wrote_it(member: Member, thing: Review | Remark) -> bool:
    return member.pk == (thing.member_id if isinstance(thing, Review) else thing.author_id)


sits_in_its_group = asked_of("meeting.group", sits_in)

rules.add_perm("reviews.write_review", is_asked)
rules.add_perm("reviews.keep_review", wrote_it)
rules.add_perm("reviews.read_review", sits_in_its_group & ~wrote_it)
rules.add_perm("reviews.leave_remark", sits_in_its_group & ~wrote_it)
rules.add_perm("reviews.withdraw_remark", wrote_it)
