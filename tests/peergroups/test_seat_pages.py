from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from members.models import Member
from peergroups.models import Leave, Membership, Role
from peergroups.seating import seating
from tests import factories
from tests.browsing import assert_costs_the_same, form_on, page
from tests.conftest import TODAY, Cast, Enter

DAY = timedelta(days=1)
SEATS = reverse("peergroups:seats", args=["oak"])
GIVE = reverse("peergroups:give_seat", args=["oak"])


@pytest.fixture
def ada(enter: Enter) -> Client:
    return enter("admin")


def door(name: str, pk: int) -> str:
    return reverse(f"peergroups:{name}", args=[pk])


def give(client: Client, member: Member, **typed: object) -> str:
    """Give a seat in Oak from its page of seats."""
    form = form_on(client.get(SEATS), GIVE) | {"member": str(member.pk)}
    return page(client.post(GIVE, form | typed, follow=True))


def fill_in(client: Client, url: str, **typed: object) -> str:
    return page(client.post(url, form_on(client.get(url), "") | typed, follow=True))


def press(client: Client, name: str, pk: int, **typed: str) -> str:
    return page(client.post(door(name, pk), typed, follow=True))


def test_an_admin_gives_a_seat_from_today(cast: Cast, ada: Client) -> None:
    html = give(ada, cast.outsider)
    seat = cast.seat(cast.outsider)
    assert "Otto Brandt has a seat from 4 May 2026." in html
    assert (seat.joined_on, seat.full_on) == (TODAY, TODAY)


def test_a_seat_may_begin_later_on_trial_and_with_a_role(cast: Cast, ada: Client) -> None:
    html = give(ada, cast.outsider, joined_on="2026-06-01", is_provisional="on", role="chair")
    seat = cast.seat(cast.outsider)
    assert "Otto Brandt, from 1 June 2026" in html
    assert (seat.joined_on, seat.full_on) == (date(2026, 6, 1), None)
    assert seat.roles.get().starts_on == date(2026, 6, 1)


def test_no_date_lies_beyond_what_can_be_counted_with(cast: Cast, ada: Client) -> None:
    seat, wrong = cast.seat(cast.member), {"ends_on": "9999-12-31", "starts_on": "9999-12-31"}
    for html in (
        give(ada, cast.outsider, joined_on="9999-12-31"),
        fill_in(ada, door("end_seat", seat.pk), left_on="9999-12-31"),
        fill_in(ada, door("leave", seat.pk), **wrong),
    ):
        assert "Choose a date of the years 1900 to 2199." in html


def test_a_seat_does_not_begin_in_the_past(cast: Cast, ada: Client) -> None:
    html = give(ada, cast.outsider, joined_on=str(TODAY - DAY))
    assert "Choose today or a later day." in html
    assert not Membership.objects.filter(member=cast.outsider).exists()


def test_who_sits_here_is_not_offered_a_second_seat(cast: Cast, ada: Client) -> None:
    assert "Select a valid choice" in give(ada, cast.member)


def test_who_has_a_closed_account_is_offered_none(cast: Cast, ada: Client) -> None:
    assert "Select a valid choice" in give(ada, factories.member(is_active=False))


def test_a_seat_that_meets_a_coming_one_is_refused_with_a_sentence(cast: Cast, ada: Client) -> None:
    factories.seat(cast.oak, cast.outsider, joined_on=TODAY + 9 * DAY)
    assert "They hold a seat here in that time already." in give(ada, cast.outsider)


def test_an_admin_ends_a_seat(cast: Cast, ada: Client) -> None:
    seat = cast.seat(cast.member)
    html = fill_in(ada, door("end_seat", seat.pk), left_on="2026-06-30")
    assert "The last day of Mara Lind is 30 June 2026." in html
    assert "last day 30 June 2026" in html


def test_a_seat_does_not_end_before_it_begins(cast: Cast, ada: Client) -> None:
    seat = cast.seat(cast.newcomer)
    html = fill_in(ada, door("end_seat", seat.pk), left_on=str(TODAY - 8 * DAY))
    assert "its last day cannot be before that" in html


def test_the_last_day_of_a_former_member_is_not_put_off(cast: Cast, ada: Client) -> None:
    seat = cast.seat(cast.former)
    html = fill_in(ada, door("end_seat", seat.pk), left_on=str(TODAY))
    assert "It ends on 4 April 2026 already. To put that off, reopen it." in html
    assert cast.seat(cast.former).left_on == TODAY - 30 * DAY


def test_an_ending_is_taken_back(cast: Cast, ada: Client) -> None:
    seat = cast.seat(cast.former)
    press(ada, "reopen_seat", seat.pk)
    assert cast.seat(cast.former).left_on is None


def test_what_cannot_be_taken_back_is_said(cast: Cast, ada: Client) -> None:
    seat = cast.seat(cast.former)
    factories.seat(cast.oak, cast.former, joined_on=TODAY)
    assert "Frank Weiss has come back on another seat already." in press(ada, "reopen_seat", seat.pk)
    Membership.objects.filter(pk=seat.pk).update(left_on=TODAY - 40 * DAY)
    assert "Frank Weiss left more than a month ago." in press(ada, "reopen_seat", seat.pk)


def test_a_provisional_member_is_made_a_full_one(cast: Cast, ada: Client) -> None:
    give(ada, cast.outsider, is_provisional="on")
    assert "provisional" in page(ada.get(SEATS))
    press(ada, "confirm_seat", cast.seat(cast.outsider).pk)
    assert cast.seat(cast.outsider).full_on == TODAY


def test_a_leave_is_noted_listed_and_taken_back(cast: Cast, ada: Client) -> None:
    url = door("leave", cast.seat(cast.member).pk)
    html = fill_in(ada, url, starts_on="2026-05-10", ends_on="2026-08-10")
    assert "10 May 2026 to 10 August 2026" in html
    press(ada, "withdraw_leave", Leave.objects.get().pk)
    assert not Leave.objects.exists()


def test_a_leave_may_be_open_and_does_not_end_before_it_begins(cast: Cast, ada: Client) -> None:
    url = door("leave", cast.seat(cast.member).pk)
    assert "Leave ends after it begins." in fill_in(ada, url, ends_on=str(TODAY - DAY))
    assert "to further notice" in fill_in(ada, url)


@pytest.mark.parametrize("who", ["facilitator", "admin"])
def test_a_role_is_given_and_ended_by_who_leads_and_by_an_admin(cast: Cast, enter: Enter, who: str) -> None:
    client, seat = enter(who), cast.seat(cast.member)
    assert "End the role Host of Mara Lind" in press(client, "give_role", seat.pk, role=Role.HOST)
    press(client, "lay_down_role", seat.roles.get().pk)
    assert not seat.roles.exists()


def test_a_role_is_given_once(cast: Cast, enter: Enter) -> None:
    html = press(enter("admin"), "give_role", cast.seat(cast.facilitator).pk, role=Role.FACILITATOR)
    assert "Farah Haddad has that role already." in html


def test_a_facilitator_who_steps_down_is_led_to_the_group(cast: Cast, enter: Enter) -> None:
    term = cast.seat(cast.facilitator).roles.get()
    answer = enter("facilitator").post(door("lay_down_role", term.pk))
    assert answer["Location"] == cast.oak.get_absolute_url()
    assert not seating(Member.objects.get(pk=cast.facilitator.pk)).leads(cast.oak)


def test_a_former_member_is_given_no_role(cast: Cast, ada: Client) -> None:
    answer = ada.post(door("give_role", cast.seat(cast.former).pk), {"role": Role.FACILITATOR})
    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["member", "facilitator", "neighbour", "outsider"])
def test_only_an_admin_changes_who_sits_where(cast: Cast, enter: Enter, who: str) -> None:
    client, seat = enter(who), cast.seat(cast.member)
    doors = [door(name, seat.pk) for name in ("end_seat", "reopen_seat", "confirm_seat", "leave")]
    assert {client.post(url).status_code for url in [GIVE, *doors]} == {403}


@pytest.mark.parametrize(("who", "status"), [("member", 403), ("neighbour", 404), ("outsider", 404)])
def test_only_who_leads_gives_roles(cast: Cast, enter: Enter, who: str, status: int) -> None:
    client = enter(who)
    given = client.post(door("give_role", cast.seat(cast.member).pk), {"role": Role.CHAIR})
    ended = client.post(door("lay_down_role", cast.seat(cast.facilitator).roles.get().pk))
    assert (given.status_code, ended.status_code) == (status, status)


def test_who_leads_sees_the_seats_and_changes_only_roles(cast: Cast, enter: Enter) -> None:
    html = page(enter("facilitator").get(SEATS))
    assert "Give this role" in html
    assert "Former members" in html
    assert "Give the seat" not in html
    assert "End the seat" not in html


def test_an_empty_group_says_so(cast: Cast, ada: Client) -> None:
    empty = factories.group("Fir")
    assert "Nobody yet." in page(ada.get(reverse("peergroups:seats", args=[empty.key])))


def test_the_page_costs_the_same_however_many_sit_there(cast: Cast, ada: Client) -> None:
    def add() -> None:
        factories.seat(cast.oak, factories.member(), role=Role.HOST)
        factories.seat(cast.oak, factories.member(), left_on=TODAY - DAY)
        factories.seat(cast.oak, factories.member(), joined_on=TODAY + DAY)

    assert_costs_the_same(ada, SEATS, add)
