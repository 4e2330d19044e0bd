"""Who may pass the doors of `reviews`."""

from meetings.models import Meeting
from tests.conftest import Cast
from tests.door import Door
from tests.reviews import making

DOORS: list[Door] = [
    Door("reviews:mine", (), "get", "302 200 200 200 200 200 200 200"),
    Door("reviews:write", ("coming",), "get", "302 404 404 302 200 404 403 404"),  # one has handed in
    Door("reviews:begin_from", ("coming",), "post", "302 404 404 302 302 404 403 404"),
    Door("reviews:take_back", ("a review",), "post", "302 404 404 302 403 404 403 404"),
    Door("reviews:list", ("coming",), "get", "302 404 404 200 200 404 200 404"),
    Door("reviews:list", ("old",), "get", "302 404 404 404 200 404 200 404"),
    Door("reviews:review", ("a review",), "get", "302 404 404 200 200 404 200 404"),
    Door("reviews:review", ("a draft",), "get", "302 404 404 404 200 404 404 404"),
    Door("reviews:read", ("a review",), "post", "302 404 404 403 302 404 302 404"),
    Door("reviews:remark", ("a review",), "post", "302 404 404 403 200 404 200 404"),
    Door("reviews:withdraw_remark", ("a review remark",), "post", "302 404 404 403 302 404 404 404"),
]


def things(cast: Cast, made: dict[str, str]) -> dict[str, str]:
    """Make what the addresses need, on top of what is `made`."""
    coming = Meeting.objects.get(pk=made["coming"])
    handed_in = making.review(coming, cast.newcomer)
    return {
        "a review": str(handed_in.pk),
        "a draft": str(making.draft(coming, cast.member).pk),
        "a review remark": str(making.remark(handed_in, cast.member).pk),
    }
