"""What of the ledger is news: written as it happened, and not long ago."""

from datetime import datetime, timedelta

from django.db.models import F

from ledger.models import Entry, EntryQuerySet
from notifications.moments import GRACE
from series.events import Happened as InSeries

LIVE = timedelta(minutes=5)
"""An entry written so soon after what it tells is news; one written later is history, from an import."""

OF_SERIES = (
    InSeries.SERIES_CHANGED,
    InSeries.SERIES_SPLIT,
    InSeries.SERIES_ENDED,
    InSeries.SERIES_RESUMED,
)
"""What is told of a whole series, so that none of its meetings is told of by itself."""


def live_entries(at: datetime) -> EntryQuerySet:
    return Entry.objects.filter(at__gt=at - GRACE, written_at__lt=F("at") + LIVE)
