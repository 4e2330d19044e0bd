"""Doors: an agenda made from people and open matters, looked at before it is put in place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from meetings.actions import AgendaInUse
from meetings.models import AgendaItem, Meeting
from meetings.views import seen_meeting
from members.models import Member
from peergroups.doors import allow, way_back
from peergroups.requests import MemberRequest
from preparation import actions
from preparation.forms import MakeForm, ProposalForm
from preparation.matters import hours_of, matters_of, parts_for, usual_template, waiting_leftovers
from preparation.models import Leftover
from preparation.pauses import Hours
from preparation.proposing import RULES, Line, Proposal, propose_agenda
from reviews.asking import is_asking


@dataclass(frozen=True)
class _Wish:
    """What somebody wants in the agenda of a meeting, and the proposal made of it; none without hours."""

    form: ProposalForm
    chosen: Mapping[str, Any]  # the form's values, to be sent along
    leftovers: list[Leftover]
    hours: list[Hours]
    proposal: Proposal | None

    @property
    def has_reviews(self) -> bool:
        return bool(self.chosen.get("has_reviews"))

    @property
    def taken(self) -> list[str]:
        """The leftovers that go in, by key."""
        return [str(key) for key in self.chosen.get("leftovers", [])]

    @property
    def mark(self) -> str:
        """A mark of the proposal: another one has another."""
        return sha256(repr(self.proposal).encode()).hexdigest()


@require_safe
def propose_agenda_of(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = _kept(request, pk)
    return _page(request, meeting, _wish(request, meeting, request.GET))


@require_POST
def make_agenda(request: MemberRequest, pk: int) -> HttpResponse:
    meeting, form = _kept(request, pk), MakeForm(request.POST)
    wish = _wish(request, meeting, request.POST)
    if wish.proposal is None or not form.is_valid() or form.cleaned_data["mark"] != wish.mark:
        messages.error(request, "Something changed since you looked. This is how the agenda would be now.")
        return _page(request, meeting, wish)
    told = {name: form.cleaned_data[name] for name in ("seen", "replaces")}
    try:
        actions.make_agenda(meeting, wish.proposal, **told, by=request.user, at=timezone.now())
    except AgendaInUse:
        messages.error(request, "There is an agenda already. Tick that it may go, or leave it as it is.")
    except actions.AgendaChanged:
        messages.error(
            request,
            "Somebody changed the agenda meanwhile, or took up a leftover. "
            "Look again, then put this in its place.",
        )
    except actions.HasBegun:
        messages.error(request, "The meeting has begun or was cancelled, so its agenda stays as it is.")
    else:
        messages.success(request, "The agenda is made. Arrange it as you like; one tap takes it back.")
        return redirect("meetings:agenda", pk)
    meeting.refresh_from_db()
    return _page(request, meeting, _wish(request, meeting, request.POST))


@require_POST
def drop_leftover(request: MemberRequest, pk: int) -> HttpResponse:
    """Let go what was left over, or with `undo` keep it."""
    seen = Leftover.objects.visible_to(request.user, on=request.today).select_related("group")
    leftover = get_object_or_404(seen, pk=pk)
    allow(request, "preparation.keep_leftover", leftover)
    verb = actions.keep_leftover if "undo" in request.POST else actions.drop_leftover
    verb(leftover, by=request.user, at=timezone.now())
    return redirect(way_back(request) or leftover.group)


def _kept(request: MemberRequest, pk: int) -> Meeting:
    meeting = seen_meeting(request, pk)
    allow(request, "meetings.keep_agenda", meeting)
    return meeting


def _wish(request: MemberRequest, meeting: Meeting, said: QueryDict) -> _Wish:
    """Read what somebody wants; who has said nothing yet wants everything."""
    leftovers = waiting_leftovers(meeting, request.user, on=request.today)
    usual: dict[str, Any] = {
        "template": usual_template(meeting),
        "has_reviews": True,
        "leftovers": [str(leftover.pk) for leftover in leftovers],
    }
    form = ProposalForm(
        said if "template" in said else None,
        meeting=meeting,
        leftovers=leftovers,
        asks_for_reviews=is_asking(meeting),
        initial=usual,
    )
    chosen = form.cleaned_data if form.is_valid() else usual
    hours = hours_of(meeting)
    taken = [one for one in leftovers if str(one.pk) in chosen.get("leftovers", [])]
    matters = matters_of(meeting, taken, has_reviews=chosen.get("has_reviews", False))
    parts = parts_for(meeting, chosen["template"], matters, len(hours)) if hours else None
    return _Wish(form, chosen, leftovers, hours, propose_agenda(hours, parts) if parts else None)


def _page(request: MemberRequest, meeting: Meeting, wish: _Wish) -> HttpResponse:
    proposal = wish.proposal
    owners = _owners(proposal) if proposal else {}
    days = list(meeting.days.all())
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "wish": wish,
        "days": [
            (day, _timed(hours, lines, owners))
            for day, hours, lines in zip(days, wish.hours, proposal.days, strict=True)
        ]
        if proposal
        else [],
        "left_out": proposal.left_out if proposal else (),
        "rules": RULES,
        "there_are": AgendaItem.objects.filter(day__in=days).count(),
        "dropped": Leftover.objects.visible_to(request.user, on=request.today).filter(
            group=meeting.group, dropped_at__isnull=False
        )[:5],
        "has_begun": meeting.is_cancelled or meeting.has_begun(timezone.now()),
    }
    return render(request, "preparation/propose.html", context)


def _owners(proposal: Proposal) -> dict[int, Member]:
    keys = {line.part.owner for lines in proposal.days for line in lines if line.part.owner}
    return Member.objects.only("name").in_bulk(keys)


def _timed(hours: Hours, lines: tuple[Line, ...], owners: dict[int, Member]) -> list[dict[str, Any]]:
    """Give each line its start by the venue's clock, and the name of who leads it."""
    timed, at = [], hours.starts
    for line in lines:
        owner = owners.get(line.part.owner or 0)
        starts = time(at // 60 % 24, at % 60)
        timed.append({"line": line, "starts": starts, "who": owner.name if owner else line.part.role})
        at += line.minutes
    return timed
