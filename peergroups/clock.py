"""Which day it is in the community. Doors and the clock ask; verbs are told."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.utils import timezone

from members.timezones import zone
from peergroups.models import Community

_today: ContextVar[date | None] = ContextVar("today", default=None)


def today() -> date:
    """Return the date in the community's time zone."""
    return _today.get() or timezone.localdate(timezone=zone(Community.current().timezone))


@contextmanager
def day(on: date) -> Iterator[None]:
    """Let `today()` answer `on` for the length of a request, which asks many times."""
    token = _today.set(on)
    try:
        yield
    finally:
        _today.reset(token)
