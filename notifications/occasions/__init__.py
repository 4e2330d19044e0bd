"""Every occasion to write, one for each sort of thing and those who are to hear of it."""

from typing import Any

from notifications.occasion import Occasion
from notifications.occasions.afterwards import Afterwards, Leading
from notifications.occasions.commitments import Commitments
from notifications.occasions.content_days import ContentDays
from notifications.occasions.dates import Dates
from notifications.occasions.hosting import Hosting
from notifications.occasions.hot_seats import HotSeats
from notifications.occasions.invitations import Invitations
from notifications.occasions.polls import Polls
from notifications.occasions.preparing import Agendas, Issues, Reviews
from notifications.occasions.series import SeriesChanges
from notifications.occasions.sessions import CancelledSessions, Seats
from notifications.occasions.signals import Looks
from notifications.occasions.surveys import Surveys
from notifications.occasions.weeks import Weeks

OCCASIONS: tuple[Occasion[Any], ...] = (
    Dates(),
    SeriesChanges(),
    Hosting(),
    Issues(),
    Reviews(),
    HotSeats(),
    Agendas(),
    Afterwards(),
    Leading(),
    Commitments(),
    Polls(),
    Invitations(),
    Weeks(),
    ContentDays(),
    Seats(),
    CancelledSessions(),
    Surveys(),
    Looks(),
)

OCCASION_OF: dict[str, Occasion[Any]] = {
    kind: occasion for occasion in OCCASIONS for kind in sorted(occasion.kinds)
}
"""The occasion of each kind of notice."""

RUNG_BY = frozenset(label for occasion in OCCASIONS for label in occasion.rung_by)
"""The models of which an entry in the ledger may be an occasion."""
