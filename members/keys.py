"""Keys: the names by which a community's own files know its rows (see docs/import.md)."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import slugify

KEY_LENGTH = 100

valid_key = RegexValidator(
    r"^[^\s/\\?#%\x00-\x1f](?:[^/\\?#%\x00-\x1f]*[^\s/\\?#%\x00-\x1f])?\Z",
    "A key has no blank at its ends and none of / \\ ? #, percent signs or control characters in it.",
)


class KeyField(models.CharField[str, str]):
    """A unique key, chosen by the sender of an import or made by `free_key`; it never changes afterwards."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", KEY_LENGTH)
        kwargs.setdefault("unique", True)
        kwargs.setdefault("validators", [valid_key])
        super().__init__(*args, **kwargs)


def free_key(model: type[models.Model], wanted: str) -> str:
    """Return `wanted` as a slug, with -2, -3 ... behind it if a row of `model` has that key already."""
    base = slugify(wanted)[: KEY_LENGTH - 8] or model._meta.model_name or "row"
    taken = set(model._default_manager.filter(key__startswith=base).values_list("key", flat=True))
    if base not in taken:
        return base
    return next(key for n in range(2, len(taken) + 3) if (key := f"{base}-{n}") not in taken)
