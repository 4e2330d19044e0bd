"""Finding what a row names by its key."""

from typing import Any, TypeVar

from exchange.faults import shown
from exchange.reading.tables import Table

T = TypeVar("T")


class Keyed(dict[str, T]):
    """Things by key: those of the database and those that a file adds."""

    def __init__(self, noun: str, table: Table[Any], things: dict[str, T]) -> None:
        super().__init__(things)
        self.noun, self.table = noun, table

    def find(self, key: str, table: Table[Any], line: int, column: str) -> T | None:
        """Return the thing that a row of another file names; a fault there if nobody knows it.

        Nothing is said of a thing whose own row could not be read: that has a fault already.
        """
        thing = self.get(key)
        if thing is None and not self.table.may_hold(key):
            file = self.table.kind.FILE
            table.fault(
                line, column, f"there is no {self.noun} {shown(key)}; add it to {file}, or name another."
            )
        return thing
