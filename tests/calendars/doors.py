"""Who may pass the doors of `calendars`."""

from django.utils import timezone

from calendars.actions import make_feed
from tests.conftest import Cast
from tests.door import Door

DOORS: list[Door] = [
    Door("calendars:own", (), "get", "302 200 200 200 200 200 200 200"),
    Door("calendars:make", (), "post", "302 404 404 302 302 302 302 404"),
    Door("calendars:make", ("oak",), "post", "302 404 404 302 302 404 302 404"),
    Door("calendars:revoke", ("a feed of the member",), "post", "302 404 404 404 302 404 404 404"),
    Door("calendars:renew_reply_address", (), "post", "302 302 302 302 302 302 302 302"),
    Door("calendars:meeting", ("coming",), "get", "302 404 404 200 200 404 200 404"),
    Door("calendars:read_file", ("oak",), "get", "302 404 404 403 403 404 200 404"),
    Door("calendars:import", ("oak",), "post", "302 404 404 403 403 404 302 404"),
    # any program that holds the address
    Door("calendars:feed", ("the member's address",), "get", "200 200 200 200 200 200 200 200"),
    Door("calendars:feed", ("the former member's address",), "get", "404 404 404 404 404 404 404 404"),
    Door("calendars:feed", ("forged",), "get", "404 404 404 404 404 404 404 404"),
    # any mail server that knows the secret; here none is set
    Door("calendars:receive_mail", (), "post", "404 404 404 404 404 404 404 404"),
]


def things(cast: Cast, made: dict[str, str]) -> dict[str, str]:
    """Make what the addresses need, on top of what is `made`."""
    member, former = (
        make_feed(person, cast.oak, by=person, at=timezone.now()) for person in (cast.member, cast.former)
    )
    return {
        "a feed of the member": str(member.pk),
        "the member's address": member.token,
        "the former member's address": former.token,
    }
