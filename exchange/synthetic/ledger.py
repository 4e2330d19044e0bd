"""The lines of the ledger, gathered by the thousand and written in the order of time."""

from typing import NamedTuple

import numpy as np
from django.db import models

from exchange.synthetic import assumptions as a
from exchange.synthetic.chances import NOBODY, Ints
from exchange.synthetic.columns import fill, moments
from ledger.models import Entry


class _Lines(NamedTuple):
    """Columns of equal length."""

    at: Ints
    verb: Ints  # a position in the list of verbs and kinds
    by: Ints
    toward: Ints
    thing: Ints
    group: Ints


class Ledger:
    """What happened, as columns of ids. -1 stands for none."""

    def __init__(self) -> None:
        self._blocks: list[_Lines] = []
        self._said: list[tuple[str, str]] = []
        self.twice = 0.0
        """The share of lines that were written twice."""

    def tell(
        self,
        verb: str,
        at: Ints,
        *,
        by: Ints | None = None,
        toward: Ints | None = None,
        about: tuple[type[models.Model] | str, Ints] | None = None,
        group: Ints | None = None,
    ) -> None:
        """Keep that something happened, once for each of the moments."""
        kind, thing = about or ("", None)
        word = kind if isinstance(kind, str) else kind._meta.label_lower
        self._said.append((verb, word))
        columns = (np.full(len(at), NOBODY) if c is None else c for c in (by, toward, thing, group))
        self._blocks.append(_Lines(at, np.full(len(at), len(self._said) - 1), *columns))

    def write(self, *, until: int, twice: np.random.Generator | None) -> None:
        """Write what happened before a moment, some of it twice if there are chances for that."""
        lines = _Lines(*(np.concatenate(columns) for columns in zip(*self._blocks, strict=True)))
        order = np.flatnonzero(lines.at < until)
        if twice:
            again = order[twice.random(len(order)) < a.TWICE]
            self.twice = len(again) / len(order)
            order = np.concatenate([order, again])
        order = order[np.argsort(lines.at[order], kind="stable")]
        lines = _Lines(*(column[order] for column in lines))
        verbs, kinds = (np.array(words, dtype=object) for words in zip(*self._said, strict=True))
        fill(
            Entry,
            len(order),
            verb=verbs[lines.verb],
            kind=kinds[lines.verb],
            at=moments(lines.at),
            written_at=moments(lines.at),
            by_id=lines.by,
            toward_id=lines.toward,
            thing_id=lines.thing,
            group_id=lines.group,
        )
