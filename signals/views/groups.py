"""Whose group a door of this app leads to."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from engagement.models import ENOUGH_PEOPLE
from peergroups.models import Group
from peergroups.requests import MemberRequest
from peergroups.seating import seating


def looked_after(request: MemberRequest, key: str) -> Group:
    """Return the group if the visitor leads it, or looks after the community and the group is not small.

    Its other members see that it is there and may not do this (403); for everybody else there is none (404).
    """
    group, seats = get_object_or_404(Group, key=key), seating(request.user)
    if seats.leads(group):
        return group
    if seats.is_admin and group.memberships.current(request.today).count() >= ENOUGH_PEOPLE:
        return group
    if seats.sits_in(group):
        raise PermissionDenied
    raise Http404
