from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from members.timezones import validate_zone, zone, zone_choices, zone_names


def test_a_form_offers_places_and_utc_first() -> None:
    offered = [name for name, _ in zone_choices()]
    assert offered[0] == "UTC"
    assert offered[1:] == sorted(offered[1:])
    assert {"Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"} <= set(offered)


def test_a_form_offers_no_zone_that_is_not_a_place() -> None:
    assert not {"Etc/GMT+5", "US/Pacific", "EST", "localtime"} & dict(zone_choices()).keys()


def test_a_place_is_shown_without_underscores() -> None:
    assert dict(zone_choices())["America/New_York"] == "America/New York"


@pytest.mark.parametrize("name", ["Europe/Berlin", "UTC", "US/Pacific", "Etc/GMT+5", "EST"])
def test_a_file_may_name_any_zone_of_the_tz_database(name: str) -> None:
    validate_zone(name)
    assert zone(name) == ZoneInfo(name)


@pytest.mark.parametrize("name", ["", "Berlin", "europe/berlin", "GMT+2", "../etc/passwd", "Factory"])
def test_what_is_no_zone_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(ValidationError, match="a right one looks like Europe/Berlin"):
        validate_zone(name)


def test_whatever_is_offered_is_valid() -> None:
    assert dict(zone_choices()).keys() <= zone_names()
