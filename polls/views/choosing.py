"""Doors: saying what suits, and picking a date."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings.actions import AlreadyScheduled
from meetings.wording import date_span
from peergroups.doors import allow
from peergroups.requests import MemberRequest
from polls import actions, panels
from polls.forms import VoteForm
from polls.models import Poll, Suits
from polls.views import CLOSED, kept_option, kept_poll, seen_poll


@require_safe
def show_poll(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, seen_poll(request, pk))


@require_POST
def vote(request: MemberRequest, pk: int) -> HttpResponse:
    """Save what suits. With htmx each tap is saved at once, and only the counts come back."""
    poll, at = seen_poll(request, pk), timezone.now()
    allow(request, "polls.vote", poll)
    form = VoteForm(request.POST, options=poll.options.offered())
    if not form.is_valid():
        return HttpResponse("Choose one of the words on the page.", status=400, content_type="text/plain")
    problem = (
        "One of the dates was removed meanwhile; your other votes are saved." if form.names_more() else ""
    )
    try:
        actions.cast_votes(poll, request.user, form.votes(), by=request.user, at=at)
    except actions.PollClosed:
        problem = "Votes are no longer taken, so this one was not saved."
    if request.htmx:
        return _page(request, poll, problem=problem)
    messages.add_message(
        request, messages.WARNING if problem else messages.SUCCESS, problem or "Your votes are saved."
    )
    return redirect(poll)


@require_http_methods(["GET", "HEAD", "POST"])
def pick_option(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what picking this date would do, and do it."""
    option = kept_option(request, pk)
    poll = option.poll
    if request.method != "POST":
        rows = panels.grid(poll, request.user, on=request.today, at=timezone.now()).rows
        row = next((row for row in rows if row.option == option), None)
        return render(request, "polls/pick.html", {"poll": poll, "group": poll.group, "row": row})
    try:
        meeting = actions.pick_option(option, by=request.user, at=timezone.now())
    except actions.AlreadyPicked as first:
        when = date_span(first.meeting.starts_on, first.meeting.ends_on)
        messages.info(request, f"A date is picked already: {when}. This is the meeting.")
        return redirect(first.meeting)
    except AlreadyScheduled as same:
        messages.warning(
            request,
            "The group has this meeting already, at this time. Change the title of the poll to make"
            " another, or close the poll.",
        )
        return redirect(same.meeting)
    except actions.PollClosed:
        messages.error(request, CLOSED)
        return redirect(poll)
    except actions.OptionGone:
        messages.error(request, "This date is not offered any more, or has begun. Pick another one.")
        return redirect(poll)
    messages.success(request, f"Scheduled: {meeting.title}, {date_span(meeting.starts_on, meeting.ends_on)}.")
    return redirect(meeting)


@require_POST
def close_poll(request: MemberRequest, pk: int) -> HttpResponse:
    poll = kept_poll(request, pk)
    actions.close_poll(poll, by=request.user, at=timezone.now())
    messages.success(request, "Closed without a date. You can reopen it from this page.")
    return redirect(poll)


@require_POST
def reopen_poll(request: MemberRequest, pk: int) -> HttpResponse:
    poll = kept_poll(request, pk)
    try:
        actions.reopen_poll(poll, by=request.user, at=timezone.now())
    except actions.MeetingStands:
        messages.error(
            request, "The meeting that came of this poll takes place. Change its date, or cancel it first."
        )
    else:
        messages.success(request, "Open again, with all votes as they were.")
    return redirect(poll)


def _page(request: MemberRequest, poll: Poll, *, problem: str = "") -> HttpResponse:
    """Show the grid; to a tap only the counts."""
    at = timezone.now()
    context = {
        "poll": poll,
        "group": poll.group,
        "grid": panels.grid(poll, request.user, on=request.today, at=at),
        "suits": Suits.choices,
        "takes_votes": poll.takes_votes(at),
        "may_keep": request.user.has_perm("polls.keep_poll", poll),
        "problem": problem,
    }
    page = "polls/poll.html"
    return render(request, f"{page}#counts" if request.htmx else page, context)
