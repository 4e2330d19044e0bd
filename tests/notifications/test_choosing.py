"""What members want to be written about: by a link in each mail, and on a page of their own."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from gatherings.actions import open_registration
from ledger.models import Entry
from notifications import kinds
from notifications.events import Happened
from notifications.models import NoticePreference
from notifications.tokens import answer_token, refusal_token
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import NOW, Cast, Enter
from tests.gatherings.weeks import week
from tests.notifications.clock import MINUTE, ring

PREFERENCES = reverse("notifications:preferences")
ONE_CLICK = {"List-Unsubscribe": "One-Click"}  # what a mail program sends, by RFC 8058
pytestmark = pytest.mark.django_db


@pytest.fixture
def link(cast: Cast) -> str:
    return reverse("notifications:unsubscribe", args=[refusal_token(cast.member.pk, kinds.REPLY_NUDGE)])


@pytest.fixture
def stranger() -> Client:
    """A mail program: no session, no token against forged forms."""
    return Client(enforce_csrf_checks=True)


def unwanted() -> list[tuple[str, str]]:
    return list(NoticePreference.objects.values_list("member__key", "kind"))


def test_looking_turns_nothing_off(link: str, stranger: Client) -> None:
    assert "Stop “Will you be there?”" in page(stranger.get(link))
    assert stranger.head(link).status_code == 200
    assert unwanted() == []


def test_one_click_of_a_mail_program_turns_it_off_and_twice_is_once(link: str, stranger: Client) -> None:
    for _ in range(2):
        assert "You no longer get" in page(stranger.post(link, ONE_CLICK))
    assert unwanted() == [("member", kinds.REPLY_NUDGE)]
    assert Entry.objects.filter(verb=Happened.NOTICES_TURNED_OFF).count() == 1


def test_it_can_be_undone_where_it_was_done(link: str, stranger: Client) -> None:
    stopped = stranger.post(link, form_on(stranger.get(link)))
    stranger.post(link, {**form_on(stopped), "undo": "1"})
    assert unwanted() == []


def test_a_forged_link_turns_nothing_off(cast: Cast, stranger: Client) -> None:
    good = refusal_token(cast.member.pk, kinds.REPLY_NUDGE)
    of_another_sort = answer_token(1, cast.member.pk)
    no_such_kind = refusal_token(cast.member.pk, "newsletter")
    nobody = refusal_token(0, kinds.REPLY_NUDGE)
    for token in (good[:-1], of_another_sort, no_such_kind, nobody, "x"):
        response = stranger.post(reverse("notifications:unsubscribe", args=[token]), ONE_CLICK)
        assert response.status_code == 404
        assert "This link is broken" in response.content.decode()
    assert unwanted() == []


def test_what_is_turned_off_on_the_page_is_not_sent(enter: Enter, cast: Cast) -> None:
    browser = enter("member")
    fields = form_on(browser.get(PREFERENCES))
    assert set(kinds.KINDS) <= set(fields)
    fields.pop(kinds.SAVE_THE_DATE)
    assert "You get what is ticked" in page(browser.post(PREFERENCES, fields, follow=True))
    assert unwanted() == [("member", kinds.SAVE_THE_DATE)]
    assert kinds.SAVE_THE_DATE not in form_on(browser.get(PREFERENCES))

    factories.meeting(cast.oak)
    ring(NOW + MINUTE)
    assert {to for sent in mail.outbox for to in sent.to} == {
        "partner@example.org",
        "newcomer@example.org",
        "facilitator@example.org",
    }


def test_each_kind_can_be_turned_off_and_the_page_says_what_cannot(enter: Enter) -> None:
    browser = enter("member")
    browser.post(PREFERENCES, {})
    assert {kind for _, kind in unwanted()} == set(kinds.KINDS)
    shown = page(browser.get(PREFERENCES))
    assert "without them you could not log in" in shown
    assert all(kind.when in shown for kind in kinds.KINDS.values())


def test_a_member_sees_what_was_sent_to_them_and_to_nobody_else(enter: Enter, cast: Cast) -> None:
    assert "Nothing yet." in page(enter("member").get(PREFERENCES))
    factories.meeting(cast.oak)
    ring(NOW + MINUTE)
    assert page(enter("member").get(PREFERENCES)).count("<time") == 1
    assert "Nothing yet." in page(enter("outsider").get(PREFERENCES))


def test_every_kind_stands_once_under_a_heading(enter: Enter) -> None:
    shown = page(enter("member").get(PREFERENCES))
    for kind in kinds.KINDS.values():
        assert shown.count(f'name="{kind.name}"') == 1
        assert shown.index(f"<legend>{kind.section}</legend>") < shown.index(f'name="{kind.name}"')
    assert shown.count("<legend>") == len(kinds.Section)


def test_what_belongs_to_no_group_is_listed_too(enter: Enter, cast: Cast) -> None:
    gathering = week(by=cast.admin)
    open_registration(gathering, by=cast.admin, at=NOW)
    ring(NOW + 30 * MINUTE)
    assert "Registration is open<" in page(enter("member").get(PREFERENCES))
