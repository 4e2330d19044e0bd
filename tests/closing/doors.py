"""Who may pass the doors of `closing`."""

from django.utils import timezone

from closing.actions import offer_idea
from meetings.models import Meeting
from tests.conftest import Cast
from tests.door import Door

DOORS = [
    Door("closing:after", ("old",), "get", "302 404 404 404 200 404 200 404"),
    Door("closing:after", ("coming",), "get", "302 404 404 200 200 404 200 404"),
    Door("closing:pulse", ("old",), "post", "302 404 404 404 200 404 200 404"),
    Door("closing:offer_idea", ("old",), "post", "302 404 404 404 200 404 200 404"),
    Door("closing:withdraw_idea", ("an idea",), "post", "302 404 404 404 302 404 403 404"),
    Door("closing:vote_for_idea", ("an idea",), "post", "302 404 404 404 302 404 302 404"),
    Door("closing:learning", ("old",), "post", "302 404 404 404 200 404 200 404"),
    Door("closing:learnings", (), "get", "302 200 200 200 200 200 200 200"),
    Door("closing:close", ("old",), "get", "302 404 404 404 403 404 200 404"),
    Door("closing:close", ("coming",), "get", "302 404 404 403 403 404 200 404"),
    Door("closing:reopen", ("old",), "post", "302 404 404 404 403 404 302 404"),
    Door("closing:minutes", ("old",), "get", "302 404 404 404 403 404 200 404"),
    Door("closing:call", ("old", "a partner"), "post", "302 404 404 404 403 404 302 404"),
]


def things(cast: Cast, made: dict[str, str]) -> dict[str, str]:
    """Make what the addresses need, on top of what is `made`."""
    old = Meeting.objects.get(pk=made["old"])
    idea = offer_idea(old, cast.member, text="Ask for half", by=cast.member, at=timezone.now())
    return {"an idea": str(idea.pk)}
