"""Who may do what with surveys."""

import rules

from members.models import Member
from peergroups.rules import looks_after_the_community
from surveys.models import Asked, Survey


@rules.predicate
def was_asked(member: Member, survey: Survey) -> bool:
    return Asked.objects.filter(survey=survey, member=member).exists()


rules.add_perm("surveys.keep_surveys", looks_after_the_community)
rules.add_perm("surveys.answer_survey", was_asked)
