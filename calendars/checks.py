"""What is wrong with the settings, said at the start and not by the first mail."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from calendars.models.replies import CHANCE_DIGITS

LONGEST_NAME = 64 - 2 * CHANCE_DIGITS - 1
"""Before the @ a mail address has room for 64 letters, and the token with its plus sign needs the rest."""


@register
def check_reply_address(**kwargs: Any) -> list[CheckMessage]:
    address = settings.CALENDAR_REPLY_ADDRESS
    if not address:
        return []
    try:
        validate_email(address)
    except ValidationError:
        return [_error("is no mail address", "A right one looks like replies@example.org.")]
    if "+" in address or len(address.partition("@")[0]) > LONGEST_NAME:
        return [
            _error("leaves no room for a token", f"Up to {LONGEST_NAME} letters before the @, and no plus.")
        ]
    return []


def _error(what: str, hint: str) -> CheckMessage:
    return Error(f"CALENDAR_REPLY_ADDRESS {what}.", hint=hint, id="calendars.E001")
