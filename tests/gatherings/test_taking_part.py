"""Signing up, waiting, coming in, leaving, checking in and rating."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from gatherings import actions, panels
from gatherings.models import ContentDay, Rating, Session
from ledger.models import Entry
from members.models import Member
from tests import factories
from tests.browsing import assert_costs_the_same, page
from tests.conftest import NOW, TODAY, Cast, Enter
from tests.gatherings.weeks import in_line, planned, programme, rounds, seated, take, week

MINUTE = timedelta(minutes=1)


@pytest.fixture
def day(cast: Cast) -> ContentDay:
    """Content Day with a programme that stands."""
    return programme(week(), by=cast.admin)


@pytest.fixture
def pricing(cast: Cast, day: ContentDay) -> Session:
    """A session with one seat in the first round, from 08:30 to 09:45 UTC."""
    return planned(rounds(day)[0], by=cast.admin, capacity=1)


@pytest.fixture
def hiring(cast: Cast, day: ContentDay, pricing: Session) -> Session:
    """A session with a seat for everybody in the same round."""
    return planned(rounds(day)[0], by=cast.admin, title="Hiring")


@pytest.fixture
def mara(enter: Enter) -> Client:
    return enter("member")


def of(name: str, session: Session) -> str:
    return reverse(f"gatherings:{name}", args=[session.pk])


def told(verb: str) -> list[str]:
    return list(Entry.objects.filter(verb=verb).order_by("pk").values_list("toward__name", flat=True))


def test_a_seat_is_taken_and_left_again(mara: Client, pricing: Session) -> None:
    html = page(mara.post(of("sign_up", pricing), follow=True))
    assert "You go here" in html
    for _ in range(2):
        mara.post(of("leave", pricing))
    assert seated(pricing) == set()
    assert Entry.objects.filter(verb="signup.left").count() == 1


def test_a_full_session_has_a_line_and_says_where_one_stands(
    cast: Cast, mara: Client, pricing: Session
) -> None:
    take(pricing, cast.partner, cast.newcomer)
    assert "The only seat is taken, and 1 waits." in page(mara.get(of("session", pricing)))
    html = page(mara.post(of("sign_up", pricing), follow=True))
    assert "You are number 2 in line." in html
    assert in_line(pricing) == ["Nina Costa", "Mara Lind"]


def test_who_waits_is_not_shown_as_going(cast: Cast, mara: Client, pricing: Session) -> None:
    take(pricing, cast.partner, cast.newcomer)
    html = page(mara.get(of("session", pricing)))
    assert "Paul Okoye" in html
    assert "Nina Costa" not in html


def test_the_first_in_line_comes_in_and_is_told(cast: Cast, pricing: Session) -> None:
    take(pricing, cast.member, cast.partner, cast.newcomer)
    actions.leave_session(pricing, cast.member, by=cast.member, at=NOW)
    assert (seated(pricing), in_line(pricing)) == ({"Paul Okoye"}, ["Nina Costa"])
    assert told("signup.promoted") == ["Paul Okoye"]
    assert pricing.signups.seated().get().promoted_at == NOW


@pytest.mark.parametrize("why", ["closed", "left"])
def test_who_has_left_the_community_is_passed_over(cast: Cast, pricing: Session, why: str) -> None:
    take(pricing, cast.member, cast.partner, cast.newcomer)
    if why == "closed":
        Member.objects.filter(pk=cast.partner.pk).update(is_active=False)
    else:
        cast.partner.memberships.update(left_on=NOW.date() - timedelta(days=1))
    actions.leave_session(pricing, cast.member, by=cast.member, at=NOW)
    assert seated(pricing) == {"Nina Costa"}


def test_a_place_in_line_can_be_left_too(cast: Cast, pricing: Session) -> None:
    take(pricing, cast.member, cast.partner, cast.newcomer)
    actions.leave_session(pricing, cast.partner, by=cast.partner, at=NOW)
    assert (seated(pricing), in_line(pricing)) == ({"Mara Lind"}, ["Nina Costa"])
    assert told("signup.promoted") == []


def test_one_sits_in_one_session_of_a_round_and_can_change_over(
    cast: Cast, mara: Client, pricing: Session, hiring: Session
) -> None:
    mara.post(of("sign_up", pricing))
    html = page(mara.post(of("sign_up", hiring), follow=True))
    assert "In this round you hold a seat in “Pricing”." in html
    assert "Give that seat up and come here" in html
    take(pricing, cast.partner)
    mara.post(of("sign_up", hiring), {"instead": "1"})
    assert (seated(pricing), seated(hiring)) == ({"Paul Okoye"}, {"Mara Lind"})


def test_who_waits_keeps_the_seat_they_have_and_moves_over_when_one_is_free(
    cast: Cast, mara: Client, pricing: Session, hiring: Session
) -> None:
    take(pricing, cast.partner)
    take(hiring, cast.member)
    assert "Until then you keep your seat in “Hiring”." in page(mara.get(of("session", pricing)))
    mara.post(of("sign_up", pricing))
    assert (in_line(pricing), seated(hiring)) == (["Mara Lind"], {"Mara Lind"})
    actions.leave_session(pricing, cast.partner, by=cast.partner, at=NOW)
    assert (seated(pricing), seated(hiring)) == ({"Mara Lind"}, set())


def test_a_seat_that_comes_free_goes_round_among_those_who_wait_for_each_others(
    cast: Cast, day: ContentDay, pricing: Session
) -> None:
    other = planned(rounds(day)[0], by=cast.admin, title="Selling", capacity=1)
    third = planned(rounds(day)[0], by=cast.admin, title="Buying", capacity=1)
    take(pricing, cast.member)
    take(other, cast.partner)
    take(third, cast.newcomer)
    take(other, cast.newcomer)  # waits for what Paul has
    take(pricing, cast.partner)  # who waits for what Mara has
    actions.leave_session(pricing, cast.member, by=cast.member, at=NOW)
    assert [seated(each) for each in (pricing, other, third)] == [{"Paul Okoye"}, {"Nina Costa"}, set()]
    assert told("signup.promoted") == ["Paul Okoye", "Nina Costa"]


def test_nobody_waits_for_two_sessions_of_a_round(cast: Cast, day: ContentDay, pricing: Session) -> None:
    other = planned(rounds(day)[0], by=cast.admin, title="Selling", capacity=1)
    take(pricing, cast.partner)
    take(other, cast.newcomer)
    take(pricing, cast.member)
    with pytest.raises(actions.HeldElsewhere) as held:
        take(other, cast.member)
    assert held.value.signup.session == pricing


def test_other_rounds_are_free(cast: Cast, day: ContentDay, pricing: Session) -> None:
    later = planned(rounds(day)[1], by=cast.admin, title="Later")
    take(pricing, cast.member)
    take(later, cast.member)
    assert seated(pricing) == seated(later) == {"Mara Lind"}


@pytest.mark.parametrize("minutes", [0, 600])
def test_from_its_start_on_nobody_signs_up_or_leaves_or_comes_in(
    cast: Cast, pricing: Session, minutes: int
) -> None:
    take(pricing, cast.member, cast.partner)
    at = rounds(pricing.content_day)[0].starts_at + minutes * MINUTE
    with pytest.raises(actions.SignupClosed):
        take(pricing, cast.newcomer, at=at)
    with pytest.raises(actions.SignupClosed):
        actions.leave_session(pricing, cast.member, by=cast.member, at=at)
    actions.plan_session(pricing, round=pricing.round, capacity=5, by=cast.admin, at=at)
    assert in_line(pricing) == ["Paul Okoye"]


def test_before_the_programme_stands_nobody_signs_up(
    cast: Cast, day: ContentDay, mara: Client, pricing: Session
) -> None:
    actions.reopen_programme(day, by=cast.admin, at=NOW)
    assert "Sign-up for this session is closed" in page(mara.post(of("sign_up", pricing), follow=True))
    assert "One signs up once the programme stands." in page(mara.get(of("session", pricing)))


def test_with_htmx_the_round_comes_back_as_it_is_now(
    cast: Cast, mara: Client, pricing: Session, hiring: Session
) -> None:
    html = page(mara.post(of("sign_up", hiring), headers={"HX-Request": "true"}))
    assert html.startswith("<section")
    assert "You go here" in html
    assert "Change over" in html  # at the other session of the round


def test_an_afternoon_says_how_many_groups_it_mixes(cast: Cast, day: ContentDay, mara: Client) -> None:
    walk = planned(rounds(day, "activity")[0], by=cast.admin, title="A walk")
    take(walk, cast.partner, cast.neighbour)
    assert "From 2 groups." in page(mara.get(of("session", walk)))


@pytest.mark.parametrize(("minutes", "works"), [(-31, False), (-30, True), (74, True), (75, False)])
def test_one_checks_in_from_half_an_hour_before_to_the_end(
    cast: Cast, pricing: Session, minutes: int, works: bool
) -> None:
    take(pricing, cast.member)
    at = rounds(pricing.content_day)[0].starts_at + minutes * MINUTE
    if works:
        actions.check_in(pricing, cast.member, by=cast.member, at=at)
    else:
        with pytest.raises(actions.NotTheTime):
            actions.check_in(pricing, cast.member, by=cast.member, at=at)
    assert bool(pricing.signups.get().checked_in_at) is works


def test_a_tap_checks_in_once_and_can_be_undone_by_who_keeps_the_list(
    cast: Cast, enter: Enter, mara: Client, pricing: Session
) -> None:
    take(pricing, cast.member)
    with time_machine.travel(rounds(pricing.content_day)[0].starts_at, tick=False):
        browser, ada = Client(), enter("admin")
        browser.force_login(cast.member)
        assert "I am here" in page(browser.get(of("session", pricing)))
        for _ in range(2):
            browser.post(of("check_in", pricing))
        assert "Checked in" in page(browser.get(of("session", pricing)))
        ada.post(of("check_in", pricing), {"member": cast.member.pk, "undo": "1"})
    assert pricing.signups.get().checked_in_at is None
    assert Entry.objects.filter(verb="signup.checked_in").count() == 1


def test_a_speaker_checks_others_in_also_afterwards_and_nobody_else_does(
    cast: Cast, enter: Enter, pricing: Session
) -> None:
    take(pricing, cast.member)
    actions.add_speaker(pricing, member=cast.partner, by=cast.admin, at=NOW)
    with time_machine.travel(rounds(pricing.content_day)[0].ends_at + 60 * MINUTE, tick=False):
        answers = [
            enter(who).post(of("check_in", pricing), {"member": cast.member.pk}).status_code
            for who in ("newcomer", "partner")
        ]
    assert answers == [403, 302]
    assert pricing.signups.get().checked_in_at


@pytest.mark.parametrize("member", ["0", "nobody", "9" * 30])
def test_nobody_who_does_not_go_is_checked_in(enter: Enter, pricing: Session, member: str) -> None:
    assert enter("admin").post(of("check_in", pricing), {"member": member}).status_code == 404


def test_who_waits_cannot_check_in(cast: Cast, pricing: Session) -> None:
    take(pricing, cast.member, cast.partner)
    at = rounds(pricing.content_day)[0].starts_at
    with pytest.raises(actions.NoSeat):
        actions.check_in(pricing, cast.partner, by=cast.partner, at=at)


def test_a_session_is_rated_once_it_has_begun_and_the_latest_word_counts(
    cast: Cast, mara: Client, pricing: Session
) -> None:
    take(pricing, cast.member)
    assert "Rate it once it has begun." in page(mara.post(of("rate", pricing), {"stars": "5"}, follow=True))
    with time_machine.travel(rounds(pricing.content_day)[0].starts_at, tick=False):
        browser = Client()
        browser.force_login(cast.member)
        for stars in ("5", "4", "9", "many"):
            html = page(browser.post(of("rate", pricing), {"stars": stars}, follow=True))
        assert "Choose one to five stars." in html
    assert Rating.objects.get().stars == 4


def test_who_held_no_seat_rates_nothing(cast: Cast, pricing: Session) -> None:
    at = rounds(pricing.content_day)[0].ends_at
    with pytest.raises(actions.NoSeat):
        actions.rate_session(pricing, cast.member, 1, by=cast.member, at=at)


def test_where_people_checked_in_only_who_did_rates(
    cast: Cast, day: ContentDay, mara: Client, hiring: Session
) -> None:
    take(hiring, cast.member, cast.partner)
    at = rounds(day)[0].starts_at
    actions.check_in(hiring, cast.partner, by=cast.partner, at=at)
    with time_machine.travel(at, tick=False):
        browser = Client()
        browser.force_login(cast.member)
        html = page(browser.post(of("rate", hiring), {"stars": "1"}, follow=True))
    assert "Others checked in and you did not." in html
    actions.rate_session(hiring, cast.partner, 5, by=cast.partner, at=at)
    assert Rating.objects.get().member == cast.partner


@pytest.mark.parametrize(("people", "shown"), [(4, False), (5, True)])
def test_an_average_is_shown_from_five_answers_on(
    cast: Cast, day: ContentDay, hiring: Session, people: int, shown: bool
) -> None:
    at = rounds(day)[0].ends_at
    for n in range(people):
        (signup,) = take(hiring, factories.member())
        actions.rate_session(hiring, signup.member, 4 + n % 2, by=signup.member, at=at)
    with time_machine.travel(at, tick=False):
        browser = Client()
        browser.force_login(cast.member)
        html = page(browser.get(of("session", hiring)))
    assert ("of 5 stars" in html) is shown


def test_what_is_next_says_whether_one_is_registered_and_where_one_goes(
    cast: Cast, day: ContentDay, pricing: Session
) -> None:
    week("Earlier", starts_on=TODAY - timedelta(days=6))
    actions.open_registration(day.gathering, by=cast.admin, at=NOW)
    take(pricing, cast.partner, cast.member)
    coming = panels.coming(cast.member, on=TODAY)
    assert coming is not None
    assert coming.gathering == day.gathering
    assert coming.takes_registrations
    assert coming.gathering.registered_at is None
    assert [(signup.session, signup.waits) for signup in coming.signups] == [(pricing, True)]


def test_nothing_is_next_without_a_seat_or_a_week(cast: Cast) -> None:
    assert panels.coming(cast.member, on=TODAY) is None
    week()
    assert panels.coming(cast.outsider, on=TODAY) is None


def test_the_week_says_what_one_speaks_at(cast: Cast, mara: Client, pricing: Session) -> None:
    actions.add_speaker(pricing, member=cast.member, by=cast.admin, at=NOW)
    assert "You speak" in page(mara.get(pricing.content_day.gathering.get_absolute_url()))


def test_a_session_costs_the_same_however_many_go(cast: Cast, enter: Enter, hiring: Session) -> None:
    def add() -> None:
        take(hiring, factories.seat(cast.oak, factories.member()).member)
        actions.add_speaker(hiring, member=factories.member(), by=cast.admin, at=NOW)

    assert_costs_the_same(enter("admin"), of("session", hiring), add)
