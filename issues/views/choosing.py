"""Doors: dots, and the choice of what a meeting works on."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from issues import actions, panels
from issues.forms import ChoosingForm, DotsForm
from issues.models import DOTS_EACH, Issue
from issues.models.issue import IssueQuerySet
from issues.rotation import Turn, proposed
from issues.turns import Seated, order_of, waits
from issues.views import seen_meeting
from meetings.models import Meeting
from peergroups.doors import allow
from peergroups.requests import MemberRequest

TOO_LATE = "Dots are closed: the meeting is over or cancelled, or this issue is chosen."


@require_safe
def show_hot_seats(request: MemberRequest, pk: int) -> HttpResponse:
    """What is chosen, and what waits: in turn, and with the dots that lie on it."""
    return _page(request, seen_meeting(request, pk))


@require_POST
def choose_hot_seats(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = seen_meeting(request, pk)
    allow(request, "issues.choose_hot_seats", meeting)
    form = ChoosingForm(request.POST, issues=_open_issues(request, meeting))
    if not form.is_valid():
        said = next(iter(form.errors.values()))[0]
        messages.error(request, f"{said} Nothing has been chosen yet.")
        return _page(request, meeting, form)
    try:
        actions.choose_hot_seats(meeting, by=request.user, at=timezone.now(), **form.cleaned_data)
    except actions.ChosenMeanwhile:
        messages.error(request, "Somebody chose meanwhile. Look how it stands; your ticks are kept.")
        return _page(request, meeting, form)
    except actions.NotToBeChosen as refused:
        why = _why_not(meeting, timezone.now())
        messages.error(request, f"“{refused.issue.title}” cannot be chosen: {why}")
        return _page(request, meeting, form)
    messages.success(request, "Chosen. Those who present and coach find it on the meeting's page.")
    return redirect("issues:hot_seats", pk)


@require_POST
def place_dots(request: MemberRequest, pk: int, issue_pk: int) -> HttpResponse:
    meeting = seen_meeting(request, pk)
    allow(request, "issues.place_dots", meeting)
    issue = get_object_or_404(_seen_issues(request, meeting), pk=issue_pk)
    problem = _place(request, meeting, issue)
    if request.htmx:
        issue = _seen_issues(request, meeting).with_dots(meeting, request.user).get(pk=issue_pk)
        context = {"meeting": meeting, "issue": issue, "numbers": range(DOTS_EACH + 1), "problem": problem}
        return render(
            request, "issues/dots.html", context | {"dots_left": panels.dots_left(meeting, request.user)}
        )
    if problem:
        messages.error(request, problem)
    return redirect(f"{request.path.split('dots/')[0]}#issue-{issue_pk}")


def _place(request: MemberRequest, meeting: Meeting, issue: Issue) -> str:
    """Place the dots; return a sentence if that is not possible."""
    form = DotsForm(request.POST)
    if not form.is_valid():
        return f"You have {DOTS_EACH} dots: put none, one, two or three on an issue."
    try:
        count = form.cleaned_data["dots"]
        actions.place_dots(issue, count, meeting=meeting, by=request.user, at=timezone.now())
    except actions.NoDotsLeft as short:
        left = f"Only {short.left} left" if short.left else "None left"
        return f"{left}: the others lie on other issues. Take one back there first."
    except actions.DotsClosed:
        return TOO_LATE
    except actions.IssueClosed:
        return "This issue waits no longer: it was worked or withdrawn."
    return ""


def _page(request: MemberRequest, meeting: Meeting, refused: ChoosingForm | None = None) -> HttpResponse:
    now = timezone.now()
    hot_seats = panels.chosen(meeting, request.user, on=request.today)
    taken = {hot_seat.presenter_id for hot_seat in hot_seats}
    waiting = waits(meeting, at=now)
    issues = _open_issues(request, meeting).with_dots(meeting, request.user).select_related("member")
    order = order_of(issues.exclude(member__in=taken), meeting, waiting)
    leads = request.user.has_perm("issues.choose_hot_seats", meeting)
    seats = max(0, panels.count_seats(meeting) - len(hot_seats))
    ticked = _ticked(refused) if refused else {turn.issue for turn in proposed(order, seats)}
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "hot_seats": hot_seats,
        "seen": " ".join(str(hot_seat.pk) for hot_seat in hot_seats),
        "rows": _rows(order, issues),
        "ticked": ticked,
        "leads": leads and not meeting.is_cancelled and not meeting.is_over(now),
        "long_waits": _long_waits(waiting, meeting, taken) if leads else [],
        "given_up": panels.given_up(meeting) if leads else [],
        "is_open": not meeting.is_cancelled and not meeting.is_over(now),
        "numbers": range(DOTS_EACH + 1),
        "dots_left": panels.dots_left(meeting, request.user),
        "hidden": panels.count_hidden(meeting.group, request.user, on=request.today),
        "may_offer": request.user.has_perm("issues.offer_issue", meeting.group),
    }
    return render(request, "issues/choosing.html", context)


def _seen_issues(request: MemberRequest, meeting: Meeting) -> IssueQuerySet:
    return Issue.objects.visible_to(request.user, on=request.today).filter(group=meeting.group)


def _open_issues(request: MemberRequest, meeting: Meeting) -> IssueQuerySet:
    return _seen_issues(request, meeting).open()


def _rows(order: list[Turn], issues: IssueQuerySet) -> list[tuple[Issue, Turn]]:
    by_key = {issue.pk: issue for issue in issues}
    return [(by_key[turn.issue], turn) for turn in order]


def _ticked(form: ChoosingForm) -> set[int]:
    """Return the issues that somebody ticked, right or wrong."""
    return {int(number) for number in form["issues"].value() or [] if str(number).isdecimal()}


def _long_waits(waiting: dict[int, Seated], meeting: Meeting, taken: set[int]) -> list[Seated]:
    """Return who has waited more than two quarters and is not on a hot seat now, the longest first."""
    late = [
        seated
        for key, seated in waiting.items()
        if key not in taken and seated.wait.is_long(meeting.starts_on)
    ]
    return sorted(late, key=lambda seated: seated.wait.since)


def _why_not(meeting: Meeting, at: datetime) -> str:
    if meeting.is_cancelled or meeting.is_over(at):
        return "the meeting is over or cancelled."
    return "its presenter has a hot seat or is not expected, or it waits no longer. Nothing has been chosen."
