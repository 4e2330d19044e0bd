"""What pages show of polls: the grid of people and dates, and what still wants a vote."""

from collections import Counter
from datetime import date, datetime, time
from typing import NamedTuple

from django.db.models import Count, Q

from members.models import Member
from members.timezones import zone
from peergroups.models import Group, Membership
from peergroups.seating import Seating
from polls.models import Option, Poll, PollQuerySet, Suits, Vote
from polls.wording import When, shows_another_clock, when

EARLY, LATE = time(6, 0), time(22, 0)
"""Between these a meeting may begin without costing anybody their night."""


class Said(NamedTuple):
    """What one person says of one date; nothing yet is an empty word."""

    member: Member
    suits: str


class Row(NamedTuple):
    """One date of the grid."""

    option: Option
    when: When
    mine: str
    others: list[Said]
    yes: list[str]  # names, the reader's own among them
    if_need_be: list[str]
    no: list[str]
    at_night: list[str]  # for whom it would be night, by their own clock
    is_best: bool
    is_over: bool


class Grid(NamedTuple):
    """People and dates."""

    people: list[Member]  # who has said something, all but the reader
    rows: list[Row]
    silent: list[Member]  # who has said nothing of any date
    yet_to_vote: list[Said]  # who has not voted for every date, with a word on how far they are
    removed: list[Option]
    voted: int  # how many have said something


def grid(poll: Poll, member: Member, *, on: date, at: datetime) -> Grid:
    """Who could come when. Only those count who sit in the group that day; three queries."""
    seats, options, said = _read(poll, on)
    people, offered, coming = [seat.member for seat in seats], _offered(options), _coming(options, at)
    best, voters = _best(coming, said), {voter for _, voter in said}
    spoke = [person for person in people if person.pk in voters]
    return Grid(
        [person for person in spoke if person != member],
        [
            _row(option, member, spoke, said)._replace(
                at_night=[person.name for person in people if _is_night(option, person)],
                is_best=option in best,
                is_over=option not in coming,
            )
            for option in offered
        ],
        [person for person in people if person.pk not in voters],
        _yet_to_vote(seats, coming, said),
        [option for option in options if option.removed_at],
        len(voters),
    )


def yet_to_vote(poll: Poll, *, on: date, at: datetime) -> list[Member]:
    """Who is expected, and has not said of every date still to come whether it suits; three queries."""
    seats, options, said = _read(poll, on)
    return [silent.member for silent in _yet_to_vote(seats, _coming(options, at), said)]


def open_polls(member: Member, seating: Seating, *, at: datetime) -> list[Poll]:
    """Polls of this member's groups that wait for their vote, the most urgent first; one query."""
    groups = {group.pk: group for group in seating.groups}
    asking = Poll.objects.taking_votes(at).wanting_vote_of(member, at=at).filter(group__in=groups)
    found = []
    for poll in asking.order_by("closes_on", "made_at"):
        if poll.takes_votes(at):
            poll.group = groups[poll.group_id]
            found.append(poll)
    return found


def of_group(group: Group, member: Member, *, on: date) -> PollQuerySet:
    """The open polls of a group, with how many dates each offers (`dates`) and how many voted (`voters`)."""
    seen = Poll.objects.visible_to(member, on=on).open().filter(group=group)
    offered = Q(options__removed_at=None)
    return seen.annotate(
        dates=Count("options", filter=offered, distinct=True),
        voters=Count("options__votes__member", filter=offered, distinct=True),
    ).order_by("closes_on", "made_at")


_Votes = dict[tuple[int, int], str]  # (option, member): what was said


def _read(poll: Poll, on: date) -> tuple[list[Membership], list[Option], _Votes]:
    """Return the seats of the group by name, all dates, and the votes of those who sit there."""
    seats = Membership.objects.current(on).filter(group=poll.group_id).with_leave(on)
    seated = list(seats.select_related("member").order_by("member__name", "member_id"))
    options = list(poll.options.all())
    for option in options:
        option.poll = poll
    votes = Vote.objects.filter(option__in=_offered(options), member__in=[seat.member_id for seat in seated])
    said = votes.values_list("option", "member", "suits")
    return seated, options, {(option, voter): suits for option, voter, suits in said}


def _offered(options: list[Option]) -> list[Option]:
    return [option for option in options if option.removed_at is None]


def _coming(options: list[Option], at: datetime) -> list[Option]:
    """Return what is offered and can still be picked."""
    return [option for option in _offered(options) if not option.has_begun(at)]


def _best(options: list[Option], said: _Votes) -> list[Option]:
    """Return the dates with the most yes, and of those the ones with the fewest no."""
    counts = Counter((option, suits) for (option, _), suits in said.items())
    score = {
        option: (counts[option.pk, Suits.YES], -counts[option.pk, Suits.NO])
        for option in options
        if counts[option.pk, Suits.YES]
    }
    return [option for option in score if score[option] == max(score.values())]


def _row(option: Option, reader: Member, spoke: list[Member], said: _Votes) -> Row:
    words = [Said(person, said.get((option.pk, person.pk), "")) for person in spoke]
    names = {suits: [word.member.name for word in words if word.suits == suits] for suits in Suits.values}
    return Row(
        option=option,
        when=when(option),
        mine=said.get((option.pk, reader.pk), ""),
        others=[word for word in words if word.member != reader],
        yes=names[Suits.YES],
        if_need_be=names[Suits.IF_NEED_BE],
        no=names[Suits.NO],
        at_night=[],
        is_best=False,
        is_over=False,
    )


def _is_night(option: Option, person: Member) -> bool:
    """Whether it would begin at night for somebody who lives by another clock than the poll's."""
    if option.starts is None or not person.timezone:
        return False
    here = zone(person.timezone)
    return shows_another_clock(option, here) and not EARLY <= option.starts_at.astimezone(here).time() < LATE


def _yet_to_vote(seats: list[Membership], options: list[Option], said: _Votes) -> list[Said]:
    silent = []
    for seat in seats:
        count = sum((option.pk, seat.member_id) in said for option in options)
        if count < len(options) and not seat.is_away:
            silent.append(Said(seat.member, f"{count} of {len(options)} dates" if count else ""))
    return silent
