"""Who may pass the doors of `room`."""

from datetime import timedelta

from django.utils import timezone

from peergroups.clock import today
from room.actions import open_prompt, open_vote, shuffle_speakers, start_run
from room.codes import printed_code
from room.models import VoteKind
from tests import factories
from tests.conftest import Cast
from tests.door import Door
from ui.live import make_pass

RUNNING = ("running",)
LED, SEEN = "302 404 404 403 403 404 302 404", "302 404 404 302 302 404 302 404"
SHOWN = "302 404 404 200 200 404 200 404"

DOORS: list[Door] = [
    Door("room:room", ("coming",), "get", SHOWN),
    Door("room:start", ("coming",), "post", LED),
    Door("room:end", ("coming",), "get", "302 404 404 403 403 404 404 404"),  # it was not started
    Door("room:room", RUNNING, "get", SHOWN),
    Door("room:renew", RUNNING, "get", SHOWN),
    Door("room:wall", RUNNING, "get", SHOWN),
    Door("room:renew_wall", RUNNING, "get", SHOWN),
    Door("room:move", RUNNING, "post", LED),
    Door("room:put_in", RUNNING, "post", "302 404 404 403 403 404 200 404"),
    Door("room:end", RUNNING, "get", "302 404 404 403 403 404 200 404"),
    Door("room:speakers", RUNNING, "post", LED),
    Door("room:pass_on", ("running", "the member's turn"), "post", "302 404 404 403 302 404 302 404"),
    Door("room:airtime", RUNNING, "post", SEEN),
    Door("room:open_vote", RUNNING, "post", "302 404 404 403 403 404 200 404"),
    Door("room:cast", ("running", "a vote"), "post", SEEN),
    Door("room:close_vote", ("running", "a vote"), "post", LED),
    Door("room:take_back_vote", ("running", "a vote"), "post", LED),
    Door("room:open_prompt", RUNNING, "post", "302 404 404 403 403 404 200 404"),
    Door("room:write", ("running", "a prompt"), "post", SHOWN),
    Door("room:reveal", ("running", "a prompt"), "post", LED),
    Door("room:take_back_prompt", ("running", "a prompt"), "post", LED),
    Door("room:here", ("running", "a code"), "get", SHOWN),
    Door("room:here", ("running", "forged"), "get", "302 404 404 410 410 404 410 404"),
    Door("room:door", RUNNING, "get", "302 404 404 403 403 404 200 404"),
    # a meeting from before the newcomer's time
    Door("room:room", ("old",), "get", "302 404 404 404 200 404 200 404"),
    # whoever holds a pass, for ten minutes: the address is signed
    Door("room:follow", ("room", "the member's pass"), "get", "200 200 200 200 200 200 200 200"),
    Door("room:follow", ("room", "the outsider's pass"), "get", "404 404 404 404 404 404 404 404"),
    Door("room:follow", ("wall", "the member's pass"), "get", "404 404 404 404 404 404 404 404"),
]


def things(cast: Cast, made: dict[str, str]) -> dict[str, str]:
    """A meeting of today that has been started, with the word going round, a vote and a prompt."""
    at, by = timezone.now(), cast.facilitator
    meeting = factories.meeting(cast.oak, on=today())
    run = start_run(meeting, by=by, at=at)
    shuffle_speakers(run, [cast.member], seconds_each=None, by=by, at=at)
    return {
        "running": str(meeting.pk),
        "the member's turn": str(run.turns.get().pk),
        "a vote": str(open_vote(run, "Shall we?", VoteKind.YES_NO, by=by, at=at).pk),
        "a prompt": str(open_prompt(run, "What is left?", by=by, at=at + timedelta(seconds=1)).pk),
        "a code": printed_code(meeting.pk, on=today()),
        "the member's pass": make_pass("room", cast.member.pk, meeting.pk),
        "the outsider's pass": make_pass("room", cast.outsider.pk, meeting.pk),
    }
