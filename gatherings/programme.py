"""The programme of Content Day as one member reads it."""

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef

from gatherings.models import ContentDay, ProposalVote, Round, Session
from gatherings.models.programme import Kind, SessionQuerySet
from members.models import Member


class Stretch(NamedTuple):
    """A round with what runs in it, in the order of the tracks; nothing where everybody is together."""

    round: Round
    sessions: list[Session]
    held: Session | None  # in which this member has a seat

    @property
    def is_together(self) -> bool:
        return self.round.kind == Kind.TOGETHER


def programme(day: ContentDay, member: Member) -> list[Stretch]:
    """Return the day from morning to evening; three queries."""
    sessions = (
        day.sessions.exclude(round=None)
        .select_related("track")
        .prefetch_related("speakers__member")
        .with_seats()
        .with_signup_of(member)
        .order_by("track", "title", "pk")
    )
    of_round: dict[int, list[Session]] = {}
    for session in sessions:
        of_round.setdefault(session.round_id or 0, []).append(session)
    return [_stretch(day, each, of_round.get(each.pk, [])) for each in day.rounds.all()]


def proposals(day: ContentDay, member: Member) -> SessionQuerySet:
    """Return what waits for a place, the most wanted first: each with `wanted` and `own_vote`."""
    own = ProposalVote.objects.filter(session=OuterRef("pk"), member=member)
    return (
        day.sessions.proposed()
        .select_related("proposed_by")
        .prefetch_related("speakers__member")
        .annotate(wanted=Count("votes"), own_vote=Exists(own))
        .order_by("-wanted", "proposed_at")
    )


def _stretch(day: ContentDay, round_: Round, sessions: list[Session]) -> Stretch:
    """Hang what is known already on the rows, so that no page asks for it again."""
    round_.content_day = day
    for session in sessions:
        session.content_day, session.round = day, round_
    held = next((session for session in sessions if session.own_state == "seat"), None)
    return Stretch(round_, sessions, held)
