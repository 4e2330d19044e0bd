"""Who may pass the doors of `issues`."""

from datetime import timedelta

from django.utils import timezone

from issues.actions import add_note
from meetings.models import Meeting
from peergroups.clock import today
from tests.conftest import Cast
from tests.door import Door
from tests.issues import making

DOORS = [
    Door("issues:list", ("oak",), "get", "302 404 404 200 200 404 200 404"),
    Door("issues:offer", ("oak",), "get", "302 404 404 200 200 404 200 404"),
    # offered by the member yesterday
    Door("issues:issue", ("an issue",), "get", "302 404 404 200 200 404 200 404"),
    Door("issues:change", ("an issue",), "get", "302 404 404 403 200 404 403 404"),
    Door("issues:offer_again", ("an issue",), "post", "302 404 404 403 302 404 403 404"),
    Door("issues:withdraw", ("an issue",), "post", "302 404 404 403 302 404 302 404"),
    Door("issues:put_back", ("an issue",), "post", "302 404 404 403 302 404 302 404"),
    Door("issues:worked", ("an issue",), "post", "302 404 404 403 302 404 302 404"),
    Door("issues:carry_over", ("an issue",), "post", "302 404 404 403 302 404 302 404"),
    # offered by the former member before the newcomer's time: their own stays theirs to read
    Door("issues:issue", ("an old issue",), "get", "302 404 200 404 200 404 200 404"),
    Door("issues:change", ("an old issue",), "get", "302 404 403 404 403 404 403 404"),
    # what the coming meeting works on
    Door("issues:hot_seats", ("coming",), "get", "302 404 404 200 200 404 200 404"),
    Door("issues:choose", ("coming",), "post", "302 404 404 403 403 404 200 404"),
    Door("issues:hot_seats", ("old",), "get", "302 404 404 404 200 404 200 404"),
    Door("issues:dots", ("coming", "another issue"), "post", "302 404 404 302 302 404 302 404"),
    Door("issues:dots", ("coming", "an old issue"), "post", "302 404 404 404 302 404 302 404"),
    # the hot seat of the member there, with a note of theirs
    Door("issues:hot_seat", ("a hot seat",), "get", "302 404 404 200 200 404 200 404"),
    Door("issues:prepare", ("a hot seat",), "post", "302 404 404 403 403 404 302 404"),
    Door("issues:give_up", ("a hot seat",), "post", "302 404 404 403 302 404 302 404"),
    Door("issues:step_in", ("a hot seat",), "post", "302 404 404 403 403 404 302 404"),
    Door("issues:take_off", ("a hot seat",), "post", "302 404 404 403 403 404 302 404"),
    Door("issues:add_note", ("a hot seat",), "post", "302 404 404 200 200 404 200 404"),
    Door("issues:release_note", ("a hot-seat note",), "post", "302 404 404 404 302 404 404 404"),
    Door("issues:remove_note", ("a hot-seat note",), "post", "302 404 404 404 302 404 404 404"),
]


def things(cast: Cast, made: dict[str, str]) -> dict[str, str]:
    """Make what the addresses need, on top of what is `made`."""
    yesterday, long_ago = today() - timedelta(days=1), today() - timedelta(days=60)
    meeting = Meeting.objects.get(pk=made["coming"])
    issue = making.issue(cast.oak, cast.member, on=yesterday)
    hot_seat = making.hot_seat(meeting, issue, by=cast.facilitator)
    note = add_note(hot_seat, "Ask the bank first.", by=cast.member, at=timezone.now())
    return {
        "an issue": str(issue.pk),
        "another issue": str(making.issue(cast.oak, cast.partner, on=yesterday).pk),
        "an old issue": str(making.issue(cast.oak, cast.former, on=long_ago).pk),
        "a hot seat": str(hot_seat.pk),
        "a hot-seat note": str(note.pk),
    }
