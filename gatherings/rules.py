"""Who may do what to a quarter's week."""

import rules

from gatherings.models import Session
from members.models import Member
from peergroups.rules import looks_after_the_community
from peergroups.seating import seating


@rules.predicate
def holds_a_seat(member: Member) -> bool:
    """Sits in some group now; who has left them all reads the year and no more."""
    return bool(seating(member).groups)


@rules.predicate
def proposed_it(member: Member, session: Session) -> bool:
    return session.is_proposed and session.proposed_by_id == member.pk


@rules.predicate
def speaks_at_it(member: Member, session: Session) -> bool:
    return any(speaker.member_id == member.pk for speaker in session.speakers.all())


rules.add_perm("gatherings.keep_gathering", looks_after_the_community)
rules.add_perm("gatherings.take_part", holds_a_seat | looks_after_the_community)
rules.add_perm("gatherings.change_session", proposed_it | looks_after_the_community)
rules.add_perm("gatherings.keep_list", speaks_at_it | looks_after_the_community)
