"""How far the computation is that somebody waits for, and what came of the last ones."""

from datetime import datetime
from typing import NamedTuple

from engagement.models import STEPS, Block, Check, Computation, FrozenQuarter


class Progress(NamedTuple):
    """So many blocks are done of all."""

    done: int
    of: int


class Standing(NamedTuple):
    """When it was computed last, how far it is now, what a count from nothing found, and what is frozen."""

    computation: Computation | None
    progress: Progress | None
    checked: Check | None
    frozen: list[FrozenQuarter]


def standing(at: datetime) -> Standing:
    """Return how the figures stand; five queries at most."""
    return Standing(
        Computation.objects.finished().first(),
        progress(at),
        Check.objects.first(),
        list(FrozenQuarter.objects.frozen()),
    )


def progress(at: datetime) -> Progress | None:
    """Return how far it is; None where nobody waits for one."""
    waiting = Computation.objects.under_way(at).first()
    return Progress(Block.objects.done_for(waiting).count(), len(STEPS)) if waiting else None
