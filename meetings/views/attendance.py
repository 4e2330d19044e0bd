"""Doors: taking attendance, on one screen for each day and each half of a long one."""

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from meetings import actions
from meetings.forms import RollForm
from meetings.halves import halves
from meetings.models import Half, Mark, MeetingDay
from meetings.roll import RollRow, roll, roll_of_half
from meetings.views import day_of, seen_meeting
from members.models import Member
from peergroups.doors import allow
from peergroups.requests import MemberRequest


class Screen(NamedTuple):
    """What one screen takes attendance of: a day by its number, or one half of it."""

    day: MeetingDay
    number: int
    half: Half | None = None

    @property
    def label(self) -> str:
        return Half(self.half).label if self.half else "Whole day"

    @property
    def url(self) -> str:
        place = [self.day.meeting_id, self.number, *([self.half.value] if self.half else [])]
        return reverse("meetings:attendance", args=place)

    @property
    def marks(self) -> list[tuple[str, str]]:
        """The marks one can give here; nobody is there for a part of a half."""
        return [choice for choice in Mark.choices if not (self.half and choice[0] == Mark.PARTIAL)]

    def rows(self) -> list[RollRow]:
        return roll_of_half(self.day, self.half) if self.half else roll(self.day)


@require_http_methods(["GET", "HEAD", "POST"])
def take_attendance(request: MemberRequest, pk: int, number: int = 1, half: str = "") -> HttpResponse:
    """Show and save a roll. With htmx each tap is saved by itself, and only that tap."""
    meeting = seen_meeting(request, pk)
    allow(request, "meetings.take_attendance", meeting)
    days = list(meeting.days.all())
    screens = [screen for n, day in enumerate(days, 1) for screen in _screens(day, n)]
    screen = _chosen(screens, day_of(days, number), half)
    rows = screen.rows()
    if request.method != "POST":
        return _page(request, screens, screen, rows)
    form = RollForm(request.POST, rows=rows, marks=screen.marks)
    if not form.is_valid():
        return HttpResponse("Choose one of the marks on the page.", status=400, content_type="text/plain")
    try:
        _save(request, screen, _marks(request, form, rows))
    except actions.NotHeld:
        return HttpResponseClientRefresh() if request.htmx else _page(request, screens, screen, rows, 409)
    if request.htmx:
        return _page(request, screens, screen, screen.rows())
    messages.success(request, "Attendance saved.")
    return redirect(screen.url)


def _screens(day: MeetingDay, number: int) -> list[Screen]:
    """A day, and each of its halves where it has two."""
    parts = [part.half for part in halves(day)]
    return [Screen(day, number), *(Screen(day, number, half) for half in parts if half != Half.WHOLE)]


def _chosen(screens: list[Screen], day: MeetingDay, half: str) -> Screen:
    for screen in screens:
        if screen.day == day and (screen.half or "") == half:
            return screen
    raise Http404


def _save(request: MemberRequest, screen: Screen, marks: dict[Member, Mark]) -> None:
    by, at = request.user, timezone.now()
    if screen.half:
        actions.record_half(screen.day, screen.half, marks, by=by, at=at)
    else:
        actions.record_attendance(screen.day, marks, by=by, at=at)


def _page(
    request: MemberRequest, screens: list[Screen], screen: Screen, rows: list[RollRow], status: int = 200
) -> HttpResponse:
    """Show the roll, or say why there is none; to a tap only the counts."""
    meeting = screen.day.meeting
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "screens": screens,
        "screen": screen,
        "day": screen.day,
        "is_held": screen.day.is_held(timezone.now()),
        "rows": rows,
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
