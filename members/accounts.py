"""How allauth behaves in this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.password_reset_by_code import PASSWORD_RESET_VERIFICATION_SESSION_KEY
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from members.models import Member

_STALE_CODE = (
    "That code went to an address that this account no longer has. Ask for one at the present address."
)


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
            if steps[-1]["email"].lower() != user.email:
                clear_login(request)
                messages.error(request, _STALE_CODE)
                return redirect(settings.LOGIN_URL)
            _confirm_address(user)
        refused: HttpResponse | None = super().pre_login(request, user, **rest)
        return refused

    def set_password(self, user: Member, password: str) -> None:
        """Refuse whoever comes by a code to an address that was changed since: the mailbox may be lost."""
        asked = self.request.session.get(PASSWORD_RESET_VERIFICATION_SESSION_KEY)
        if asked and asked["email"].lower() != user.email:
            del self.request.session[PASSWORD_RESET_VERIFICATION_SESSION_KEY]
            messages.error(self.request, _STALE_CODE)
            raise ImmediateHttpResponse(redirect("account_reset_password"))
        super().set_password(user, password)


def _confirm_address(member: Member) -> None:
    """Make theirs the address that allauth knows of the member, as `Member.email` is for the house."""
    address, _ = EmailAddress.objects.get_or_create(user=member, email=member.email)
    if not address.verified and address.set_verified():
        address.set_as_primary()
