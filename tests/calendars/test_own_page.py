"""My calendars: the addresses, how to give them to a program, and how to end them."""

import pytest
from django.urls import reverse

from calendars.models import Alarm, AlarmChoice, Feed, ReplyAddress
from ledger.models import Entry
from peergroups.models import Group
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.calendars.replying import invited
from tests.conftest import Cast, Enter

pytestmark = pytest.mark.django_db
OWN = reverse("calendars:own")


def test_an_address_is_made_shown_and_revoked(enter: Enter, cast: Cast) -> None:
    browser = enter("member")
    make = reverse("calendars:make", args=["oak"])
    shown = page(browser.post(make, form_on(browser.get(OWN), make), follow=True))
    feed = Feed.objects.get(member=cast.member, group=cast.oak)
    address = f"127.0.0.1:8000/calendar/{feed.token}.ics"
    assert f'value="http://{address}"' in shown
    assert f'href="webcal://{address}"' in shown
    assert "Not read by any program yet" in shown

    browser.get(f"/calendar/{feed.token}.ics")
    assert "Last read now" in page(browser.get(OWN))

    browser.post(reverse("calendars:revoke", args=[feed.pk]))
    browser.post(reverse("calendars:revoke", args=[feed.pk]))
    assert feed.token not in page(browser.get(OWN))
    assert list(Entry.objects.filter(verb__startswith="feed.").values_list("verb", "group_id")) == [
        ("feed.made", cast.oak.pk),
        ("feed.revoked", cast.oak.pk),
    ]


def test_of_one_group_there_is_one_calendar_and_of_none_a_word(enter: Enter) -> None:
    assert "All my meetings" in page(enter("partner").get(OWN))
    assert "One group by itself" not in page(enter("partner").get(OWN))
    assert "<span>Oak</span>" in page(enter("member").get(OWN))
    assert "You sit in no group yet" in page(enter("outsider").get(OWN))


def test_the_alarm_is_chosen_and_stays_chosen(enter: Enter, cast: Cast) -> None:
    browser = enter("member")
    fields = form_on(browser.get(OWN), "")
    assert fields["alarm"] == "none"
    assert "Saved." in page(browser.post(OWN, fields | {"alarm": "two hours"}, follow=True))
    assert form_on(browser.get(OWN), "")["alarm"] == "two hours"
    browser.post(OWN, fields)
    assert AlarmChoice.objects.get(member=cast.member).alarm == Alarm.NONE
    assert "Select a valid choice" in page(browser.post(OWN, fields | {"alarm": "every minute"}))


@pytest.mark.usefixtures("mailbox")
def test_reply_addresses_can_be_made_void_where_replies_are_taken(enter: Enter, cast: Cast) -> None:
    invited(cast.member, factories.meeting(cast.oak))
    before = ReplyAddress.objects.get(member=cast.member).chance
    browser, renew = enter("member"), reverse("calendars:renew_reply_address")
    browser.post(renew, form_on(browser.get(OWN), renew))
    assert ReplyAddress.objects.get(member=cast.member).chance != before


def test_where_no_replies_are_taken_nothing_is_said_of_them(enter: Enter) -> None:
    assert "Answers from my calendar" not in page(enter("member").get(OWN))


def test_a_script_in_the_name_of_a_group_stays_text(enter: Enter, cast: Cast) -> None:
    Group.objects.filter(pk=cast.oak.pk).update(name="<script>alert(1)</script>")
    assert "<script>alert" not in page(enter("member").get(OWN))


def test_the_page_costs_the_same_however_many_groups(enter: Enter, cast: Cast) -> None:
    browser = enter("member")

    def one_more() -> None:
        group = factories.group()
        factories.seat(group, cast.member)
        browser.post(reverse("calendars:make", args=[group.key]))

    assert_costs_the_same(browser, OWN, one_more)
