"""How a cell of each kind is read; each reader takes the text of a cell that is not empty."""

import re
from collections.abc import Callable, Collection
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models

from exchange.faults import shown
from members.countries import COUNTRIES
from members.keys import KEY_LENGTH, valid_key
from members.timezones import validate_zone

LARGEST = 32767  # of a small integer in PostgreSQL
YEARS = range(1900, 2200)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", re.ASCII)
_NUMBER = re.compile(r"\d{1,5}", re.ASCII)


class WrongCell(Exception):
    """The cell cannot be read; the message says what is wrong and what would be right."""


def text(model: type[models.Model], field: str) -> Callable[[str], str]:
    """Read text that has room in the field of a model."""
    limit = getattr(model._meta.get_field(field), "max_length")  # noqa: B009 - of text fields only
    return _text_of_at_most(limit)


def _text_of_at_most(limit: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if len(cell) > limit:
            raise WrongCell(f"{shown(cell)} has {len(cell):,} characters; there is room for {limit}.")
        return cell

    return read


def key(cell: str) -> str:
    cell = _text_of_at_most(KEY_LENGTH)(cell)
    try:
        valid_key(cell)
    except ValidationError as error:
        raise WrongCell(f"{shown(cell)} is no key. {error.message}") from error
    return cell


def email(cell: str) -> str:
    cell = _text_of_at_most(254)(cell)
    try:
        validate_email(cell)
    except ValidationError as error:
        raise WrongCell(f"{shown(cell)} is no e-mail address; one looks like mara@example.org.") from error
    return cell.lower()


def zone(cell: str) -> str:
    try:
        validate_zone(cell)
    except ValidationError as error:
        raise WrongCell(
            f"{shown(cell)} is not an IANA time zone; a right one looks like Europe/Berlin."
        ) from error
    return cell


def country(cell: str) -> str:
    if cell not in COUNTRIES:
        raise WrongCell(f"{shown(cell)} is no country; write two capital letters after ISO 3166, such as DE.")
    return cell


def one_of(words: Collection[str]) -> Callable[[str], str]:
    """Read one of these words, written as here."""

    def read(cell: str) -> str:
        if cell not in words:
            raise WrongCell(f"{shown(cell)} is not one of: {', '.join(words)}.")
        return cell

    return read


def number(cell: str, *, least: int = 0) -> int:
    if not _NUMBER.fullmatch(cell) or not least <= int(cell) <= LARGEST:
        raise WrongCell(f"{shown(cell)} is not a whole number from {least} to {LARGEST}.")
    return int(cell)


def ordinal(cell: str) -> int:
    return number(cell, least=1)


def day(cell: str) -> date:
    if not _DATE.fullmatch(cell):
        raise WrongCell(f"{shown(cell)} is not a date; write it like 2026-05-04.")
    try:
        found = date.fromisoformat(cell)
    except ValueError as error:
        raise WrongCell(f"{shown(cell)} is no day of the calendar.") from error
    if found.year not in YEARS:
        raise WrongCell(f"{shown(cell)} lies outside the years {YEARS[0]} to {YEARS[-1]}.")
    return found


def moment(cell: str) -> datetime:
    """Read a local wall time; the zone is in a column of its own."""
    if not _MOMENT.fullmatch(cell):
        raise WrongCell(f"{shown(cell)} is not a local time; write it like 2026-05-04T08:00.")
    try:
        clock = time.fromisoformat(cell[11:])
    except ValueError as error:
        raise WrongCell(f"{shown(cell)} has no time of day between 00:00 and 23:59.") from error
    return datetime.combine(day(cell[:10]), clock)


def meeting_day(cell: str) -> date | int:
    """Read a day of a meeting: its date, or its number from 1 on."""
    return ordinal(cell) if _NUMBER.fullmatch(cell) else day(cell)
