"""The line before a full session, and who comes in when a seat is free: one hand at a time in each round."""

from datetime import datetime

from gatherings.events import Happened
from gatherings.models import Round, Session, Signup
from gatherings.models.taking_part import Hold
from ledger.actions import record


class HeldElsewhere(Exception):
    """The person holds a seat, or waits for one, in another session of the round."""

    def __init__(self, signup: Signup) -> None:
        self.signup = signup


def lock(session: Session, *others: Round | None) -> Session:
    """Lock the round of a session, and perhaps others; return the session as it is now.

    The round and not the session: who moves over leaves a seat in another session of the round, and no two
    people may wait for each other. Rounds are locked in one order, for the same reason.
    """
    while True:
        wanted = {each.pk for each in (session.round, *others) if each}
        list(Round.objects.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True))
        now = Session.objects.select_related("round__content_day__gathering", "content_day").get(
            pk=session.pk
        )
        if now.round_id is None or now.round_id in wanted:
            return now
        session = now  # it was put into another round meanwhile


def free_seats(session: Session) -> int | None:
    """How many seats are free; None where there is no end of them."""
    return None if session.capacity is None else max(0, session.capacity - session.signups.seated().count())


def fill(session: Session, *, at: datetime) -> None:
    """Let those who are first in line in, as long as seats are free and the session has not begun.

    Who moves over leaves a seat in another session of the round, which is filled likewise. Who has left the
    community is passed over.
    """
    open_sessions = [session]
    while open_sessions:
        here = open_sessions.pop()
        if here.is_planned and not here.has_begun(at):
            waiting = here.signups.in_line().still_here(at.date()).select_related("member")
            for signup in waiting[: free_seats(here)]:
                open_sessions += _let_in(signup, at=at)


def _let_in(signup: Signup, *, at: datetime) -> list[Session]:
    """Turn a place in line into a seat; return the session in which the person held one until now."""
    held = Signup.objects.seated().filter(round=signup.round_id, member=signup.member_id)
    left = list(held.select_related("session__round__content_day__gathering"))
    held.delete()
    signup.state, signup.promoted_at = Hold.SEAT, at
    signup.save(update_fields=["state", "promoted_at"])
    record(Happened.PROMOTED, toward=signup.member, about=signup.session, at=at)
    return [other.session for other in left]
