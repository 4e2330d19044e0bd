"""Choosing what a meeting works on, and who prepares it. All of it under a lock of the meeting."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime

from django.db import transaction

from issues.events import Happened
from issues.models import HotSeat, Issue
from ledger.actions import record
from meetings.actions import ItemGone, change_item
from meetings.models import AgendaItem, Format, Meeting
from members.models import Member
from peergroups.models import Membership

PRESENTER = "presenter"
"""Who owns a hot seat on the agenda before there is a name."""


class ChosenMeanwhile(Exception):
    """Somebody else has chosen or changed hot seats since this person looked."""


class NotToBeChosen(Exception):
    """The issue waits no longer, its presenter has a hot seat, or the meeting is over."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue


class AlreadyGivenUp(Exception):
    """Somebody has said so before."""


class HasNotes(Exception):
    """Notes were written at this hot seat, and they are the presenter's."""


@transaction.atomic
def choose_hot_seats(
    meeting: Meeting, issues: Sequence[Issue], *, seen: Collection[int], by: Member, at: datetime
) -> list[HotSeat]:
    """Give these issues a hot seat each, besides those there are: a coach, and a place on the agenda.

    `seen` are the hot seats that the person had before them. Who presented last coaches now.

    Raises:
        ChosenMeanwhile: the hot seats are not those any more.
        NotToBeChosen: one of the issues cannot be; then none is.
    """
    _lock(meeting)
    standing = HotSeat.objects.standing().filter(meeting=meeting)
    if set(standing.values_list("pk", flat=True)) != set(seen):
        raise ChosenMeanwhile
    taken = set(standing.values_list("presenter", flat=True))
    coaches = _last_presenters(meeting)
    chosen = []
    for issue in issues:
        _check(issue, meeting, taken, at=at)
        taken.add(issue.member_id)
        coach = next((member for member in coaches if member.pk != issue.member_id), None)
        chosen.append(_seat(issue, meeting, coach=coach, by=by, at=at))
    tie_to_agenda(meeting, by=by, at=at)
    return chosen


@transaction.atomic
def prepare_hot_seat(
    hot_seat: HotSeat, *, by: Member, at: datetime, **changes: Member | Issue | None
) -> None:
    """Name the `coach` of the presenter, the `substitute` that steps in if the presenter cannot, or both.

    Raises:
        AlreadyGivenUp: there is nothing to prepare any more.
    """
    if not changes:
        return
    if not HotSeat.objects.standing().filter(pk=hot_seat.pk).update(**changes):
        raise AlreadyGivenUp
    hot_seat.refresh_from_db(fields=["coach", "substitute"])
    toward = hot_seat.coach if "coach" in changes else None
    _note(Happened.HOT_SEAT_PREPARED, hot_seat, by=by, toward=toward, at=at)


@transaction.atomic
def give_up_hot_seat(hot_seat: HotSeat, *, by: Member, at: datetime) -> None:
    """Say that the presenter cannot. The issue waits on, and whoever leads may let the substitute step in.

    Raises:
        AlreadyGivenUp: it has been said.
    """
    _lock(hot_seat.meeting)
    if not HotSeat.objects.standing().filter(pk=hot_seat.pk).update(given_up_at=at):
        raise AlreadyGivenUp
    hot_seat.refresh_from_db(fields=["given_up_at", "item"])
    _name_on_agenda(hot_seat.item, None, by=by, at=at)
    verb = Happened.HOT_SEAT_GIVEN_UP_LATE if hot_seat.is_late(at) else Happened.HOT_SEAT_GIVEN_UP
    _note(verb, hot_seat, by=by, at=at)


@transaction.atomic
def step_in(hot_seat: HotSeat, issue: Issue, *, by: Member, at: datetime) -> HotSeat:
    """Let another issue take the place of a hot seat that was given up, with the same coach if possible.

    Raises:
        NotToBeChosen: that issue cannot be.
        ChosenMeanwhile: the place is taken, or was never free.
    """
    meeting = hot_seat.meeting
    _lock(meeting)
    standing = HotSeat.objects.standing().filter(meeting=meeting)
    place_is_taken = hot_seat.item_id and standing.filter(item=hot_seat.item_id).exists()
    if standing.filter(pk=hot_seat.pk).exists() or place_is_taken:
        raise ChosenMeanwhile
    _check(issue, meeting, set(standing.values_list("presenter", flat=True)), at=at)
    coach = hot_seat.coach if hot_seat.coach_id != issue.member_id else hot_seat.presenter
    filled = _seat(issue, meeting, coach=coach, by=by, at=at, verb=Happened.HOT_SEAT_FILLED)
    HotSeat.objects.filter(pk=hot_seat.pk).update(substitute=None)  # nobody is asked to fill it again
    tie_to_agenda(meeting, by=by, at=at)
    return filled


@transaction.atomic
def take_off_hot_seat(hot_seat: HotSeat, *, by: Member, at: datetime) -> None:
    """Undo a choice: the issue waits as before, and nothing says that it was chosen but the ledger.

    Raises:
        HasNotes: what was written there would be lost.
    """
    _lock(hot_seat.meeting)
    HotSeat.objects.select_for_update().filter(pk=hot_seat.pk).first()  # nobody writes a note there meanwhile
    if hot_seat.notes.exists():
        raise HasNotes
    item = AgendaItem.objects.filter(hot_seats=hot_seat).first()
    deleted, _ = HotSeat.objects.filter(pk=hot_seat.pk).delete()
    if deleted:
        meeting, presenter = hot_seat.meeting, hot_seat.presenter
        _name_on_agenda(item, None, by=by, at=at)
        toward = None if presenter == by else presenter
        record(
            Happened.HOT_SEAT_TAKEN_OFF, by=by, toward=toward, about=meeting, group_id=meeting.group_id, at=at
        )


def tie_to_agenda(meeting: Meeting, *, by: Member, at: datetime) -> None:
    """Give each hot seat without a place the next free item for hot seats, and name its presenter there."""
    standing = HotSeat.objects.standing().filter(meeting=meeting).select_related("presenter")
    taken = {hot_seat.item_id for hot_seat in standing}
    places = AgendaItem.objects.filter(day__meeting=meeting, format=Format.HOT_SEAT)
    free = [item for item in places if item.pk not in taken]
    for hot_seat in [seat for seat in standing if seat.item_id is None]:
        item = _place_for(hot_seat, free)
        if item is None:
            return
        free.remove(item)
        HotSeat.objects.filter(pk=hot_seat.pk).update(item=item)
        if item.owner_id != hot_seat.presenter_id:
            _name_on_agenda(item, hot_seat.presenter, by=by, at=at)


def _place_for(hot_seat: HotSeat, free: Sequence[AgendaItem]) -> AgendaItem | None:
    """Return the item that names the presenter already, or else the first that names nobody."""
    theirs = [item for item in free if item.owner_id == hot_seat.presenter_id]
    return next(iter([*theirs, *(item for item in free if item.owner_id is None)]), None)


def _lock(meeting: Meeting) -> None:
    Meeting.objects.select_for_update().get(pk=meeting.pk)


def _check(issue: Issue, meeting: Meeting, taken: set[int], *, at: datetime) -> None:
    expected = Membership.objects.expected(meeting.starts_on).filter(group=meeting.group_id)
    may_be = (
        Issue.objects.open().filter(pk=issue.pk, group=meeting.group_id).exists()
        and issue.member_id not in taken
        and expected.filter(member=issue.member_id).exists()
    )
    if not may_be or meeting.is_cancelled or meeting.is_over(at):
        raise NotToBeChosen(issue)


def _seat(
    issue: Issue,
    meeting: Meeting,
    *,
    coach: Member | None,
    by: Member,
    at: datetime,
    verb: Happened = Happened.HOT_SEAT_CHOSEN,
) -> HotSeat:
    hot_seat = HotSeat.objects.create(
        meeting=meeting, issue=issue, presenter=issue.member, coach=coach, chosen_at=at
    )
    _note(verb, hot_seat, by=by, toward=issue.member, at=at)
    return hot_seat


def _last_presenters(meeting: Meeting) -> list[Member]:
    """Return the latest two who had a hot seat of the group and are expected at this meeting."""
    expected = Membership.objects.expected(meeting.starts_on).filter(group=meeting.group_id)
    sat = HotSeat.objects.standing().filter(
        meeting__group=meeting.group_id,
        meeting__starts_at__lt=meeting.starts_at,
        issue__worked_at__isnull=False,
        presenter__in=expected.values("member"),
    )
    latest = sat.select_related("presenter").order_by("-meeting__starts_at", "-pk")
    return [hot_seat.presenter for hot_seat in latest[:2]]


def _name_on_agenda(item: AgendaItem | None, presenter: Member | None, *, by: Member, at: datetime) -> None:
    if item:
        with suppress(ItemGone):
            change_item(item, owner=presenter, owner_role="" if presenter else PRESENTER, by=by, at=at)


def _note(
    verb: Happened, hot_seat: HotSeat, *, by: Member, at: datetime, toward: Member | None = None
) -> None:
    if toward == by:
        toward = None
    record(verb, by=by, toward=toward, about=hot_seat, group_id=hot_seat.meeting.group_id, at=at)
