"""Answers tapped in a mail: a signed link that asks, and a press that answers, without a log-in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ledger.models import Entry
from meetings.actions import cancel_meeting
from meetings.models import Answer, Meeting, Reply
from notifications.tokens import answer_token, refusal_token
from peergroups.models import Membership
from tests import factories
from tests.browsing import form_on, page
from tests.conftest import NOW, TODAY, Cast
from tests.notifications.clock import DAY, move, then

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(cast.oak, title="What we fear", place="Old mill")


@pytest.fixture
def link(meeting: Meeting, cast: Cast) -> str:
    """Where the mail leads."""
    return reverse("notifications:answer", args=[answer_token(meeting.pk, cast.member.pk)])


@pytest.fixture
def visitor() -> Client:
    """A browser in which nobody has logged in, on a site that minds where a form comes from."""
    return Client(enforce_csrf_checks=True)


def answers() -> list[tuple[str, str]]:
    return list(Answer.objects.values_list("member__key", "reply"))


@pytest.mark.parametrize("query", ["", "?reply=yes", "?reply=no", "?reply=nonsense"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_sets_nothing(query: str, method: str, link: str, visitor: Client) -> None:
    entries = Entry.objects.count()
    assert getattr(visitor, method)(link + query).status_code == 200
    assert (answers(), Entry.objects.count()) == ([], entries)


def test_the_page_says_who_when_and_where_and_not_what_about(link: str, visitor: Client) -> None:
    shown = page(visitor.get(link))
    assert all(fact in shown for fact in ("Oak", "Mara Lind", "Mon 25 May 2026", "Old mill"))
    assert "What we fear" not in shown


def test_the_answer_tapped_in_the_mail_is_to_the_fore(link: str, visitor: Client) -> None:
    shown = page(visitor.get(f"{link}?reply=maybe"))
    assert 'class="button main" name="reply" value="maybe"' in shown
    assert shown.count('class="button main"') == 1


def test_pressing_it_answers_without_a_log_in(link: str, visitor: Client) -> None:
    fields = form_on(visitor.get(f"{link}?reply=yes"))
    thanked = visitor.post(link, {**fields, "reply": Reply.YES}, follow=True)
    assert "Thank you." in page(thanked)
    assert answers() == [("member", Reply.YES)]

    visitor.post(link, {**fields, "reply": Reply.NO})
    assert answers() == [("member", Reply.NO)]


def test_a_form_from_elsewhere_answers_nothing(link: str, visitor: Client) -> None:
    assert visitor.post(link, {"reply": Reply.YES}).status_code == 403
    assert answers() == []


def test_a_reply_that_is_none_is_asked_for_again(link: str, client: Client) -> None:
    assert client.post(link, {"reply": "perhaps"}).status_code == 200
    assert answers() == []


def test_whoever_is_logged_in_answers_for_whom_the_mail_was_to(link: str, cast: Cast, client: Client) -> None:
    client.force_login(cast.partner)
    client.post(link, {"reply": Reply.YES})
    assert answers() == [("member", Reply.YES)]


def test_a_moved_meeting_is_answered_anew_by_the_same_link(
    meeting: Meeting, link: str, client: Client
) -> None:
    client.post(link, {"reply": Reply.YES})
    with then(NOW + DAY):
        move(meeting, on=TODAY + timedelta(days=30))
        assert "None yet" in page(client.get(link))
        client.post(link, {"reply": Reply.NO})
        assert "<dd>No</dd>" in page(client.get(link))


def leaves(meeting: Meeting, cast: Cast) -> None:
    Membership.objects.filter(pk=cast.seat(cast.member).pk).update(left_on=TODAY)


def is_away(meeting: Meeting, cast: Cast) -> None:
    factories.leave(cast.seat(cast.member), starts_on=TODAY)


def closes_the_account(meeting: Meeting, cast: Cast) -> None:
    cast.member.is_active = False
    cast.member.save()


def is_told_it_is_off(meeting: Meeting, cast: Cast) -> None:
    cancel_meeting(meeting, because="too few", by=cast.facilitator, at=NOW)


@pytest.mark.parametrize(
    ("what_happens", "sentence"),
    [
        (leaves, "You are not expected at this meeting any more."),
        (is_away, "You are not expected at this meeting any more."),
        (closes_the_account, "You are not expected at this meeting any more."),
        (is_told_it_is_off, "This meeting does not take place."),
    ],
)
def test_who_is_not_asked_any_more_is_told_so(
    what_happens: Callable[[Meeting, Cast], None],
    sentence: str,
    meeting: Meeting,
    link: str,
    cast: Cast,
    client: Client,
) -> None:
    what_happens(meeting, cast)
    for response in (client.get(link), client.post(link, {"reply": Reply.YES})):
        assert response.status_code == 410
        assert sentence in response.content.decode()
        assert "Old mill" not in response.content.decode()
    assert answers() == []


def test_the_link_ends_when_the_meeting_begins(meeting: Meeting, link: str, client: Client) -> None:
    with then(meeting.starts_at - timedelta(seconds=1)):
        assert client.get(link).status_code == 200
    with then(meeting.starts_at):
        ended = client.post(link, {"reply": Reply.YES})
    assert ended.status_code == 410
    assert "has begun" in ended.content.decode()
    assert answers() == []


def test_a_forged_link_leads_to_a_page_that_says_what_to_do(
    meeting: Meeting, cast: Cast, client: Client
) -> None:
    good = answer_token(meeting.pk, cast.member.pk)
    of_another_sort = refusal_token(cast.member.pk, "reply_nudge")
    gone = answer_token(meeting.pk + 1, cast.member.pk)
    for token in (good[:-1], good[:-1] + "_", of_another_sort, gone, "x"):
        response = client.post(reverse("notifications:answer", args=[token]), {"reply": Reply.YES})
        assert response.status_code == 404
        assert "Copy the whole of it from the mail" in response.content.decode()
    assert answers() == []


def test_no_cache_keeps_the_page(link: str, client: Client) -> None:
    assert "no-store" in client.get(link)["Cache-Control"]
