"""What is known above `engagement` and stands beside the quarters on its plots."""

from collections.abc import Iterator
from datetime import date

from engagement.chapters import Note
from members.models import Member
from peergroups.models import Group
from signals.panels import annotations


def beside_quarters(group: Group | None, member: Member, on: date) -> Iterator[Note]:
    """What people wrote beside the quarters of a group or of the community, and what was found there."""
    for note in annotations(group, member=member, on=on):
        yield Note(note.quarter, note.words)
