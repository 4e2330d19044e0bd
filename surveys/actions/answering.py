"""Answering a survey. It leaves no line in the ledger, whose times and order would tell who answered what."""

from datetime import date

from django.db import transaction

from members.models import Member
from peergroups.models import Group
from surveys.models import Asked, Response, State, Survey, Took


class NotOpen(Exception):
    """The survey takes no answers: not yet, not any more, or it was removed."""


class NotAsked(Exception):
    """The member held no seat in that group on the day of opening."""


class AnswerOutOfReach(Exception):
    """The key of the site was changed meanwhile: nobody finds the answer any more, and it still counts."""


@transaction.atomic
def answer_survey(survey: Survey, group: Group, answers: list[int], *, by: Member, on: date) -> None:
    """Keep what a member answers for one of their groups, in the place of what they answered before.

    Answers to one survey come one after the other: two taps are one answer, and none slips in at publishing.

    Raises:
        NotOpen: it is too early or too late.
        NotAsked: not for this group.
        AnswerOutOfReach: there is an answer that cannot be changed any more.
    """
    now = Survey.objects.select_for_update(no_key=True).filter(pk=survey.pk).first()
    if now is None or now.state(on) != State.OPEN:
        raise NotOpen
    if not Asked.objects.filter(survey=now, member=by, group=group).exists():
        raise NotAsked
    name, said = now.pseudonym(by), {"group": group, "answers": answers}
    if Took.objects.get_or_create(survey=now, member=by)[1]:
        Response.objects.create(survey=now, pseudonym=name, **said)
    elif not Response.objects.filter(survey=now, pseudonym=name).update(**said):
        raise AnswerOutOfReach
