"""Doors: taking attendance, on one screen a day."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from meetings import actions
from meetings.forms import RollForm
from meetings.models import Mark, MeetingDay
from meetings.roll import RollRow, roll
from meetings.views import day_of, seen_meeting
from members.models import Member
from peergroups.doors import allow
from peergroups.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def take_attendance(request: MemberRequest, pk: int, number: int = 1) -> HttpResponse:
    """Show and save the roll of a day. With htmx each tap is saved by itself, and only that tap."""
    meeting = seen_meeting(request, pk)
    allow(request, "meetings.take_attendance", meeting)
    days = meeting.days.all()
    day = day_of(days, number)
    rows = roll(day)
    if request.method == "POST":
        form = RollForm(request.POST, rows=rows)
        if not form.is_valid():
            return HttpResponse("Choose one of the marks on the page.", status=400, content_type="text/plain")
        try:
            actions.record_attendance(day, _marks(request, form, rows), by=request.user, at=timezone.now())
        except actions.NotHeld:
            return (
                HttpResponseClientRefresh()
                if request.htmx
                else _page(request, days, number, rows, status=409)
            )
        if not request.htmx:
            messages.success(request, "Attendance saved.")
            return redirect("meetings:attendance", pk, number)
        rows = roll(day)
    return _page(request, days, number, rows)


def _page(
    request: MemberRequest, days: QuerySet[MeetingDay], number: int, rows: list[RollRow], *, status: int = 200
) -> HttpResponse:
    """Show the roll, or say why there is none; to a tap only the counts."""
    day = day_of(days, number)
    context = {
        "meeting": day.meeting,
        "group": day.meeting.group,
        "days": days,
        "day": day,
        "number": number,
        "is_held": day.is_held(timezone.now()),
        "rows": rows,
        "marks": Mark.choices,
        "counts": _counts(rows),
        "any_marked": any(row.mark != Mark.NOT_RECORDED for row in rows),
    }
    page = "meetings/attendance.html"
    return render(request, f"{page}#counts" if request.htmx else page, context, status=status)


def _marks(request: MemberRequest, form: RollForm, rows: list[RollRow]) -> dict[Member, Mark]:
    """Return the marks that were changed; “Everybody else was there” fills what nobody has marked."""
    changes = form.changes()
    if "rest_present" in request.POST:
        rest = [row.member for row in rows if row.mark == Mark.NOT_RECORDED and row.member not in changes]
        return {**dict.fromkeys(rest, Mark.PRESENT), **changes}
    return changes


def _counts(rows: list[RollRow]) -> list[tuple[str, int]]:
    """Return how many have each mark, leaving out marks that nobody has."""
    counts = ((mark.label, sum(row.mark == mark for row in rows)) for mark in Mark)
    return [(label, count) for label, count in counts if count]
