"""Chance, the same for the same seed."""

from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Texts = NDArray[Any]

NEVER = 10_000
"""A quarter that does not come."""

NOBODY = -1
"""In a column of ids: none."""


def chances(seed: int, part: str) -> np.random.Generator:
    """Return the chances of one part of the community.

    Each part has its own, so that planting a ring of thanks changes nothing but thanks.
    """
    return np.random.default_rng([seed, crc32(part.encode())])


def happens(rng: np.random.Generator, log_odds: Floats) -> Flags:
    """Whether things of these log-odds happen."""
    return np.asarray(rng.random(log_odds.shape) < 1 / (1 + np.exp(-log_odds)))
