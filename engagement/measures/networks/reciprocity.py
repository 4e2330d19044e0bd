"""Whether what goes one way comes back."""

from collections.abc import Hashable, Iterable
from typing import NamedTuple


class Reciprocity(NamedTuple):
    """Three ways to say how much of a network is returned."""

    edgewise: float  # arcs whose reverse exists, of all arcs
    dyadwise: float  # pairs tied both ways, of all tied pairs
    rho: float | None  # edgewise, beyond what the density alone would give


def reciprocity(arcs: Iterable[tuple[Hashable, Hashable]], *, people: int) -> Reciprocity | None:
    """Return how much is returned among so many people.

    Formula: edgewise r = arcs with a reverse / arcs; dyadwise M / (M + A), M pairs tied both ways and A one
    way; rho = (r - d) / (1 - d), d = arcs / n(n-1). We show r with rho beside it, since r rises by itself in
    small dense groups. Unit: shares. Range: 0 to 1; rho from -1 to 1, above 0 is more than chance.
    Edge cases: no arcs: None; everybody tied to everybody: rho is None. Arcs to oneself do not count.
    Source: Wasserman and Faust 1994; Garlaschelli and Loffredo 2004, Physical Review Letters 93:268701.
    """
    known = {(one, other) for one, other in arcs if one != other}
    if not known:
        return None
    returned = sum((other, one) in known for one, other in known)
    edgewise, density = returned / len(known), len(known) / (people * (people - 1))
    return Reciprocity(
        edgewise=edgewise,
        dyadwise=returned / 2 / (len(known) - returned / 2),
        rho=(edgewise - density) / (1 - density) if density < 1 else None,
    )
