"""What a person changes about themselves. The ledger lies above this app: nothing is recorded there."""

from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Lower

from members.models import Member, Organisation

PROFILE = (
    "name",
    "organisation",
    "industry",
    "job",
    "city",
    "country",
    "about",
    "shows_email",
    "timezone",
)
"""What `edit_profile` may change."""


def organisation_called(name: str) -> Organisation | None:
    """Return the organisation of that name whatever its case, founded if it is new; none for a blank name."""
    name = name.strip()
    if not name:
        return None
    by_name = Organisation.objects.alias(small=Lower("name"))  # as the constraint compares
    return by_name.get_or_create(small__exact=Lower(Value(name)), defaults={"name": name})[0]


@transaction.atomic
def edit_profile(member: Member, **changes: Any) -> None:
    """Change some of `PROFILE`; only the person themselves or an admin comes this far."""
    unknown = set(changes) - set(PROFILE)
    if unknown:
        msg = f"not part of a profile: {', '.join(sorted(unknown))}"
        raise TypeError(msg)
    for field, value in changes.items():
        setattr(member, field, value)
    member.save(update_fields=list(changes))
