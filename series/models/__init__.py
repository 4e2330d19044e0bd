from series.models.invitation import Invitation
from series.models.occurrence import Occurrence, PassedTurn, SkippedDate
from series.models.series import Series

__all__ = ["Invitation", "Occurrence", "PassedTurn", "Series", "SkippedDate"]
