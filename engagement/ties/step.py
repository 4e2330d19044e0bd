"""The step of a computation that is about ties."""

from datetime import date, datetime

from django.db import connection
from django.db.models import Min

from engagement.families import Moment
from engagement.models import FrozenQuarter, MetricResult, PersonTies, TiePart
from engagement.periods import Quarter, quarters
from engagement.pipeline.scratch import clear_scratch, run
from engagement.ties.catalogue import NETWORKS
from engagement.ties.events import Happened
from engagement.ties.keeping import keep_parts
from engagement.ties.results import write_networks
from peergroups.events import Happened as Sat
from peergroups.models import Membership

LARGE = 2_000
"""Of more people the network is read once a week, because for one touch all of it is to be read."""

MANY = 12
"""Quarters of a smaller community that are read at once."""

_SEATS = (
    *(Sat.MEMBERSHIP_STARTED, Sat.MEMBERSHIP_ENDED, Sat.MEMBERSHIP_REOPENED),
    *(Happened.LEFT_OUT, Happened.COUNTED_AGAIN),
)
_TOUCHES_SEATS = """
SELECT EXISTS (SELECT FROM ledger_entry WHERE id > %(after)s AND id <= %(until)s AND verb = ANY(%(verbs)s))
"""


def count_ties(moment: Moment, *, after: int | None, since: date | None, at: datetime) -> int:
    """Bring the ties up to date, and what follows from them; returns how many results came out otherwise.

    Counted are the lines after `after`, seen from the day `since` on; without them, everything.
    """
    clear_scratch()
    run("SET LOCAL jit = off")  # it takes longer than what it is to speed up
    changed = keep_parts(moment, after=after, since=since)
    gone = _forget_what_was_before() if changed else 0
    outdated = _outdated(changed, moment, after, since)
    return gone + write_networks(outdated, moment, at, at_once=1 if is_read_weekly(moment) else MANY)


def _forget_what_was_before() -> int:
    """Take away what is said of quarters before the first tie: the one that was the first may be gone."""
    first = TiePart.objects.aggregate(first=Min("period_id"))["first"]
    names = [metric.name for metric in NETWORKS]
    gone = 0
    for said in (MetricResult.objects.filter(metric__in=names), PersonTies.objects.all()):
        opened = said.exclude(period_id__in=FrozenQuarter.objects.frozen().values("period_id"))
        gone += (opened if first is None else opened.filter(period_id__lt=first)).delete()[0]
    return gone


def _outdated(changed: set[int], moment: Moment, after: int | None, since: date | None) -> list[Quarter]:
    """Return the quarters whose results no longer hold: those that changed, and all that come after them."""
    started = TiePart.objects.aggregate(first=Min("period_id"))["first"]
    if started is None:
        return []
    frozen = set(FrozenQuarter.objects.frozen().values_list("period_id", flat=True))
    opened = [q for q in quarters(Quarter(started), moment.now) if q.id not in frozen]
    if after is None or since is None:
        return opened
    if is_read_weekly(moment) and since.isocalendar()[:2] == moment.as_of.isocalendar()[:2]:
        return []
    if is_read_weekly(moment) or _seats_have_changed(moment, after):
        return opened
    first = min([*changed, Quarter.of(since).id if since < moment.as_of else moment.now.next.id])
    return [q for q in opened if q.id >= first]


def is_read_weekly(moment: Moment) -> bool:
    """Whether the results may be of an earlier day than the ties."""
    return Membership.objects.filter(left_on=None, joined_on__lte=moment.as_of).count() > LARGE


def _seats_have_changed(moment: Moment, after: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHES_SEATS, moment.parameters | {"after": after, "verbs": list(_SEATS)})
        return bool(cursor.fetchone()[0])
