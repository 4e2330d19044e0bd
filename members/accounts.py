"""How allauth behaves in this house."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
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

log = logging.getLogger(__name__)

_STALE_CODE = (
    "That code went to an address that this account no longer has. Ask for one at the present address."
)


class MembersOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Nobody signs up by themselves: people come in through those who are already here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_from_email(self) -> str:
        return settings.DEFAULT_FROM_EMAIL

    def is_safe_url(self, url: str) -> bool:
        """Lead nobody to what is no address at all, such as `http://[::1`."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

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


def tell_of_new_address(member: Member, old: str) -> None:
    """Tell both addresses of a change by somebody else, in the mail that follows a member's own change."""
    said = {"from_email": old, "to_email": member.email}
    for address in (old, member.email):
        try:
            get_adapter().send_notification_mail("account/email/email_changed", member, said, email=address)
        except OSError:  # SMTPException is one; a lost mailbox is a reason for the change
            log.exception("%s cannot be told of a new address", member.key)
