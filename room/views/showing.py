"""What a page of the room shows, and to whom."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django import forms
from django.db.models import Prefetch

from meetings.formats import FORMATS
from meetings.models import Format, Meeting
from members.models import Member
from room.actions.course import may_start
from room.forms import BallotForm, ViewForm, answers
from room.models import Ballot, Counting, Prompt, Run, RunItem, View, Vote, VoteKind
from room.presence import people_here, was_missed
from room.screen import Screen, screen
from room.tally import Tally, tally


class Moment(NamedTuple):
    """A step of the item that is on, and from when to when by the clock."""

    name: str
    hint: str
    begins_at: datetime
    ends_at: datetime


class ShownVote(NamedTuple):
    """A vote as one member sees it: one's own answer while it is open, and how all answered afterwards."""

    vote: Vote
    cast: int
    mine: Ballot | None
    form: BallotForm | None
    choices: list[tuple[str, str, bool]]  # what is sent, what is read, whether it is one's own
    result: Tally | None


class ShownPrompt(NamedTuple):
    """A prompt as one member sees it: one's own view while it is open, and all side by side afterwards."""

    prompt: Prompt
    written: int
    mine: View | None
    form: forms.Form | None
    views: list[View]


def room_of(
    meeting: Meeting, member: Member, *, at: datetime, typed: ViewForm | None = None
) -> dict[str, Any]:
    """Gather what the page of the room shows to this member; `typed` is a view to be corrected."""
    shown = screen(meeting, at=at)
    run = shown.run
    may_run = member.has_perm("room.run_meeting", meeting)
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "member": member,
        "screen": shown,
        "may_run": may_run,
        "may_start": may_run and run is None and may_start(meeting, at=at),
        "moments": _moments(shown),
        "guide": _guide(shown.now),
        "run": run,
    }
    return context | (_of_run(run, member, shown, typed) if run else {})


def _of_run(run: Run, member: Member, shown: Screen, typed: ViewForm | None) -> dict[str, Any]:
    turns = list(run.turns.select_related("member"))
    hides = run.is_over and was_missed(run.meeting, member)  # what was said stays with those who were there
    context: dict[str, Any] = {
        "turns": turns,
        "speaking": next((turn for turn in turns if turn.is_on), None),
        "votes": [] if hides else [_shown_vote(vote, member) for vote in _votes(run)],
        "prompts": [] if hides else [_shown_prompt(prompt, member, typed) for prompt in _prompts(run)],
        "airtimes": [],
    }
    if run.airtime == Counting.ASKED:
        agreed = set(run.consents.values_list("member", flat=True))
        people = people_here(run.meeting, on=shown.today)
        context |= {"has_agreed": member.pk in agreed, "missing": [p for p in people if p.pk not in agreed]}
    if run.airtime == Counting.ON:
        context["airtimes"] = list(run.airtimes.select_related("member"))
    return context


def _votes(run: Run) -> list[Vote]:
    return list(run.votes.prefetch_related("ballots"))


def _prompts(run: Run) -> list[Prompt]:
    views = View.objects.select_related("member").order_by("member__name", "pk")
    return list(run.prompts.prefetch_related(Prefetch("views", views)))


def _shown_vote(vote: Vote, member: Member) -> ShownVote:
    ballots = list(vote.ballots.all())
    mine = next((ballot for ballot in ballots if ballot.member_id == member.pk), None)
    if not vote.is_open:
        result = tally(VoteKind(vote.kind), vote.options, [ballot.numbers for ballot in ballots])
        return ShownVote(vote, len(ballots), mine, None, [], result)
    typed = vote.kind in {VoteKind.ESTIMATE, VoteKind.RANKING}
    form = BallotForm(vote=vote, initial=_initial(vote, mine)) if typed else None
    given = str(int(mine.numbers[0])) if mine else ""
    taps = [] if typed else [(value, label, value == given) for value, label in answers(vote)]
    return ShownVote(vote, len(ballots), mine, form, taps, None)


def _initial(vote: Vote, mine: Ballot | None) -> dict[str, Any]:
    if mine is None:
        return {}
    if vote.kind == VoteKind.RANKING:
        return {f"place{int(option)}": str(place) for place, option in enumerate(mine.numbers, 1)}
    return {"answer": mine.numbers[0]}


def _shown_prompt(prompt: Prompt, member: Member, typed: ViewForm | None) -> ShownPrompt:
    views = list(prompt.views.all())
    mine = next((view for view in views if view.member_id == member.pk), None)
    if not prompt.is_open:
        return ShownPrompt(prompt, len(views), mine, None, views)
    form = typed or ViewForm(initial={"text": mine.text if mine else ""})
    return ShownPrompt(prompt, len(views), mine, form, [])


def _guide(item: RunItem | None) -> Any:
    return FORMATS.get(Format(item.format)) if item and item.format in Format.values else None


def _moments(shown: Screen) -> list[Moment]:
    """Lay the steps of the format over the time of the item; a pause stops them."""
    now, guide = shown.now, _guide(shown.now)
    whole = now.whole_seconds if now else None
    if not (now and now.began_at and guide and whole) or shown.is_paused or len(guide.steps) < 2:
        return []
    moments, begins, unit = [], now.began_at, whole / guide.minutes
    for step in guide.steps:
        ends = begins + timedelta(seconds=step.minutes * unit)
        moments.append(Moment(step.name, step.hint, begins, ends))
        begins = ends
    return moments
