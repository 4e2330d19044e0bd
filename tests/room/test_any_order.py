"""Whatever two hands press, and in whatever order, the run keeps its sense."""

from datetime import datetime, timedelta
from itertools import pairwise

from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from room import actions
from room.models import LEFT, Run, State
from tests.conftest import NOW, Cast
from tests.room.running import planned

VERBS = {
    "next": actions.move_on,
    "back": actions.go_back,
    "skip": actions.skip_item,
    "park": actions.park_item,
    "extend": actions.extend_item,
    "pause": actions.pause_run,
    "resume": actions.resume_run,
    "end": actions.end_run,
}
REFUSALS = (actions.MovedMeanwhile, actions.NothingNow, actions.NothingLeft, actions.NothingBefore)
press = st.tuples(
    st.sampled_from([*VERBS, "put in"]),
    st.booleans(),  # which of two hands
    st.booleans(),  # whether the hand looks at the screen before it presses
    st.integers(0, 4000),  # seconds since the press before
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(presses=st.lists(press, max_size=25))
def test_the_run_keeps_its_sense(cast: Cast, presses: list[tuple[str, bool, bool, int]]) -> None:
    with transaction.atomic():
        run = actions.start_run(planned(cast, "abc", "de"), by=cast.facilitator, at=NOW)
        seen = {True: run.step, False: run.step}
        at = NOW
        for verb, hand, looks, seconds in presses:
            run.refresh_from_db()
            before, at = (run.step, facts(run)), at + timedelta(seconds=seconds)
            seen[hand] = run.step if looks else seen[hand]
            refused = pressed(cast, run, verb, step=seen[hand], at=at)
            run.refresh_from_db()
            if refused:
                assert (run.step, facts(run)) == before
            assert_sense(run)
        connection.check_constraints()
        transaction.set_rollback(True)


def pressed(cast: Cast, run: Run, verb: str, *, step: int, at: datetime) -> bool:
    """Press a button; return whether it was refused."""
    try:
        with transaction.atomic():
            if verb == "put in":
                actions.put_in(run, f"{at}", minutes=5, parked=step % 2 == 0, by=cast.facilitator, at=at)
            else:
                VERBS[verb](run, step=step, by=cast.facilitator, at=at)
    except REFUSALS:
        return True
    return False


def facts(run: Run) -> list[tuple[object, ...]]:
    return list(run.items.values_list("title", "state", "position", "began_at", "due_at", "ended_at"))


def assert_sense(run: Run) -> None:
    items = list(run.items.all())
    on = [item for item in items if item.state == State.NOW]
    assert len(on) <= 1
    assert not (run.ended_at and (on or run.paused_at))
    assert not (run.paused_at and not on)
    assert [item.position for item in items] == sorted({item.position for item in items})
    assert all(item.ended_at is None or item.began_at <= item.ended_at for item in items if item.began_at)
    behind = sorted(
        (item for item in items if item.state in LEFT and item.ended_at),
        key=lambda item: (item.ended_at, item.position),
    )
    assert all(
        one.ended_at <= other.began_at for one, other in pairwise(behind) if one.ended_at and other.began_at
    )
    assert all(
        item.began_at >= last.ended_at
        for item in on
        for last in behind[-1:]
        if item.began_at and last.ended_at
    )
    assert {item.title for item in items} >= set("abcde")
