"""Who may pass the doors of `engagement`."""

from django.utils import timezone

from engagement.models import FrozenQuarter
from engagement.periods import Quarter
from tests.conftest import Cast
from tests.door import Door

DOORS = [
    # one's own, and what everybody may know
    Door("engagement:mine", (), "get", "302 200 200 200 200 200 200 200"),
    Door("engagement:looks", (), "get", "302 200 200 200 200 200 200 200"),
    Door("engagement:metrics", (), "get", "302 200 200 200 200 200 200 200"),
    Door("engagement:metric", ("attendance_rate",), "get", "302 200 200 200 200 200 200 200"),
    Door("engagement:metric", ("ask_rate",), "get", "302 200 200 200 200 200 200 200"),
    Door("engagement:metric", ("popularity",), "get", "302 404 404 404 404 404 404 404"),
    Door("engagement:leave-network", (), "post", "302 302 302 302 302 302 302 302"),
    Door("engagement:return-to-network", (), "post", "302 302 302 302 302 302 302 302"),
    Door("engagement:my_evidence", (), "get", "302 200 200 200 200 200 200 200"),
    # a group
    Door("engagement:evidence", ("oak",), "get", "302 404 404 200 200 404 200 404"),
    Door("engagement:group", ("oak",), "get", "302 404 404 200 200 404 200 200"),
    Door("engagement:compare_group", ("oak",), "get", "302 404 404 200 200 404 200 200"),
    # looking after the community
    Door("engagement:community", (), "get", "302 403 403 403 403 403 403 200"),
    Door("engagement:community_quarters", (), "get", "302 403 403 403 403 403 403 200"),
    Door("engagement:compare", (), "get", "302 403 403 403 403 403 403 200"),
    Door("engagement:community_network", (), "get", "302 403 403 403 403 403 403 200"),
    Door("engagement:download", (), "get", "302 403 403 403 403 403 403 200"),
    Door("engagement:compute", (), "post", "302 403 403 403 403 403 403 302"),
    Door("engagement:progress", (), "get", "302 403 403 403 403 403 403 302"),
    Door("engagement:thaw", (), "post", "302 403 403 403 403 403 403 404"),
]


def things(cast: Cast, made: dict[str, str]) -> dict[str, str]:
    """A quarter of which there is a file."""
    at = timezone.now()
    FrozenQuarter.objects.create(period_id=Quarter.of(at.date()).previous.id, frozen_at=at)
    return {}
