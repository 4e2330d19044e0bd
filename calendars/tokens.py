"""Addresses that are keys: whoever holds one is let in, so nobody may guess it or read it in a table.

One half is chance and stands in the database, where the row can be revoked. The other half is a seal that
only this installation can make. A stolen copy of the database opens nothing by itself.
"""

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac


def new_chance(size: int) -> str:
    """Return that many random bytes, as hexadecimal digits, which survive a mail server's lower case."""
    return secrets.token_hex(size)


def sealed(chance: str, *about: object) -> str:
    """Return the token: the chance, and a seal of the same length over it and what the token is for."""
    seal = salted_hmac("calendars.tokens", "|".join(map(str, (chance, *about))), algorithm="sha256")
    return chance + seal.hexdigest()[: len(chance)]


def chance_in(token: str) -> str:
    """Return the half by which the row is found."""
    return token[: len(token) // 2]


def is_sealed(token: str, chance: str, *about: object) -> bool:
    return constant_time_compare(token, sealed(chance, *about))
