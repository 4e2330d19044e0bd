"""When a worker last worked and when beat last rang, kept in the cache for /health/ready."""

import time
from typing import Literal

from django.core.cache import cache

Heart = Literal["worker", "beat"]


def stamp(heart: Heart) -> None:
    """Note that it beats now."""
    cache.set(f"heartbeat:{heart}", time.time(), timeout=None)


def age(heart: Heart) -> float | None:
    """Return the seconds since its last beat, or None if it never beat."""
    stamped: float | None = cache.get(f"heartbeat:{heart}")
    return None if stamped is None else max(0.0, time.time() - stamped)
