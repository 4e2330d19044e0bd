"""Who may pass the doors of `topics`."""

from django.utils import timezone

from meetings.models import Meeting
from tests.conftest import Cast
from tests.door import Door
from topics.actions import propose_topic
from ui.live import make_pass

DOORS: list[Door] = [
    Door("topics:table", ("coming",), "get", "302 404 404 200 200 404 200 404"),
    Door("topics:table", ("old",), "get", "302 404 404 404 200 404 200 404"),
    Door("topics:renew", ("coming",), "get", "302 404 404 200 200 404 200 404"),
    Door("topics:propose", ("coming",), "post", "302 404 404 200 200 404 200 404"),
    Door("topics:propose", ("old",), "post", "302 404 404 404 200 404 200 404"),
    Door("topics:set", ("coming",), "post", "302 404 404 403 403 404 200 404"),
    Door("topics:dot", ("a topic",), "post", "302 404 404 302 302 404 302 404"),
    Door("topics:remove", ("a topic",), "post", "302 404 404 403 302 404 302 404"),
    Door("topics:start", ("a topic",), "post", "302 404 404 302 302 404 302 404"),
    Door("topics:extend", ("a topic",), "post", "302 404 404 302 302 404 302 404"),
    Door("topics:finish", ("a topic",), "post", "302 404 404 302 302 404 302 404"),
    Door("topics:thumb", ("a topic",), "post", "302 404 404 302 302 404 302 404"),
    # whoever opened the table holds a pass for ten minutes: it is signed, and shows what its holder may see
    Door("topics:follow", ("a member's pass",), "get", "200 200 200 200 200 200 200 200"),
    Door("topics:follow", ("an outsider's pass",), "get", "404 404 404 404 404 404 404 404"),
    Door("topics:follow", ("forged",), "get", "404 404 404 404 404 404 404 404"),
]


def things(cast: Cast, made: dict[str, str]) -> dict[str, str]:
    """Make what the addresses need, on top of what is `made`."""
    coming = Meeting.objects.get(pk=made["coming"])
    topic = propose_topic(coming, title="Hiring", by=cast.member, at=timezone.now())
    return {
        "a topic": str(topic.pk),
        "a member's pass": make_pass("table", cast.member.pk, coming.pk),
        "an outsider's pass": make_pass("table", cast.outsider.pk, coming.pk),
    }
