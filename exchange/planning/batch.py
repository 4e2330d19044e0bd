"""What is to be written of one model."""

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


@dataclass
class Batch(Generic[M]):
    """New rows, and rows that the files change, each with the names of its changed fields.

    A value of `None` is a cell that says nothing: a new row gets the model's default, an old one stays.
    """

    model: type[M]
    added: list[M] = field(default_factory=list)
    changed: list[tuple[M, set[str]]] = field(default_factory=list)

    def add(self, **given: Any) -> M:
        thing = self.model(**{name: value for name, value in given.items() if value is not None})
        self.added.append(thing)
        return thing

    def amend(self, thing: M, *, stamp: dict[str, Any] | None = None, **given: Any) -> bool:
        """Set what differs, and return whether anything does; if so, the `stamp` of the change is set too."""
        fields = {name: value for name, value in given.items() if value not in (None, getattr(thing, name))}
        if not fields:
            return False
        fields |= stamp or {}
        for name, value in fields.items():
            setattr(thing, name, value)
        self.changed.append((thing, set(fields)))
        return True

    def save(self) -> None:
        """Write everything in a few statements: changes first, which make room for what is new."""
        rows = self.model._default_manager
        fields = set[str]().union(*(names for _, names in self.changed))
        if fields:
            rows.bulk_update([thing for thing, _ in self.changed], sorted(fields), batch_size=1000)
        rows.bulk_create(self.added, batch_size=2000)
