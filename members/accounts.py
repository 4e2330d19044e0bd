"""How allauth behaves in this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from members.models import Member


class MembersOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Nobody signs up by themselves: people come in through those who are already here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_from_email(self) -> str:
        return settings.DEFAULT_FROM_EMAIL

    def pre_login(self, request: HttpRequest, user: Member, **rest: Any) -> HttpResponse | None:
        """Whoever comes in by a code has shown that the address is theirs: no second code to confirm it."""
        steps = get_authentication_records(request, user)
        if steps and steps[-1]["method"] == "code":
            _confirm_address(user, steps[-1]["email"])
        refused: HttpResponse | None = super().pre_login(request, user, **rest)
        return refused


def _confirm_address(member: Member, email: str) -> None:
    """Make this the address that allauth knows of the member, as `Member.email` is for the house."""
    address, _ = EmailAddress.objects.get_or_create(user=member, email=email.lower())
    if not address.verified and address.set_verified():
        address.set_as_primary()
