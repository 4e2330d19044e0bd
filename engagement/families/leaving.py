"""When people leave, by how long they had been here, and whether more come than go."""

from collections.abc import Iterator
from itertools import groupby
from math import isinf
from operator import itemgetter

from django.db import connection

from engagement.catalogue import METRICS
from engagement.families.family import FIRST_DAY, LAST_DAY, Moment
from engagement.measures.hazards import BOUNDS, Band, merged
from engagement.measures.poisson import exact
from engagement.models import Level
from engagement.periods import Quarter
from engagement.result import Cell, Result, Tally, judged
from engagement.spells import MOVING, QUARTER
from engagement.sql.survival import hazards

BY_TENURE, GROWTH = METRICS["leaving_by_tenure"], METRICS["net_growth"]
METRICS_OF_LEAVING = (BY_TENURE.name, GROWTH.name)

# The stays of all people as they stood at the end of each quarter, as `spells.by_person` joins them: whoever
# takes another seat soon has moved. Watched is the year up to then, which begins with its first quarter.
_STAYS = f"""
WITH quarter AS (
    SELECT q.period_id, {FIRST_DAY.format(period="(q.period_id - 3)")} AS year_since,
           {FIRST_DAY.format(period="q.period_id")} AS since, {LAST_DAY.format(period="q.period_id")} AS day
    FROM unnest(%(periods)s::int[]) AS q(period_id)
), seat AS (
    SELECT q.*, s.id, s.member_id, s.joined_on,
           CASE WHEN s.left_on <= q.day THEN s.left_on ELSE 'infinity' END AS left_on
    FROM quarter q JOIN peergroups_membership s ON s.joined_on <= q.day
), beside AS (
    SELECT *, max(left_on) OVER (
        PARTITION BY period_id, member_id ORDER BY joined_on, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM seat
), numbered AS (
    SELECT *, count(*) FILTER (WHERE before IS NULL OR joined_on > before + {MOVING.days})
              OVER (PARTITION BY period_id, member_id ORDER BY joined_on, id) AS number FROM beside
), stay AS (
    SELECT period_id, year_since, since, day, min(joined_on) AS joined_on,
           nullif(max(left_on), 'infinity') AS left_on
    FROM numbered GROUP BY period_id, year_since, since, day, member_id, number
), tenure AS (
    SELECT period_id, coalesce(left_on, day) - joined_on + 1 AS exit, left_on IS NOT NULL AS ended,
           greatest(0, year_since - joined_on, %(watched_from)s::date - joined_on) AS entry
    FROM stay
), spell AS (SELECT * FROM tenure WHERE entry < exit)
"""  # noqa: S608 - put together from the constants above

_LEAVING = f"""
{_STAYS}
SELECT period_id, after, until, leavings, at_risk
FROM ({hazards("spell", by="period_id", bounds=[bound * QUARTER for bound in BOUNDS])}) bands
UNION ALL
SELECT period_id, NULL, NULL, count(*) FILTER (WHERE left_on >= since),
       count(*) FILTER (WHERE joined_on >= since)
FROM stay GROUP BY period_id
ORDER BY period_id, after
"""  # noqa: S608 - put together from the constants above


def of_community(moment: Moment, quarters: list[Quarter]) -> Iterator[Result]:
    """Say it of all people together, of all these quarters in one go."""
    parameters = {"periods": [quarter.id for quarter in quarters], "watched_from": moment.watched_from}
    with connection.cursor() as cursor:
        cursor.execute(_LEAVING, moment.parameters | parameters)
        rows = cursor.fetchall()
    for period, found in groupby(rows, key=itemgetter(0)):
        *bands, (_, _, _, left, joined) = found
        cell = Cell(Level.COMMUNITY, None, Quarter(period))
        yield _by_tenure(cell, [_in_quarters(*band) for _, *band in bands])
        grown = judged(GROWTH, cell, Tally(joined, joined + left), joined - left, None)
        yield grown._replace(detail={"joined": int(joined), "left": left} if joined + left else None)


def _in_quarters(after: float, until: float, leavings: int, days: float) -> Band:
    return Band(after / QUARTER, until / QUARTER, leavings, days / QUARTER)


def _by_tenure(cell: Cell, bands: list[Band]) -> Result:
    leavings, at_risk = sum(band.leavings for band in bands), sum(band.at_risk for band in bands)
    rate, interval = (leavings / at_risk, exact(leavings, at_risk)) if at_risk else (None, None)
    result = judged(BY_TENURE, cell, Tally(leavings, round(at_risk, 9)), rate, interval)
    if result.value is None:
        return result
    return result._replace(detail={"bands": [_point(band) for band in merged(bands)]})


def _point(band: Band) -> dict[str, float | None]:
    low, high = band.interval or (None, None)
    until = None if isinf(band.until) else band.until
    told = {"after": band.after, "until": until, "leavings": band.leavings, "at_risk": band.at_risk}
    told |= {"rate": band.rate, "low": low, "high": high}
    return {name: None if value is None else round(value, 9) for name, value in told.items()}
