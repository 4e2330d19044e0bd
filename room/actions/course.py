"""Running a meeting: from item to item, and back.

Every move names the `step` that its button was drawn for. The first of two that name the same takes it; the
second is told, and nothing is skipped twice.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, Value
from django.db.models.functions import Greatest

from ledger.actions import record
from meetings.models import AgendaItem, Meeting
from members.models import Member
from peergroups.models import Keeps
from room.events import Happened
from room.models import CLOSES, OPENS, Run, RunItem, State


class NotTheTime(Exception):
    """The meeting is cancelled, or too far away to be run."""


class AlreadyRuns(Exception):
    """Somebody, perhaps the same person, has started it."""


class MovedMeanwhile(Exception):
    """Somebody, perhaps the same person, made another move first, or ended the run."""


class NothingNow(Exception):
    """The meeting rests: no item is on."""


class NothingLeft(Exception):
    """There is no item to come."""


class NothingBefore(Exception):
    """Nothing has happened that could be taken back."""


def may_start(meeting: Meeting, *, at: datetime) -> bool:
    """Whether it is about the time of the meeting."""
    return not meeting.is_cancelled and meeting.starts_at - OPENS <= at <= meeting.ends_at + CLOSES


@transaction.atomic
def start_run(meeting: Meeting, *, by: Member, at: datetime) -> Run:
    """Begin, with the first item of the agenda. Without an agenda the meeting runs, and rests.

    Raises:
        NotTheTime: cancelled, or too early, or long over.
        AlreadyRuns: it has begun.
    """
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if not may_start(meeting, at=at):
        raise NotTheTime
    if Run.objects.filter(meeting=meeting).exists():
        raise AlreadyRuns
    run = Run.objects.create(meeting=meeting, started_at=at, moved_at=at, moved_by=by)
    _take_in_the_agenda(run)
    _begin(run.items.filter(state=State.WAITING).first(), at)
    _note(Happened.RUN_STARTED, run, by=by, at=at)
    return run


@transaction.atomic
def move_on(run: Run, *, step: int, by: Member, at: datetime) -> None:
    """The item is done; the next one begins. After the last of a day the meeting rests until a hand moves on.

    Raises:
        MovedMeanwhile: the second of two hands.
        NothingLeft: all items are behind.
    """
    at = _take_step(run, step, by=by, at=at)
    now = _on_now(run)
    if now:
        _leave(run, now, State.DONE, at=at)
    else:
        _take_in_the_agenda(run)
        if not _begin(run.items.filter(state=State.WAITING).first(), at):
            raise NothingLeft
    _note(Happened.MOVED_ON, run, by=by, at=at)


@transaction.atomic
def skip_item(run: Run, *, step: int, by: Member, at: datetime) -> None:
    """Leave the item out; the next one begins. Raises as `move_on`, and NothingNow."""
    at = _take_step(run, step, by=by, at=at)
    _leave(run, _must_be_on(run), State.SKIPPED, at=at)
    _note(Happened.ITEM_SKIPPED, run, by=by, at=at)


@transaction.atomic
def park_item(run: Run, *, step: int, by: Member, at: datetime) -> None:
    """Put the item into the parking lot; the next one begins. Raises as `move_on`, and NothingNow."""
    at = _take_step(run, step, by=by, at=at)
    _leave(run, _must_be_on(run), State.PARKED, at=at)
    _note(Happened.ITEM_PARKED, run, by=by, at=at)


@transaction.atomic
def go_back(run: Run, *, step: int, by: Member, at: datetime) -> None:
    """Take the last move back: the item before is on again with the time it had, or the run is not over yet.

    Raises:
        MovedMeanwhile: the second of two hands.
        NothingBefore: the first item is on.
    """
    was_over_at = run.ended_at
    at = _take_step(run, step, by=by, at=at, over=run.is_over)
    now = _on_now(run)
    last = run.items.exclude(ended_at=None).order_by("ended_at", "position").last()
    if was_over_at and (last is None or last.ended_at != was_over_at):
        last = None  # it was ended while it rested, so it rests again
    elif now and last and last.on and now.on and last.on != now.on:
        last = None  # before the first item of a day the meeting rested
    elif last is None:
        raise NothingBefore
    if now:
        now.state, now.began_at, now.due_at, now.extended = State.WAITING, None, None, 0
        now.save()
    if last:
        last.state, last.ended_at = State.NOW, None
        last.save()
    _note(Happened.MOVED_BACK, run, by=by, at=at)


@transaction.atomic
def extend_item(run: Run, minutes: int = 5, *, step: int, by: Member, at: datetime) -> None:
    """Give the item more time; if it is over time already, from now on. Raises as `skip_item`."""
    paused_at = run.paused_at
    at = _take_step(run, step, by=by, at=at, resumes=False)
    now = _must_be_on(run)
    due = max(now.due_at or at, paused_at or at)
    now.due_at, now.extended = due + timedelta(minutes=minutes), now.extended + minutes
    now.save()
    _note(Happened.ITEM_EXTENDED, run, by=by, at=at)


@transaction.atomic
def pause_run(run: Run, *, step: int, by: Member, at: datetime) -> None:
    """Stop the clock of the item. Raises as `skip_item`."""
    was_paused = run.paused_at is not None
    at = _take_step(run, step, by=by, at=at, resumes=False)
    _must_be_on(run)
    if not was_paused:
        Run.objects.filter(pk=run.pk).update(paused_at=at)
        run.paused_at = at
        _note(Happened.RUN_PAUSED, run, by=by, at=at)


@transaction.atomic
def resume_run(run: Run, *, step: int, by: Member, at: datetime) -> None:
    """Let the clock of the item go on: it is due as much later as it stood still. Raises as `move_on`."""
    at = _take_step(run, step, by=by, at=at)
    _note(Happened.RUN_RESUMED, run, by=by, at=at)


@transaction.atomic
def put_in(run: Run, title: str, *, minutes: int | None, parked: bool, by: Member, at: datetime) -> RunItem:
    """A matter came up: talk about it next, or park it for later. Moves nothing that is on.

    Raises:
        MovedMeanwhile: the run is over.
    """
    if not Run.objects.filter(pk=run.pk, ended_at=None).show():
        raise MovedMeanwhile
    state = State.PARKED if parked else State.WAITING
    same = run.items.filter(title=title, minutes=minutes, state=state, began_at=None, item=None).first()
    if same:  # the form was sent twice
        return same
    now = _on_now(run)
    behind = run.items.exclude(began_at=None).aggregate(last=Max("position"))["last"] or 0
    place = (now.position if now else behind) + 1
    if parked:
        place = (run.items.aggregate(last=Max("position"))["last"] or 0) + 1
    run.items.filter(position__gte=place).update(position=F("position") + 1)
    item = run.items.create(title=title, minutes=minutes, state=state, position=place)
    _note(Happened.ITEM_PUT_IN, run, by=by, at=at)
    return item


@transaction.atomic
def end_run(run: Run, *, step: int, by: Member | None, at: datetime) -> None:
    """The meeting is over. What never came to be seen goes; what the group does not keep goes, too.

    Votes and prompts stay only in a group that keeps notes, seconds of airtime and what came up in the room
    in one that keeps anything.

    Raises:
        MovedMeanwhile: the second of two hands.
    """
    at = _take_step(run, step, by=by, at=at)
    now = _on_now(run)
    if now:
        now.state, now.ended_at = State.DONE, at
        now.save()
    Run.objects.filter(pk=run.pk).update(ended_at=at)
    run.ended_at = at
    run.turns.all().delete()
    run.votes.filter(closed_at=None).delete()
    run.prompts.filter(revealed_at=None).delete()
    _forget(run, Keeps(run.meeting.group.keeps))
    _note(Happened.RUN_ENDED, run, by=by, at=at)


def _forget(run: Run, keeps: Keeps) -> None:
    """Delete what the group does not write down."""
    if keeps != Keeps.NOTES:
        run.votes.all().delete()
        run.prompts.all().delete()
    if keeps == Keeps.NOTHING:
        run.airtimes.all().delete()
        run.consents.all().delete()
        run.items.filter(item=None).delete()


def _take_step(
    run: Run, step: int, *, by: Member | None, at: datetime, over: bool = False, resumes: bool = True
) -> datetime:
    """Take the run's next step, and with it the right to move it until the transaction ends.

    Return when: not before the step that was taken before, even if two servers disagree about the time.
    """
    here = Run.objects.filter(pk=run.pk, step=step, ended_at__isnull=not over)
    when = Greatest(F("moved_at"), Value(at))
    taken = here.show(step=F("step") + 1, moved_by=by, moved_at=when, ended_at=None)
    run.refresh_from_db(fields=["version", "step", "moved_by", "moved_at", "paused_at", "ended_at"])
    if not taken:
        raise MovedMeanwhile
    if resumes and run.paused_at:
        run.items.filter(state=State.NOW).update(due_at=F("due_at") + (run.moved_at - run.paused_at))
        Run.objects.filter(pk=run.pk).update(paused_at=None)
        run.paused_at = None
    return run.moved_at


def _on_now(run: Run) -> RunItem | None:
    return run.items.filter(state=State.NOW).first()


def _must_be_on(run: Run) -> RunItem:
    now = _on_now(run)
    if now is None:
        raise NothingNow
    return now


def _leave(run: Run, now: RunItem, state: State, *, at: datetime) -> None:
    """Put an item behind, and begin the next unless that belongs to another day."""
    now.state, now.ended_at = state, at
    now.save()
    following = run.items.filter(state=State.WAITING).first()
    if following and (following.on is None or now.on is None or following.on == now.on):
        _begin(following, at)


def _begin(item: RunItem | None, at: datetime) -> bool:
    if item:
        item.begin(at)
        item.save()
    return item is not None


def _take_in_the_agenda(run: Run) -> None:
    """Take what is still to come from the agenda as it is now: it may have been changed over night."""
    run.items.filter(state=State.WAITING, on__isnull=False).delete()
    known = run.items.filter(item__isnull=False).values("item")
    items = AgendaItem.objects.filter(day__meeting=run.meeting_id).exclude(pk__in=known)
    last = run.items.aggregate(last=Max("position"))["last"] or 0
    RunItem.objects.bulk_create(
        RunItem(
            run=run,
            item=item,
            position=position,
            on=item.day.on,
            **{name: getattr(item, name) for name in ("title", "minutes", "format", "owner", "owner_role")},
        )
        for position, item in enumerate(items.select_related("day", "owner"), last + 1)
    )


def _note(verb: Happened, run: Run, *, by: Member | None, at: datetime) -> None:
    record(verb, by=by, about=run, group_id=run.meeting.group_id, at=at)
