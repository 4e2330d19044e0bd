"""Who may do what to issues and hot seats."""

import rules

from issues.models import HotSeat, HotSeatNote, Issue
from meetings.models import Meeting
from members.models import Member
from peergroups.models import Group
from peergroups.rules import leads, sits_in


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
def sits_in_its_group(member: Member, issue: Issue) -> bool:
    return bool(sits_in(member, issue.group))


@rules.predicate
def leads_its_group(member: Member, issue: Issue) -> bool:
    return bool(leads(member, issue.group))


@rules.predicate
def sits_at_the_meeting(member: Member, meeting: Meeting) -> bool:
    return bool(sits_in(member, meeting.group)) and meeting.group.plans_agenda


@rules.predicate
def leads_the_meeting(member: Member, meeting: Meeting) -> bool:
    return bool(leads(member, meeting.group)) and meeting.group.plans_agenda


@rules.predicate
def leads_where_it_stands(member: Member, hot_seat: HotSeat) -> bool:
    return bool(leads(member, hot_seat.meeting.group))


@rules.predicate
def presents(member: Member, hot_seat: HotSeat) -> bool:
    return hot_seat.presenter_id == member.pk


@rules.predicate
def sits_where_it_stands(member: Member, hot_seat: HotSeat) -> bool:
    return bool(sits_in(member, hot_seat.meeting.group))


@rules.predicate
def owns_the_note(member: Member, note: HotSeatNote) -> bool:
    return note.hot_seat.presenter_id == member.pk


rules.add_perm("issues.offer_issue", sits_in & group_plans_agenda)
rules.add_perm("issues.offer_issue_for_others", leads & group_plans_agenda)
rules.add_perm("issues.change_issue", sits_in_its_group & (offered_it | coaches_it))
rules.add_perm("issues.keep_issue", offered_it | leads_its_group)
rules.add_perm("issues.place_dots", sits_at_the_meeting)
rules.add_perm("issues.choose_hot_seats", leads_the_meeting)
rules.add_perm("issues.keep_hot_seat", leads_where_it_stands)
rules.add_perm("issues.give_up_hot_seat", presents | leads_where_it_stands)
rules.add_perm("issues.add_note", presents | sits_where_it_stands)
rules.add_perm("issues.keep_note", owns_the_note)
