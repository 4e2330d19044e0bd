"""Carrying out a computation step by step, each in a transaction of its own under a lock of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Sum

from engagement.models import BLOCKS, STEPS, Block, Computation, Stage
from engagement.pipeline.blocks import count_groups, write_community
from engagement.pipeline.due import Part
from engagement.pipeline.planning import basis_of, moment_of
from engagement.ties.step import count_ties

_LOCKS = 0x656E6761  # the first key of advisory locks of PostgreSQL: “enga”


def carry_out_block(computation: Computation, stage: Stage, number: int, *, at: datetime, wait: bool) -> bool:
    """Bring one block up to what the computation counts; False if somebody else is at it and we do not wait.

    A second time it finds it done. The lock goes with the connection, so who is killed leaves none behind.
    """
    with _alone(stage, number, wait=wait) as is_ours:
        if not is_ours:
            return False
        block, _ = Block.objects.select_for_update().get_or_create(stage=stage, number=number)
        if (block.computation_id or 0) < computation.pk:
            block.rows = _carry_out(block, computation, at)
            block.computation = computation
            block.watermark, block.as_of = computation.watermark, computation.as_of
            block.basis = basis_of(moment_of(computation))
            block.save()
    return True


def next_steps(computation: Computation) -> list[tuple[Stage, int]]:
    """Return the blocks that can be carried out now: those of the first stage that is not done."""
    done = set(Block.objects.done_for(computation).values_list("stage", "number"))
    missing = [step for step in STEPS if step not in done]
    return [step for step in missing if step[0] == missing[0][0]]


def rows_of(computation: Computation) -> int:
    """Count the results that came out otherwise."""
    rows = Block.objects.filter(computation=computation).aggregate(rows=Sum("rows"))["rows"]
    return rows or 0


def _carry_out(block: Block, computation: Computation, at: datetime) -> int:
    moment = moment_of(computation)
    is_same = block.basis == basis_of(moment) and block.as_of is not None and block.as_of <= moment.as_of
    match block.stage:
        case Stage.GROUPS:
            after = block.watermark if is_same else None
            return count_groups(Part(block.number, BLOCKS), moment, after=after, at=at)
        case Stage.TIES:
            after = block.watermark if is_same else None
            return count_ties(moment, after=after, since=block.as_of, at=at)
        case _:
            return write_community(moment, at, is_another_day=block.as_of != moment.as_of)


@contextmanager
def _alone(stage: Stage, number: int, *, wait: bool) -> Iterator[bool]:
    with transaction.atomic(), connection.cursor() as cursor:
        function = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
        cursor.execute(f"SELECT {function}(%s, %s)", [_LOCKS, STEPS.index((stage, number))])
        yield wait or cursor.fetchone()[0]
