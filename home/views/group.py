"""The group's page: purpose first, then what is next, who sits here, what was promised, how it goes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commitments import panels as commitments
from engagement.panels import group_figures
from engagement.periods import Quarter
from meetings import panels as meetings
from peergroups import panels as seats
from peergroups.doors import seen_group
from peergroups.requests import MemberRequest
from polls import panels as polls
from series import panels as series
from surveys import panels as surveys


@require_safe
def group(request: MemberRequest, key: str) -> HttpResponse:
    group, member, on, at = seen_group(request, key), request.user, request.today, timezone.now()
    coming = meetings.next_meeting(group, member, on=on, at=at)
    replies = meetings.replies(coming) if coming else ()
    roster = seats.roster(group, on=on)
    context = {
        "group": group,
        "meeting": coming,
        "replies": replies,
        "may_answer": coming and not coming.has_begun(at) and any(member in people for people in replies),
        "last": meetings.last_meeting(group, member, on=on, at=at),
        "roster": roster,
        "filled": sum(seated.fills_a_seat for seated in roster),
        "promised": commitments.promised(group, member, on=on, since=Quarter.of(on).first_day),
        "figures": group_figures(group, member, on=on),
        "finding": surveys.latest(group, member, on=on),
        "rhythms": series.rhythms(group, on=on),
        "polls": polls.of_group(group, member, on=on),
        "may_schedule": member.has_perm("meetings.schedule_meeting", group),
        "may_keep": member.has_perm("peergroups.keep_group", group),
    }
    return render(request, "home/group.html", context)
