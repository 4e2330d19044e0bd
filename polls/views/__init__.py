"""The doors to a group's polls."""

from django.shortcuts import get_object_or_404

from peergroups.doors import allow
from peergroups.requests import MemberRequest
from polls.models import Option, Poll

CLOSED = "This poll is closed, so nothing changes in it any more. Reopen it to go on."


def seen_poll(request: MemberRequest, pk: int) -> Poll:
    """Return the poll if the visitor may see it; otherwise there is none (404)."""
    polls = Poll.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(polls.select_related("group", "made_by", "meeting", "picked"), pk=pk)


def kept_poll(request: MemberRequest, pk: int) -> Poll:
    """Return the poll if the visitor keeps it (403 if they only see it)."""
    poll = seen_poll(request, pk)
    allow(request, "polls.keep_poll", poll)
    return poll


def kept_option(request: MemberRequest, pk: int) -> Option:
    """Return one of the dates of a poll that the visitor keeps."""
    options = Option.objects.visible_to(request.user, on=request.today)
    option = get_object_or_404(options.select_related("poll__group"), pk=pk)
    allow(request, "polls.keep_poll", option.poll)
    return option
