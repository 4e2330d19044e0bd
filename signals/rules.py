"""Who may do what about a signal. Who sees which is `visible_to`."""

import rules

from engagement.models import Level
from members.models import Member
from peergroups.models import Group
from peergroups.rules import asked_of, leads, looks_after_the_community
from peergroups.seating import seating
from signals.models import Intervention, Signal


@rules.predicate
def looks_after_its_subject(member: Member, signal: Signal) -> bool:
    """Leads the group, and is not the one it is about; or is an admin, where it is about no one person."""
    seats = seating(member)
    of_group = signal.group is not None and seats.leads(signal.group) and signal.member_id != member.pk
    return of_group or (seats.is_admin and signal.level != Level.MEMBER)


@rules.predicate
def looks_after(member: Member, group: Group | None) -> bool:
    """Leads the group, or is an admin; of the whole community (no group) an admin."""
    seats = seating(member)
    return seats.is_admin or (group is not None and seats.leads(group))


@rules.predicate
def keeps_intervention(member: Member, intervention: Intervention) -> bool:
    """As for its group; after a check-in only who leads the group, and never whom it is about."""
    seats = seating(member)
    if intervention.member_id:
        is_led = intervention.group is not None and seats.leads(intervention.group)
        return is_led and intervention.member_id != member.pk
    return bool(looks_after(member, intervention.group))


@rules.predicate
def reads_note(member: Member, intervention: Intervention) -> bool:
    """What is noted stays with those who lead the group; of the whole community with its admins."""
    if intervention.group is None:
        return bool(looks_after_the_community(member))
    return bool(leads(member, intervention.group))


rules.add_perm("signals.see_community", looks_after_the_community)
rules.add_perm("signals.dismiss_signal", looks_after_its_subject)
rules.add_perm("signals.begin_after_signal", looks_after_its_subject)
rules.add_perm("signals.begin_intervention", looks_after)
rules.add_perm("signals.keep_intervention", keeps_intervention)
rules.add_perm("signals.read_note", reads_note)
rules.add_perm("signals.annotate_quarter", looks_after)
rules.add_perm("signals.remove_annotation", asked_of("group", looks_after))
