"""Who may do what to a meeting."""

import rules

from meetings.models import AgendaTemplate, Meeting
from members.models import Member
from peergroups.models import Group
from peergroups.rules import asked_of, leads, looks_after_the_community, sits_in


@rules.predicate
def group_lets_anyone_schedule(member: Member, group: Group) -> bool:
    return group.anyone_schedules


@rules.predicate
def group_takes_attendance(member: Member, meeting: Meeting) -> bool:
    return meeting.group.takes_attendance


@rules.predicate
def keeps_the_template(member: Member, template: AgendaTemplate) -> bool:
    if template.group is None:
        return bool(looks_after_the_community(member))
    return bool(may_schedule(member, template.group))


may_schedule = leads | (sits_in & group_lets_anyone_schedule)
keeps_its_group = asked_of("group", may_schedule)

rules.add_perm("meetings.schedule_meeting", may_schedule)
rules.add_perm("meetings.keep_meeting", keeps_its_group)
rules.add_perm("meetings.keep_agenda", keeps_its_group)
rules.add_perm("meetings.keep_template", keeps_the_template)
rules.add_perm("meetings.take_attendance", keeps_its_group & group_takes_attendance)
