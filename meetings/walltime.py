"""From the clock on the venue's wall to an instant."""

from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import ValidationError

from members.timezones import zone


def instant(on: date, wall: time, zone_name: str) -> datetime:
    """Return the UTC instant at which a clock in the zone shows `wall` on that day.

    When clocks go back and a time comes twice, the first of the two is meant.

    Raises:
        ValidationError: the time does not exist, because clocks go forward over it.
    """
    local = datetime.combine(on, wall, tzinfo=zone(zone_name))
    moment = local.astimezone(UTC)
    if moment.astimezone(zone(zone_name)).replace(tzinfo=None) != local.replace(tzinfo=None):
        msg = "There is no %(wall)s on %(on)s in %(zone)s: clocks go forward over it. Choose another time."
        raise ValidationError(
            msg,
            code="gap",
            params={"wall": f"{wall:%H:%M}", "on": f"{on:%-d %B %Y}", "zone": zone_name},
        )
    return moment


def start_of_day(on: date, zone_name: str) -> datetime:
    """Return the first instant of that day in the zone, also where midnight is skipped by a clock change."""
    local = datetime.combine(on, time.min, tzinfo=zone(zone_name))
    return local.astimezone(UTC)


def end_of_day(on: date, zone_name: str) -> datetime:
    """Return the first instant of the next day."""
    return start_of_day(on + timedelta(days=1), zone_name)
