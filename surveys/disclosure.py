"""What may be shown so that nothing about a few people follows from it, not even by subtraction."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

G = TypeVar("G", bound=Hashable)


def kept_back(answers: Mapping[G, int], *, least: int) -> set[G]:
    """Return the groups whose answers are not shown beside those of all; `answers` counts those of each.

    Those with fewer than `least`. The total less all that is shown is what those kept back say together: if
    that were a few people, the smallest of the other groups are kept back as well, until they are enough.
    """
    back = {group for group, count in answers.items() if count < least}
    hidden = sum(answers[group] for group in back)
    for group in sorted(answers.keys() - back, key=lambda group: (answers[group], str(group))):
        if hidden == 0 or hidden >= least:
            break
        back.add(group)
        hidden += answers[group]
    return back
