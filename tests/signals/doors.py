"""Who may pass the doors of `signals`."""

from datetime import timedelta

from django.utils import timezone

from engagement.models import Level
from engagement.periods import Quarter
from peergroups.clock import today
from signals.actions import annotate_quarter, begin_intervention
from signals.kinds import Kind
from signals.models import Signal
from tests.conftest import Cast
from tests.door import Door

DOORS = [
    Door("signals:list", (), "get", "302 403 403 403 403 200 200 403"),
    Door("signals:mine", (), "get", "302 200 200 200 200 200 200 200"),
    Door("signals:playbook", (), "get", "302 200 200 200 200 200 200 200"),
    Door("signals:community", (), "get", "302 403 403 403 403 403 403 200"),
    Door("signals:annotate_community", (), "post", "302 403 403 403 403 403 403 302"),
    Door("signals:begin_for_community", (), "get", "302 403 403 403 403 403 403 200"),
    # Oak, in which four sit: too few for admins
    Door("signals:group", ("oak",), "get", "302 404 404 403 403 404 200 404"),
    Door("signals:annotate_group", ("oak",), "post", "302 404 404 403 403 404 302 404"),
    Door("signals:begin_for_group", ("oak",), "get", "302 404 404 403 403 404 200 404"),
    Door("signals:remove_annotation", ("a note",), "post", "302 404 404 403 403 404 302 302"),
    # what was found of Oak in a quarter in which eight sat there
    Door("signals:signal", ("a change",), "get", "302 404 404 404 404 404 200 200"),
    Door("signals:dismiss", ("a change",), "post", "302 404 404 404 404 404 200 200"),
    Door("signals:restore", ("a change",), "post", "302 404 404 404 404 404 302 302"),
    Door("signals:begin", ("a change",), "get", "302 404 404 404 404 404 200 200"),
    # what may be so, and is for who leads the group
    Door("signals:signal", ("a watch",), "get", "302 404 404 404 404 404 200 404"),
    # somebody is to talk with the member
    Door("signals:signal", ("a check-in",), "get", "302 404 404 404 200 404 200 404"),
    Door("signals:dismiss", ("a check-in",), "post", "302 404 404 404 403 404 200 404"),
    Door("signals:restore", ("a check-in",), "post", "302 404 404 404 403 404 302 404"),
    Door("signals:begin", ("a check-in",), "get", "302 404 404 404 403 404 200 404"),
    # and has begun to; in a group of four no admin sees that
    Door("signals:intervention", ("a talk",), "get", "302 404 404 404 200 404 200 404"),
    Door("signals:review", ("a talk",), "post", "302 404 404 404 403 404 302 404"),
    Door("signals:reopen", ("a talk",), "post", "302 404 404 404 403 404 302 404"),
    Door("signals:withdraw", ("a talk",), "post", "302 404 404 404 403 404 302 404"),
]


def things(cast: Cast, made: dict[str, str]) -> dict[str, str]:
    """Make what the addresses need, on top of what is `made`."""
    at, on = timezone.now(), today()
    quarter = Quarter.of(on).previous
    fallen = {"came": 20, "expected": 36, "usual": 0.86, "earlier": 0.88, "season": 0.0}
    limits = {"quarters": 8, "piled": 6.1, "signal_below": 0.65, "watch_below": 0.72}

    def signal(kind: Kind, **fields: object) -> Signal:
        about = {"level": Level.GROUP, "evidence": [{"rule": kind.value, **fallen, **limits}], **fields}
        return Signal.objects.create(
            kind=kind,
            group=cast.oak,
            period_id=quarter.id,
            people=8,
            raised_at=at,
            expires_on=on + timedelta(days=30),
            **about,
        )

    missed = {"rule": "no-shows", "missed": 2, "said_yes": 3}
    check_in = signal(Kind.CHECK_IN, level=Level.MEMBER, member=cast.member, evidence=[missed])
    talk = begin_intervention(
        cast.oak,
        kind="care talk",
        metric="attendance_rate",
        begun_on=on,
        review_on=on + timedelta(days=30),
        signal=check_in,
        by=cast.facilitator,
        at=at,
    )
    note = annotate_quarter(cast.oak, quarter, text="venue fire", by=cast.facilitator, at=at)
    return {
        "a change": str(signal(Kind.CHANGE).pk),
        "a watch": str(signal(Kind.WATCH).pk),
        "a check-in": str(check_in.pk),
        "a talk": str(talk.pk),
        "a note": str(note.pk),
    }
