"""What the commands of this app understand."""

from argparse import ArgumentTypeError
from datetime import date

from peergroups.clock import today


def past_day(text: str) -> date:
    """Return the day written as `2026-05-04`, today at the latest."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        msg = f"“{text}” is not a date; a right one looks like 2026-05-04."
        raise ArgumentTypeError(msg) from error
    if day > today():
        msg = f"{day} is still to come; give a day up to today, {today()}."
        raise ArgumentTypeError(msg)
    return day
