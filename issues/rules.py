"""Who may do what to issues and hot seats."""

import rules

from issues.models import HotSeat, HotSeatNote, Issue
from members.models import Member
from peergroups.models import Group
from peergroups.rules import asked_of, leads, sits_in


@rules.predicate
def group_plans_agenda(member: Member, group: Group) -> bool:
    return group.plans_agenda


@rules.predicate
def offered_it(member: Member, issue: Issue) -> bool:
    return issue.member_id == member.pk


@rules.predicate
def coaches_it(member: Member, issue: Issue) -> bool:
    return issue.hot_seats.standing().filter(coach=member).exists()


@rules.predicate
def presents(member: Member, hot_seat: HotSeat) -> bool:
    return hot_seat.presenter_id == member.pk


@rules.predicate
def owns_the_note(member: Member, note: HotSeatNote) -> bool:
    return note.hot_seat.presenter_id == member.pk


leads_where_it_stands = asked_of("meeting.group", leads)

rules.add_perm("issues.offer_issue", sits_in & group_plans_agenda)
rules.add_perm("issues.offer_issue_for_others", leads & group_plans_agenda)
rules.add_perm("issues.change_issue", asked_of("group", sits_in) & (offered_it | coaches_it))
rules.add_perm("issues.keep_issue", offered_it | asked_of("group", leads))
rules.add_perm("issues.place_dots", asked_of("group", sits_in & group_plans_agenda))
rules.add_perm("issues.choose_hot_seats", asked_of("group", leads & group_plans_agenda))
rules.add_perm("issues.keep_hot_seat", leads_where_it_stands)
rules.add_perm("issues.give_up_hot_seat", presents | leads_where_it_stands)
rules.add_perm("issues.add_note", presents | asked_of("meeting.group", sits_in))
rules.add_perm("issues.keep_note", owns_the_note)
