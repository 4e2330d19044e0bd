"""What every page knows: the community, and where the visitor sits."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from members.models import Member
from peergroups.models import Community
from peergroups.seating import seating


def house(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Nothing is read before a template asks for it."""
    user: Member | AnonymousUser = getattr(request, "user", AnonymousUser())  # or refused before it was asked
    return {
        "community": getattr(request, "community", None) or SimpleLazyObject(Community.current),
        "seating": SimpleLazyObject(lambda: seating(user) if user.is_authenticated else None),
    }
