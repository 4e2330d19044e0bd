"""IANA time zones as people choose and files name them."""

from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models

# Names of the tz database that are not a place anyone lives in.
_NOT_PLACES = ("Etc/", "SystemV/", "US/", "posix/", "right/")


@cache
def zone_names() -> frozenset[str]:
    """Every zone that a file may name."""
    return frozenset(available_timezones()) - {"localtime", "posixrules", "Factory"}


@cache
def zone_choices() -> tuple[tuple[str, str], ...]:
    """The zones that a form offers, as (name, name for people), by region and city."""
    places = (n for n in zone_names() if "/" in n and not n.startswith(_NOT_PLACES))
    return (("UTC", "UTC"), *((n, n.replace("_", " ")) for n in sorted(places)))


def validate_zone(name: str) -> None:
    """Refuse a name that the tz database does not know.

    Raises:
        ValidationError: with a sentence that says what a right name looks like.
    """
    if name not in zone_names():
        msg = "“%(name)s” is not an IANA time zone; a right one looks like Europe/Berlin."
        raise ValidationError(msg, code="zone", params={"name": name})


class TimeZoneField(models.CharField[str, str]):
    """The name of an IANA zone; blank, where that is allowed, means the zone of the level above."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("validators", [validate_zone])
        super().__init__(*args, **kwargs)


@cache
def zone(name: str) -> ZoneInfo:
    """Return the zone called `name`."""
    return ZoneInfo(name)
