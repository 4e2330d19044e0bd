"""Who may pass the doors of `preparation`."""

from django.utils import timezone

from meetings.models import Meeting
from preparation.actions import leave_over
from tests.conftest import Cast
from tests.door import Door

DOORS: list[Door] = [
    Door("preparation:pack", ("coming",), "get", "302 404 404 200 200 404 200 404"),
    Door("preparation:pack", ("old",), "get", "302 404 404 404 200 404 200 404"),
    Door("preparation:pack_pdf", ("coming",), "get", "302 404 404 200 200 404 200 404"),
    Door("preparation:pack_pdf", ("old",), "get", "302 404 404 404 200 404 200 404"),
    Door("preparation:propose", ("coming",), "get", "302 404 404 403 403 404 200 404"),
    Door("preparation:make", ("coming",), "post", "302 404 404 403 403 404 200 404"),
    Door("preparation:drop_leftover", ("a leftover",), "post", "302 404 404 404 403 404 302 404"),
]


def things(cast: Cast, made: dict[str, str]) -> dict[str, str]:
    """Make what the addresses need, on top of what is `made`."""
    item = (
        Meeting.objects.get(pk=made["old"]).days.get().items.create(position=1, title="Numbers", minutes=30)
    )
    left = leave_over(item, meeting=item.day.meeting, by=cast.facilitator, at=timezone.now())
    return {"a leftover": str(left.pk)}
