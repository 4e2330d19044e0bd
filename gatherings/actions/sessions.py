"""Sessions from the first idea to their place in the programme."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from gatherings.actions.line import fill, lock
from gatherings.actions.speaking import keep_free
from gatherings.actions.standing import refuse_when_cancelled
from gatherings.events import Happened
from gatherings.models import ContentDay, ProposalVote, Round, Session, Speaker, Track
from gatherings.models.programme import State
from ledger.actions import entry, record, record_all
from members.models import Member


class ProgrammeSet(Exception):
    """The programme stands: nothing is proposed or voted for any more."""


class AlreadyProposed(Exception):
    """The same person has proposed a session of that title: the form was sent twice."""

    def __init__(self, session: Session) -> None:
        self.session = session


class NotProposedAnyMore(Exception):
    """It stands in the programme, or was cancelled: whoever makes the programme decides now."""


class SessionBegun(Exception):
    """The session has begun, so there is nothing left to call off."""


class PlaceTaken(Exception):
    """Another session of the round is in that track or room."""


class SignedUpAlready(Exception):
    """People have signed up for the session in this round, so it stays in it."""

    def __init__(self, people: int) -> None:
        self.people = people


class FewerThanSeated(Exception):
    """More people hold a seat than there would be."""

    def __init__(self, people: int) -> None:
        self.people = people


@transaction.atomic
def propose_session(
    day: ContentDay, *, speaks: bool = False, late: bool = False, by: Member, at: datetime, **fields: Any
) -> Session:
    """Propose a session or an activity, perhaps to lead it oneself; `late` is for who makes the programme.

    Raises:
        WeekCancelled: the week was called off.
        ProgrammeSet: it is too late.
        AlreadyProposed: the same person has proposed it already.
    """
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)  # two clicks come one after the other
    refuse_when_cancelled(day.gathering)
    if not late and ContentDay.objects.exclude(set_at=None).filter(pk=day.pk).exists():
        raise ProgrammeSet
    same = day.sessions.proposed().filter(title=fields["title"], proposed_by=by).first()
    if same:
        raise AlreadyProposed(same)
    session = Session.objects.create(content_day=day, proposed_by=by, proposed_at=at, **fields)
    if speaks:
        Speaker.objects.create(session=session, member=by)
    record(Happened.SESSION_PROPOSED, by=by, about=session, at=at)
    return session


@transaction.atomic
def change_session(session: Session, *, by: Member, at: datetime, **changes: Any) -> None:
    """Say better what it is about."""
    for field, value in changes.items():
        setattr(session, field, value)
    session.save(update_fields=list(changes))
    record(Happened.SESSION_CHANGED, by=by, about=session, at=at)


@transaction.atomic
def withdraw_proposal(session: Session, *, by: Member, at: datetime) -> None:
    """Take a proposal away with its votes.

    Raises:
        NotProposedAnyMore: it has become more than a proposal.
    """
    if not Session.objects.proposed().select_for_update().filter(pk=session.pk).exists():
        raise NotProposedAnyMore
    record(Happened.PROPOSAL_WITHDRAWN, by=by, about=session, at=at)
    session.delete()


@transaction.atomic
def vote_for(session: Session, member: Member, *, by: Member, at: datetime) -> None:
    """Say that one would come to what is proposed; once each.

    Raises:
        WeekCancelled: the week was called off.
        ProgrammeSet: it is decided.
    """
    refuse_when_cancelled(session.content_day.gathering)
    _refuse_when_decided(session)
    _, is_new = ProposalVote.objects.get_or_create(session=session, member=member)
    if is_new:
        record(Happened.VOTED, by=by, about=session, at=at)


@transaction.atomic
def take_vote_back(session: Session, member: Member, *, by: Member, at: datetime) -> None:
    """Take one's vote back.

    Raises:
        ProgrammeSet: it is decided.
    """
    _refuse_when_decided(session)
    gone, _ = ProposalVote.objects.filter(session=session, member=member).delete()
    if gone:
        record(Happened.VOTE_TAKEN_BACK, by=by, about=session, at=at)


@transaction.atomic
def plan_session(
    session: Session,
    *,
    round: Round | None,  # noqa: A002 - the word of the house
    track: Track | None = None,
    room: str = "",
    capacity: int | None = None,
    by: Member,
    at: datetime,
) -> None:
    """Give a session its round, track, room and seats; without a round it is a proposal again.

    Without a room it is in that of its track. With more seats, those first in line come in.

    Raises:
        WeekCancelled: the week was called off.
        PlaceTaken: another session of the round is in that track or room.
        SpeaksElsewhere: who speaks here speaks at another session of the round.
        HeldElsewhere: who speaks here has signed up for another session of the round.
        SignedUpAlready: people have signed up for it in another round.
        FewerThanSeated: more people hold a seat than `capacity`.
    """
    ContentDay.objects.select_for_update(no_key=True).get(pk=session.content_day_id)  # one plans at a time
    now = lock(session, round)
    refuse_when_cancelled(session.content_day.gathering)
    _refuse_to_disappoint(now, round, capacity)
    keep_free(now, round, list(now.speakers.exclude(member=None).values_list("member", flat=True)))
    session.state = State.PLANNED if round else State.PROPOSED
    session.round, session.track, session.capacity = round, track if round else None, capacity
    session.room = room or (track.room if track else "")
    try:
        with transaction.atomic():
            session.save(update_fields=["state", "round", "track", "room", "capacity"])
    except IntegrityError as error:
        raise PlaceTaken from error
    record(Happened.SESSION_PLANNED if round else Happened.SESSION_CHANGED, by=by, about=session, at=at)
    fill(session, at=at)


@transaction.atomic
def cancel_session(session: Session, *, by: Member, at: datetime) -> None:
    """Call a session off. Everybody signed up or waiting is free for another one, and hears of it.

    Raises:
        SessionBegun: people sit in it, or sat in it.
    """
    now = lock(session)
    if now.is_cancelled:
        return
    if now.has_begun(at):
        raise SessionBegun
    freed = [signup.member for signup in now.signups.select_related("member").order_by("at", "pk")]
    now.signups.all().delete()
    Session.objects.filter(pk=session.pk).update(state=State.CANCELLED)
    session.state = State.CANCELLED
    record_all(entry(Happened.FREED, by=by, toward=member, about=session, at=at) for member in freed)
    record(Happened.SESSION_CANCELLED, by=by, about=session, at=at)


def _refuse_when_decided(session: Session) -> None:
    if not Session.objects.proposed().filter(pk=session.pk, content_day__set_at=None).exists():
        raise ProgrammeSet


def _refuse_to_disappoint(now: Session, wanted: Round | None, capacity: int | None) -> None:
    signed_up, seated = now.signups.count(), now.signups.seated().count()
    if signed_up and now.round != wanted:
        raise SignedUpAlready(signed_up)
    if capacity is not None and seated > capacity:
        raise FewerThanSeated(seated)
