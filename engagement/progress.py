"""How far the computation is that somebody waits for."""

from datetime import datetime
from typing import NamedTuple

from engagement.models import STEPS, Block, Computation


class Progress(NamedTuple):
    """So many blocks are done of all."""

    done: int
    of: int


def progress(at: datetime) -> Progress | None:
    """Return how far it is; None where nobody waits for one."""
    waiting = Computation.objects.under_way(at).first()
    return Progress(Block.objects.done_for(waiting).count(), len(STEPS)) if waiting else None
