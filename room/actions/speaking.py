"""Whose turn it is to speak, and counting the seconds if all agree."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from ledger.actions import record
from members.models import Member
from room.events import Happened
from room.models import Airtime, Consent, Counting, Run, Turn
from room.order import shuffled


class NobodyHere(Exception):
    """There is nobody to speak, or the run is over."""


class SpokenMeanwhile(Exception):
    """Somebody else has passed the word on already."""


class AirtimeOff(Exception):
    """Nobody asks for consent now: it was stopped, or the run is over."""


@transaction.atomic
def shuffle_speakers(
    run: Run, people: Sequence[Member], *, seconds_each: int | None, by: Member, at: datetime
) -> list[Member]:
    """Let the word go round in a new random order; who began the last time does not begin again.

    Airtime that all agreed to is asked for again if somebody new is among them.

    Raises:
        NobodyHere: there is nobody, or the run is over.
    """
    _hold(run)
    if not people or run.is_over:
        raise NobodyHere
    first = run.turns.first()
    order = shuffled([person.pk for person in people], first_before=first.member_id if first else None)
    run.turns.all().delete()
    Turn.objects.bulk_create(
        Turn(run=run, member_id=member, position=place, began_at=at if place == 1 else None)
        for place, member in enumerate(order, 1)
    )
    run.seconds_each = seconds_each
    if run.airtime == Counting.ON and not _all_agree(run, order):
        run.airtime = Counting.ASKED
    _show(run)
    _note(Happened.SPEAKERS_SHUFFLED, run, by=by, at=at)
    known = {person.pk: person for person in people}
    return [known[member] for member in order]


@transaction.atomic
def pass_on(turn: Turn, *, by: Member, at: datetime) -> None:
    """The person has spoken; the word goes to the next. Their seconds count if all have agreed to that.

    Raises:
        SpokenMeanwhile: the second of two hands.
    """
    run = turn.run
    _hold(run)
    turn.refresh_from_db(fields=["began_at"])
    at = max(at, turn.began_at or at)
    if not run.turns.filter(pk=turn.pk, began_at__isnull=False, ended_at=None).update(ended_at=at):
        raise SpokenMeanwhile
    agreed = run.airtime == Counting.ON and run.consents.filter(member=turn.member_id).exists()
    if agreed and turn.began_at:
        _count(run, turn.member_id, int((at - turn.began_at).total_seconds()))
    following = run.turns.filter(began_at=None).first()
    if following:
        following.began_at = at
        following.save()
    _show(run)
    _note(Happened.SPEAKER_DONE, run, by=by, at=at)


@transaction.atomic
def clear_speakers(run: Run, *, by: Member, at: datetime) -> None:
    """End the round: nobody has the word any more."""
    _hold(run)
    if run.turns.all().delete()[0]:
        _show(run)
        _note(Happened.SPEAKERS_CLEARED, run, by=by, at=at)


@transaction.atomic
def ask_airtime(run: Run, *, by: Member, at: datetime) -> None:
    """Ask everybody whether seconds may be counted. Nothing is counted before all have agreed.

    Raises:
        AirtimeOff: the run is over.
    """
    _hold(run)
    if run.is_over:
        raise AirtimeOff
    if run.airtime == Counting.OFF:
        run.airtime = Counting.ASKED
        _show(run)
        _note(Happened.AIRTIME_ASKED, run, by=by, at=at)


@transaction.atomic
def agree_to_airtime(run: Run, people: Sequence[Member], *, by: Member, at: datetime) -> None:
    """Agree for oneself. Counting begins once all `people` in the room have.

    Raises:
        AirtimeOff: nobody asks any more.
    """
    _hold(run)
    if run.airtime == Counting.OFF or run.is_over:
        raise AirtimeOff
    if Consent.objects.get_or_create(run=run, member=by, defaults={"given_at": at})[1]:
        if _all_agree(run, [person.pk for person in people]):
            run.airtime = Counting.ON
        _show(run)
        _note(Happened.AIRTIME_AGREED, run, by=by, at=at)


@transaction.atomic
def stop_airtime(run: Run, *, by: Member, at: datetime) -> None:
    """One word is enough: nothing is counted any more, and what was counted is deleted."""
    _hold(run)
    if run.airtime != Counting.OFF:
        run.airtime = Counting.OFF
        run.consents.all().delete()
        run.airtimes.all().delete()
        _show(run)
        _note(Happened.AIRTIME_STOPPED, run, by=by, at=at)


def _hold(run: Run) -> None:
    """Let others who change the same run wait until the transaction ends."""
    run.refresh_from_db(from_queryset=Run.objects.select_for_update(no_key=True).select_related("meeting"))


def _show(run: Run) -> None:
    Run.objects.filter(pk=run.pk).show(seconds_each=run.seconds_each, airtime=run.airtime)


def _all_agree(run: Run, people: Sequence[int]) -> bool:
    """Whether everybody in the room and everybody whose turn it is or was has agreed; nobody is not all."""
    asked = {*people, *run.turns.values_list("member", flat=True)}
    return bool(asked) and asked <= set(run.consents.values_list("member", flat=True))


def _count(run: Run, member_id: int, seconds: int) -> None:
    Airtime.objects.get_or_create(run=run, member_id=member_id)
    run.airtimes.filter(member=member_id).update(seconds=F("seconds") + seconds)


def _note(verb: Happened, run: Run, *, by: Member, at: datetime) -> None:
    record(verb, by=by, about=run, group_id=run.meeting.group_id, at=at)
