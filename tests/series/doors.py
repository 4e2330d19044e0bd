"""Who may pass the doors of `series`."""

from datetime import timedelta

from peergroups.clock import today
from tests.conftest import Cast
from tests.door import Door
from tests.series import plans

DOORS: list[Door] = [
    # one's own
    Door("series:start_light_group", (), "get", "302 200 200 200 200 200 200 200"),
    Door("series:invitations", (), "get", "302 200 200 200 200 200 200 200"),
    # a series of a group that is led
    Door("series:list", ("oak",), "get", "302 404 404 200 200 404 200 404"),
    Door("series:start", ("oak",), "get", "302 404 404 403 403 404 200 404"),
    Door("series:change", ("a series",), "get", "302 404 404 403 403 404 200 404"),
    Door("series:end", ("a series",), "get", "302 404 404 403 403 404 200 404"),
    Door("series:resume", ("a series",), "post", "302 404 404 403 403 404 302 404"),
    Door("series:skip", ("a series",), "post", "302 404 404 403 403 404 302 404"),
    Door("series:host", ("a date of a series",), "post", "302 404 404 302 302 404 302 404"),
    Door("series:host", ("coming",), "post", "302 404 404 404 404 404 404 404"),  # it is in no series
    # a light group, in which only the member sits, and the outsider is asked to join it
    Door("series:list", ("grove",), "get", "302 404 404 404 200 404 404 404"),
    Door("series:start", ("grove",), "get", "302 404 404 404 200 404 404 404"),
    Door("series:invite", ("grove",), "get", "302 404 404 404 200 404 404 404"),
    Door("series:invite", ("oak",), "get", "302 404 404 403 403 404 403 404"),
    Door("series:accept", ("an invitation",), "post", "302 302 404 404 404 404 404 404"),
    Door("series:decline", ("an invitation",), "post", "302 302 404 404 404 404 404 404"),
    Door("series:withdraw", ("an invitation",), "post", "302 404 404 404 302 404 404 404"),
]


def things(cast: Cast, made: dict[str, str]) -> dict[str, str]:
    """Make what the addresses need, on top of what is `made`."""
    twice = plans.plan("FREQ=WEEKLY;COUNT=2", on=today() + timedelta(days=3))  # of the browser's day, too
    series = plans.series(cast.oak, twice, by=cast.facilitator)
    invitation = plans.invitation(cast.grove, cast.outsider, by=cast.member)
    return {
        "a series": str(series.pk),
        "a date of a series": str(series.occurrences.values_list("meeting", flat=True)[0]),
        "grove": cast.grove.key,
        "an invitation": str(invitation.pk),
    }
