"""What doors of every app begin with: find what the visitor may see, then ask whether they may."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.http import url_has_allowed_host_and_scheme

from peergroups.models import Group
from peergroups.requests import MemberRequest
from peergroups.seating import seating


def seen_group(request: MemberRequest, key: str) -> Group:
    """Return the group if the visitor holds a seat in it; otherwise there is none (404)."""
    for group in seating(request.user).groups:
        if group.key == key:
            return group
    raise Http404


def allow(request: MemberRequest, permission: str, thing: Any = None) -> None:
    """Let pass who has the permission (403 otherwise)."""
    if not request.user.has_perm(permission, thing):
        raise PermissionDenied


def way_back(request: MemberRequest) -> str:
    """Return where a form asks to go afterwards (`next`), if that is a path of this site; else nothing."""
    back = request.POST.get("next", "")
    return back if back.startswith("/") and url_has_allowed_host_and_scheme(back, None) else ""
