"""What stands beside a quarter on the plots. Apps above this one know it: they say so when the site starts.

`engagement` must not ask them, since imports point downward: whoever gathers the pages hands it a function.
"""

from collections.abc import Callable, Iterable
from datetime import date

from engagement.chapters import Note
from members.models import Member
from peergroups.models import Group

Source = Callable[[Group | None, Member, date], Iterable[Note]]
"""Says what stands beside the quarters of a group, or of the community, as far as a member sees it."""

_sources: list[Source] = []


def ask_for_notes(source: Source) -> None:
    """Ask this function, too, whenever a plot is drawn."""
    if source not in _sources:
        _sources.append(source)


def notes_beside(group: Group | None, member: Member, *, on: date) -> list[Note]:
    """Return what stands beside the quarters, the earliest first."""
    return sorted(note for source in _sources for note in source(group, member, on))
