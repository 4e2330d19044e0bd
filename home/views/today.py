"""A member's own page: what is next, and what they owe."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from closing import panels as closing
from commitments import panels as commitments
from gatherings import panels as gatherings
from issues import panels as issues
from meetings import panels as meetings
from peergroups.requests import MemberRequest
from peergroups.seating import seating
from polls import panels as polls
from reviews import panels as reviews
from series import panels as series
from signals import panels as signals
from surveys import panels as surveys


@require_safe
def today(request: MemberRequest) -> HttpResponse:
    at, on, member, mine = timezone.now(), request.today, request.user, seating(request.user)
    invited = meetings.invited(member, mine, at=at)
    coming, asking = meetings.nearest(invited), reviews.asking_of(member, invited, mine, on=on, at=at)
    led = mine.led_groups
    context = {
        "unanswered": [m for m in coming if not m.reply and not m.has_begun(at)],
        "answered": [m for m in coming if m.reply or m.has_begun(at)],
        **commitments.open_for(member, on=on)._asdict(),
        "invitations": series.invitations(member, at=at),
        "pulses": closing.pulses_wanted(member, mine, at=at) if mine.groups else [],
        "reviews": reviews.waiting(member, asking),
        "offers": issues.to_offer(member, asking),
        "polls": polls.open_polls(member, mine, at=at) if mine.groups else [],
        "quarter": gatherings.coming(member, on=on),
        "waiting": surveys.waiting(member, on=on) if mine.groups else [],
        "about_me": signals.about(member, on=on) if mine.groups else [],
        "untaken": meetings.without_attendance(led, at=at) if led else [],
    }
    return render(request, "home/today.html", context)
