"""What a rule has found, and in which numbers."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from signals.kinds import Kind

Evidence = dict[str, Any]
"""The name of a rule under `rule`, and the numbers that it speaks from."""


class Subject(NamedTuple):
    """A group, somebody in a group, or with neither the whole community."""

    group_id: int | None = None
    member_id: int | None = None


class Finding(NamedTuple):
    """Something that asks for a look, by one rule or by several."""

    kind: Kind
    subject: Subject
    evidence: list[Evidence]


Counts = Mapping[int, tuple[float, float]]
"""So much of so much, by the id of the quarter."""
