"""What a week takes only while it stands."""

from gatherings.models import Gathering


class WeekCancelled(Exception):
    """The week was called off. What it holds is kept, and nothing comes to it, until somebody restores it."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering


def refuse_when_cancelled(gathering: Gathering) -> None:
    """See that the week stands now, whatever the caller has read before."""
    if not Gathering.objects.standing().filter(pk=gathering.pk).exists():
        raise WeekCancelled(gathering)
