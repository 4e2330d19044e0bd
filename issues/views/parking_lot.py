"""Doors: what waits to be worked on."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from issues import actions, panels
from issues.forms import ChangeIssueForm, NewIssueForm
from issues.models import HotSeat, Issue
from issues.models.issue import IssueQuerySet
from issues.views import seen_issue
from meetings.models import Meeting
from meetings.panels import next_meeting
from members.models import Member
from peergroups.doors import allow, seen_group
from peergroups.models import Membership
from peergroups.requests import MemberRequest

PER_PAGE = 30


@require_safe
def list_issues(request: MemberRequest, key: str) -> HttpResponse:
    group, now = seen_group(request, key), timezone.now()
    seen = Issue.objects.visible_to(request.user, on=request.today).filter(group=group)
    shows_worked = request.GET.get("show") == "worked"
    worked = seen.filter(worked_at__isnull=False).order_by("-worked_at", "-pk")
    listed = worked if shows_worked else seen.open()
    context = {
        "group": group,
        "page": Paginator(_rows(listed), PER_PAGE).get_page(request.GET.get("page")),
        "shows_worked": shows_worked,
        "hidden": panels.count_hidden(group, request.user, on=request.today),
        "withdrawn": seen.filter(member=request.user, withdrawn_at__isnull=False).order_by("-withdrawn_at")[
            :5
        ],
        "meeting": next_meeting(group, request.user, on=request.today, at=now),
        "may_offer": request.user.has_perm("issues.offer_issue", group),
    }
    return render(request, "issues/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def offer_issue(request: MemberRequest, key: str) -> HttpResponse:
    group = seen_group(request, key)
    allow(request, "issues.offer_issue", group)
    for_others = request.user.has_perm("issues.offer_issue_for_others", group)
    seats = Membership.objects.current(request.today).filter(group=group)
    people = Member.objects.filter(memberships__in=seats) if for_others else Member.objects.none()
    form = NewIssueForm(request.POST or None, people=people, by=request.user)
    if not form.is_valid():
        return render(request, "issues/offer.html", {"group": group, "form": form})
    try:
        issue = actions.offer_issue(
            group, by=request.user, on=request.today, at=timezone.now(), **form.cleaned_data
        )
    except actions.AlreadyOffered as known:
        messages.info(request, "That issue waits in the parking lot already.")
        return redirect(known.issue)
    messages.success(request, "Offered. It waits in the parking lot until it is worked or withdrawn.")
    return redirect(issue)


@require_safe
def show_issue(request: MemberRequest, pk: int) -> HttpResponse:
    issue = seen_issue(request, pk)
    sits_there = request.user.has_perm("issues.offer_issue", issue.group)
    visible = HotSeat.objects.visible_to(request.user, on=request.today)
    context = {
        "issue": issue,
        "group": issue.group,
        "sits_there": sits_there,
        "hot_seats": visible.standing().filter(issue=issue).select_related("meeting"),
        "unread_by": _joined_since(issue, request) if issue.member == request.user else [],
        "last_held": _last_held(issue, request),
        "may_change": issue.is_open and request.user.has_perm("issues.change_issue", issue),
        "may_keep": request.user.has_perm("issues.keep_issue", issue),
    }
    return render(request, "issues/issue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_issue(request: MemberRequest, pk: int) -> HttpResponse:
    issue = seen_issue(request, pk)
    allow(request, "issues.change_issue", issue)
    form = ChangeIssueForm(request.POST or None, instance=issue)
    context = {"issue": issue, "group": issue.group, "form": form}
    if not form.is_valid():
        return render(request, "issues/change.html", context)
    try:
        actions.change_issue(issue, by=request.user, at=timezone.now(), **form.changes())
    except actions.IssueClosed:
        form.add_error(None, "It was worked or withdrawn meanwhile, so there is nothing to prepare any more.")
        return render(request, "issues/change.html", context)
    return redirect(issue)


@require_POST
def offer_issue_again(request: MemberRequest, pk: int) -> HttpResponse:
    issue = seen_issue(request, pk)
    allow(request, "issues.change_issue", issue)
    try:
        actions.offer_issue_again(issue, by=request.user, on=request.today, at=timezone.now())
    except actions.IssueClosed:
        messages.error(request, "It was worked or withdrawn. Offer it as a new one.")
    else:
        messages.success(request, "Everybody who sits in the group today can read it now.")
    return redirect(issue)


@require_POST
def withdraw_issue(request: MemberRequest, pk: int) -> HttpResponse:
    issue = _kept(request, pk)
    try:
        actions.withdraw_issue(issue, by=request.user, at=timezone.now())
    except actions.IsChosen as chosen:
        messages.error(request, "It has a hot seat. Give that up here first; then withdraw the issue.")
        return redirect(chosen.hot_seat)
    except actions.IssueClosed:
        messages.info(request, "It waits no longer; this is how it stands.")
    return redirect(issue)


@require_POST
def put_back_issue(request: MemberRequest, pk: int) -> HttpResponse:
    issue = _kept(request, pk)
    actions.put_back_issue(issue, by=request.user, at=timezone.now())
    return redirect(issue)


@require_POST
def work_issue(request: MemberRequest, pk: int) -> HttpResponse:
    """Note that the group has worked on it, at the last of its meetings that has begun."""
    issue = _kept(request, pk)
    meeting = _last_held(issue, request)
    if meeting is None:
        messages.error(request, "The group has not met since, so it has not been worked yet.")
        return redirect(issue)
    try:
        actions.work_issue(issue, meeting=meeting, by=request.user, at=timezone.now())
    except actions.IssueClosed:
        messages.info(request, "It waits no longer; this is how it stands.")
    return redirect(issue)


@require_POST
def carry_over_issue(request: MemberRequest, pk: int) -> HttpResponse:
    issue = _kept(request, pk)
    actions.carry_over_issue(issue, by=request.user, at=timezone.now())
    return redirect(issue)


def _rows(issues: IssueQuerySet) -> IssueQuerySet:
    """Return issues as a list shows them: with their people, and whether a hot seat is to come."""
    to_come = HotSeat.objects.standing().filter(
        issue=OuterRef("pk"), meeting__ends_at__gt=timezone.now(), meeting__cancelled_at=None
    )
    return issues.select_related("member", "worked_at_meeting").annotate(is_chosen=Exists(to_come))


def _kept(request: MemberRequest, pk: int) -> Issue:
    issue = seen_issue(request, pk)
    allow(request, "issues.keep_issue", issue)
    return issue


def _last_held(issue: Issue, request: MemberRequest) -> Meeting | None:
    """Return the group's latest meeting that has begun since the issue was offered."""
    seen = Meeting.objects.visible_to(request.user, on=request.today).standing()
    begun = seen.filter(group=issue.group_id, starts_at__lte=timezone.now(), ends_on__gte=issue.offered_on)
    return begun.order_by("-starts_at").first()


def _joined_since(issue: Issue, request: MemberRequest) -> list[Member]:
    """Return who sits in the group and cannot read the issue, because they joined after it was offered."""
    seats = Membership.objects.current(request.today).filter(group=issue.group_id).select_related("member")
    return [seat.member for seat in seats.filter(joined_on__gt=issue.offered_on).order_by("member__name")]
