"""Who speaks at a session: at one of each round, and without a seat in another."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from gatherings.actions.line import HeldElsewhere, lock
from gatherings.actions.standing import refuse_when_cancelled
from gatherings.events import Happened
from gatherings.models import ContentDay, Round, Session, Signup, Speaker
from gatherings.models.programme import State
from ledger.actions import record
from members.models import Member


class SpeaksElsewhere(Exception):
    """The person speaks at another session of the round."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker


@transaction.atomic
def add_speaker(
    session: Session, *, member: Member | None = None, name: str = "", by: Member, at: datetime
) -> Speaker:
    """Name who speaks: a member, or somebody from outside by name. Named twice, they stand once.

    Raises:
        WeekCancelled: the week was called off.
        SpeaksElsewhere: the member speaks at another session of the round.
        HeldElsewhere: the member has signed up for another session of the round.
    """
    ContentDay.objects.select_for_update(no_key=True).get(pk=session.content_day_id)  # nobody plans meanwhile
    now = lock(session)
    refuse_when_cancelled(session.content_day.gathering)
    if member and now.is_planned:
        keep_free(now, now.round, [member.pk])
    speaker, is_new = Speaker.objects.get_or_create(session=session, member=member, name=name)
    if is_new:
        record(Happened.SPEAKERS_CHANGED, by=by, toward=member, about=session, at=at)
    return speaker


@transaction.atomic
def remove_speaker(speaker: Speaker, *, by: Member, at: datetime) -> None:
    """Say that somebody does not speak after all."""
    gone, _ = Speaker.objects.filter(pk=speaker.pk).delete()
    if gone:
        record(Happened.SPEAKERS_CHANGED, by=by, toward=speaker.member, about=speaker.session, at=at)


def keep_free(session: Session, wanted: Round | None, people: Collection[int]) -> None:
    """See that these people can speak at the session in that round, which is locked.

    Raises:
        SpeaksElsewhere: one of them speaks at another session of it.
        HeldElsewhere: one of them has signed up for another session of it.
    """
    refuse_who_speaks_elsewhere(session, wanted, people)
    held = Signup.objects.filter(round=wanted, member__in=people).exclude(session=session)
    if other := held.select_related("session", "member").first():
        raise HeldElsewhere(other)


def refuse_who_speaks_elsewhere(session: Session, wanted: Round | None, people: Collection[int]) -> None:
    """Nobody is in two sessions of a round, one of which they give."""
    planned = Speaker.objects.filter(session__round=wanted, session__state=State.PLANNED)
    others = planned.filter(member__in=people).exclude(session=session)
    if speaker := others.select_related("session", "member").first():
        raise SpeaksElsewhere(speaker)
