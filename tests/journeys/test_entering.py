"""Coming in and going out."""

import re

from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from playwright.sync_api import expect

from tests.conftest import Cast
from tests.journeys.conftest import PHONE, Visit
from tests.journeys.test_quarter import with_and_without_script


@with_and_without_script
def test_a_member_logs_in_with_a_code_from_the_mail(
    script: bool, visit: Visit, cast: Cast, mailoutbox: list[EmailMessage]
) -> None:
    page = visit("nobody", "/commitments/", java_script_enabled=script, **PHONE)
    page.get_by_label("Email").fill(cast.member.email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", name="Enter the code")).to_be_visible()
    code = re.search(r"^ {4}(\S+)$", str(mailoutbox[0].body), re.MULTILINE)
    assert code
    page.get_by_label("Code").fill(code[1])
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My commitments")

    page.get_by_label(f"You: {cast.member.name}").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")


def test_a_password_is_another_way_in(visit: Visit, cast: Cast) -> None:
    cast.member.set_password("a long way to Tipperary")
    cast.member.save()
    EmailAddress.objects.create(user=cast.member, email=cast.member.email, verified=True, primary=True)
    page = visit("nobody", "/", **PHONE)
    page.get_by_role("link", name="Use my password").click()
    page.get_by_label("Email").fill(cast.member.email)
    page.get_by_label("Password", exact=True).fill("a long way to Tipperary")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="What I owe")).to_be_visible()
