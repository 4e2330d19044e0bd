"""The smallest week and session of each kind, for the tests of `gatherings`."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from gatherings.actions import plan_session, propose_session, set_programme, sign_up, start_gathering
from gatherings.models import ContentDay, Gathering, Round, Session, Signup
from members.models import Member
from tests.conftest import TODAY

DAY = timedelta(days=1)
SUNDAY = TODAY + timedelta(days=62)  # 5 July 2026


def week(name: str = "Denver", *, starts_on: date = SUNDAY, **others: Any) -> Gathering:
    """A week in two months; its Content Day is on the Wednesday."""
    fields: dict[str, Any] = {"timezone": "UTC", "at": timezone.now(), "by": None} | others
    return start_gathering(name=name, starts_on=starts_on, **fields)


def programme(gathering: Gathering, *, by: Member) -> ContentDay:
    """Content Day of the week with a programme that stands, so that one can sign up."""
    day = gathering.content_day
    set_programme(day, by=by, at=timezone.now())
    return day


def rounds(day: ContentDay, kind: str = "session") -> list[Round]:
    return list(day.rounds.filter(kind=kind))


def planned(
    round_: Round, *, by: Member, title: str = "Pricing", capacity: int | None = None, room: str = ""
) -> Session:
    """A session in the programme."""
    at, kind = timezone.now(), round_.kind
    day = round_.content_day
    session = propose_session(day, title=title, takes_home="A list.", kind=kind, late=True, by=by, at=at)
    plan_session(session, round=round_, capacity=capacity, room=room, by=by, at=at)
    return session


def take(session: Session, *people: Member, at: datetime | None = None, **how: Any) -> list[Signup]:
    """Let these people sign up, one after the other."""
    at = at or timezone.now()
    return [
        sign_up(session, who, by=who, at=at + n * timedelta(microseconds=1), **how)
        for n, who in enumerate(people)
    ]


def seated(session: Session) -> set[str]:
    return set(session.signups.seated().values_list("member__name", flat=True))


def in_line(session: Session) -> list[str]:
    return list(session.signups.in_line().values_list("member__name", flat=True))
