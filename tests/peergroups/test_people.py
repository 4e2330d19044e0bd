from smtplib import SMTPRecipientsRefused

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from ledger.models import Entry
from members.models import Member, Organisation
from peergroups import actions
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import NOW, TODAY, Cast, Enter

PEOPLE = reverse("peergroups:people")
ADD = reverse("peergroups:add_person")


@pytest.fixture
def ada(enter: Enter) -> Client:
    return enter("admin")


def keep(cast: Cast, who: str) -> str:
    return reverse("peergroups:keep_person", args=[cast[who].key])


def close(cast: Cast, who: str) -> str:
    return reverse("peergroups:close_account", args=[cast[who].key])


def reopen(cast: Cast, who: str) -> str:
    return reverse("peergroups:reopen_account", args=[cast[who].key])


def fill_in(client: Client, url: str, **typed: str) -> str:
    form = form_on(client.get(url), "") | typed
    return page(client.post(url, form, follow=True))


def now(cast: Cast, who: str) -> Member:
    return Member.objects.select_related("organisation").get(pk=cast[who].pk)


def found(html: str) -> set[str]:
    return {name for name in Member.objects.values_list("name", flat=True) if f">{name}</a>" in html}


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("LIND", {"Mara Lind"}),
        ("partner@", {"Paul Okoye"}),
        ("fjord", {"Nina Costa"}),
        ("haddad", {"Farah Haddad"}),
        ("%", set()),
    ],
)
def test_people_are_found_by_name_address_or_organisation(
    cast: Cast, ada: Client, wanted: str, names: set[str]
) -> None:
    cast.newcomer.organisation = Organisation.objects.create(name="Fjord Bakery")
    cast.newcomer.save()
    assert found(page(ada.get(PEOPLE, {"q": wanted}))) == names


def test_nobody_found_is_said_with_the_words_that_were_sought(cast: Cast, ada: Client) -> None:
    assert "Nobody matches “&lt;b&gt;”." in page(ada.get(PEOPLE, {"q": "<b>"}))


def test_the_list_is_cut_into_pages_that_keep_what_was_sought(cast: Cast, ada: Client) -> None:
    for n in range(51):
        factories.member(f"Bee {n:02}")
    first = page(ada.get(PEOPLE, {"q": "bee"}))
    assert "Page 1 of 2" in first
    assert "?q=bee&amp;page=2" in first
    assert found(page(ada.get(PEOPLE, {"q": "bee", "page": "2"}))) == {"Bee 50"}


def test_the_list_costs_the_same_however_long(cast: Cast, ada: Client) -> None:
    def add() -> None:
        factories.member(organisation=Organisation.objects.create(name=f"Firm {Member.objects.count()}"))

    assert_costs_the_same(ada, PEOPLE, add)


def test_an_admin_adds_a_person_who_can_log_in_at_once(cast: Cast, ada: Client) -> None:
    html = fill_in(ada, ADD, name="Élodie Roux", email="Elodie@Example.org", organisation="Roux")
    new = Member.objects.get(email="elodie@example.org")
    assert "Élodie Roux is in the community and can log in as elodie@example.org." in html
    assert (new.key, new.joined_on, str(new.organisation)) == ("elodie-roux", TODAY, "Roux")
    assert not new.has_usable_password()
    assert Entry.objects.get(verb="member.added", toward=new).by == cast.admin


def test_a_person_called_new_has_a_page_too(cast: Cast, ada: Client) -> None:
    assert "<h1>New</h1>" in fill_in(ada, ADD, name="New", email="new@example.org")


def test_an_address_is_given_once_whatever_its_case(cast: Cast, ada: Client) -> None:
    html = fill_in(ada, ADD, name="Mara Again", email="MEMBER@example.org")
    assert "Somebody in the community has this address already." in html


def test_an_admin_corrects_a_card_and_sees_no_word_of_what_was_promised(cast: Cast, ada: Client) -> None:
    factories.commitment(cast.oak, cast.member, text="sell the boat")
    html = fill_in(ada, keep(cast, "member"), name="Mara Lindgren", city="Oslo")
    assert (now(cast, "member").name, now(cast, "member").city) == ("Mara Lindgren", "Oslo")
    assert "Oak" in html
    assert "sell the boat" not in html


def test_an_admin_leaves_alone_what_a_person_says_of_themselves(cast: Cast, ada: Client) -> None:
    cast.member.about, cast.member.shows_email = "I bake bread.", False
    cast.member.save()
    fill_in(ada, keep(cast, "member"), city="Oslo", about="", shows_email="on")
    assert (now(cast, "member").about, now(cast, "member").shows_email) == ("I bake bread.", False)


def test_a_new_address_logs_the_person_out(cast: Cast, ada: Client, enter: Enter) -> None:
    maras = enter("member")
    key = maras.session.session_key
    UserSession.objects.create(user=cast.member, session_key=key, ip="127.0.0.1")
    EmailAddress.objects.create(user=cast.member, email=cast.member.email, verified=True, primary=True)
    fill_in(ada, keep(cast, "member"), email="mara@new.example")
    assert maras.get("/").status_code == 302
    assert now(cast, "member").email == "mara@new.example"
    assert not EmailAddress.objects.exists()  # it is the new one that has to be shown to be theirs
    assert Entry.objects.filter(verb="member.address_changed", toward=cast.member).exists()


def test_a_new_address_is_told_at_the_old_one_and_the_new(
    cast: Cast, ada: Client, mailoutbox: list[EmailMessage]
) -> None:
    """An admin could read on in somebody's name: at least that person learns of it."""
    fill_in(ada, keep(cast, "member"), email="mara@new.example")
    assert [mail.to for mail in mailoutbox] == [["member@example.org"], ["mara@new.example"]]
    changed = "has been changed from member@example.org to mara@new.example"
    assert all(changed in mail.body for mail in mailoutbox)


def test_a_lost_mailbox_does_not_keep_the_new_address_from_being_told(
    cast: Cast, ada: Client, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    send = EmailMessage.send

    def refused(mail: EmailMessage) -> int:
        if mail.to == ["member@example.org"]:
            raise SMTPRecipientsRefused({})
        return send(mail)

    monkeypatch.setattr(EmailMessage, "send", refused)
    assert "Saved." in fill_in(ada, keep(cast, "member"), email="mara@new.example")
    assert [mail.to for mail in mailoutbox] == [["mara@new.example"]]


def test_a_card_saved_with_the_same_address_is_told_to_nobody(
    cast: Cast, ada: Client, mailoutbox: list[EmailMessage]
) -> None:
    fill_in(ada, keep(cast, "member"), city="Oslo")
    assert mailoutbox == []


def test_the_same_address_in_other_letters_is_no_new_one(cast: Cast, ada: Client, enter: Enter) -> None:
    maras = enter("member")
    fill_in(ada, keep(cast, "member"), email="Member@Example.org")
    assert maras.get("/").status_code == 200


def test_a_closed_account_is_shut_and_can_be_reopened(cast: Cast, ada: Client, enter: Enter) -> None:
    maras = enter("member")
    assert "Account closed" in page(ada.post(close(cast, "member"), follow=True))
    assert maras.get("/").status_code == 302
    assert cast.seat(cast.member).left_on is None
    page(ada.post(reopen(cast, "member"), follow=True))
    assert now(cast, "member").is_active


def test_nobody_closes_their_own_account_here(cast: Cast, ada: Client) -> None:
    assert "You cannot close your own account here" in page(ada.post(close(cast, "admin"), follow=True))
    assert now(cast, "admin").is_active


def test_a_wrong_card_shows_what_is_wrong_and_the_person_as_stored(cast: Cast, ada: Client) -> None:
    html = fill_in(ada, keep(cast, "member"), name="Somebody Else", email="no address")
    assert "<h1>Mara Lind</h1>" in html
    assert 'value="Somebody Else"' in html


def test_closing_and_reopening_twice_is_doing_it_once(cast: Cast) -> None:
    for _ in range(2):
        actions.close_account(cast.member, by=cast.admin, on=TODAY, at=NOW)
    for _ in range(2):
        actions.reopen_account(cast.member, by=cast.admin, at=NOW)
    lines = Entry.objects.filter(verb__startswith="member.account", toward=cast.member).order_by("pk")
    assert [line.verb for line in lines] == ["member.account_closed", "member.account_reopened"]
