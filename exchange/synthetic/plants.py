"""What can be planted, and the labels that say what was."""

import csv
import json
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class Kind(StrEnum):
    """Something true of a group, of a person or of the whole that a dashboard should find or withstand."""

    DECLINING = "declining"
    SHOCK = "shock"
    DOMINATED = "dominated"
    HUB = "hub"
    CLOSED = "closed"
    BROKER = "brokers"
    FREE_RIDER = "free_riders"
    EMERGING = "emerging"
    NEWCOMER = "newcomers"
    SMALL = "small"
    EVERYBODY_PRESENT = "everybody_present"
    THANKS_RING = "thanks_ring"
    LOST_WEEKS = "lost_weeks"
    MERGE = "merge"
    REJOIN = "rejoin"
    TIME_ZONE = "time_zone"
    DUPLICATES = "duplicates"


GROUP_SHARES = {
    Kind.DECLINING: 0.06,
    Kind.SHOCK: 0.02,
    Kind.DOMINATED: 0.03,
    Kind.HUB: 0.03,
    Kind.CLOSED: 0.03,
    Kind.SMALL: 0.01,
    Kind.EVERYBODY_PRESENT: 0.01,
    Kind.MERGE: 0.01,
    Kind.TIME_ZONE: 0.01,
    Kind.THANKS_RING: 0.0,
}
"""Of the groups, at least one each; no group has two of them. A merge takes a second group."""

PERSON_SHARES = {Kind.BROKER: 0.015, Kind.FREE_RIDER: 0.03, Kind.EMERGING: 0.02}
"""Of those who sit somewhere at the end and have done so for a year."""

ALONE_SHARE = 0.15
"""Of those who join while it is lived through."""


class Subject(StrEnum):
    GROUP = "group"
    MEMBER = "member"
    COMMUNITY = "community"


class Label(NamedTuple):
    """One thing that is true of one subject from one day to another.

    `realised` is what came of the plant when chance had done its part, and `took` whether that is enough to
    be found: somebody planted to talk most may have had no meeting at which seconds were counted.
    """

    kind: Kind
    subject: Subject
    subject_id: int | None
    key: str
    start: date
    end: date
    strength: float
    realised: float
    took: bool


class UnknownPlant(ValueError):
    """There is no such thing to plant."""


def plants(text: str) -> frozenset[Kind]:
    """Return the kinds in a list with commas; “all” and “none” are what they say.

    Raises:
        UnknownPlant: with a sentence that names those there are.
    """
    if text in {"all", "none"}:
        return frozenset(Kind if text == "all" else ())
    try:
        return frozenset(Kind(word.strip()) for word in text.split(","))
    except ValueError as error:
        msg = f"{error}. These can be planted: {', '.join(Kind)}; or all, or none."
        raise UnknownPlant(msg) from error


def write_labels(labels: Iterable[Label], file: Path) -> None:
    """Write labels as JSON where the name of the file ends so, otherwise as CSV."""
    rows = [label._asdict() | {"start": str(label.start), "end": str(label.end)} for label in labels]
    if file.suffix == ".json":
        file.write_text("[" + ",\n ".join(map(json.dumps, rows)) + "]\n")
        return
    with file.open("w", newline="") as opened:
        writer = csv.DictWriter(opened, Label._fields)
        writer.writeheader()
        writer.writerows(rows)
